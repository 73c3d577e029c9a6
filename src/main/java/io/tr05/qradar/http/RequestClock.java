package io.tr05.qradar.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/**
 * Tells a connection how far its request has come, so that it knows how long the rest may take. Helidon's own time-out is
 * for connections between two requests only: a caller that sends a byte now and then would keep one for ever.
 */
final class RequestClock implements Http1ConnectionListener {

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        WatchedHttp1.connectionOf(context.listenerContext()).ifPresent(ReadAhead::headBegins);
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        WatchedHttp1.connectionOf(context.listenerContext()).ifPresent(ReadAhead::bodyBegins);
    }

    /** The other direction, by the same means: an answer begins. */
    static final class Answers implements Http1ConnectionListener {

        @Override
        public void status(ConnectionContext context, Status status) {
            WatchedHttp1.connectionOf(context.listenerContext()).ifPresent(ReadAhead::answerBegins);
        }
    }
}
