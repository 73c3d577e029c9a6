package io.tr05.qradar.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.tr05.qradar.wire.TransportError;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What goes wrong with a call as HTTP: unknown path, wrong method, a body too large, a fault of our own. These use HTTP's
 * status codes, with a body of their own form (relay-protocol.md, section 1).
 */
final class TransportErrors implements DirectHandler {

    private static final Logger LOGGER = Logger.getLogger(TransportErrors.class.getName());

    /** Adds what answers when a route throws. */
    static void addTo(HttpRouting.Builder routing) {
        routing.error(
                PayloadTooLargeException.class,
                (request, response, failure) -> send(
                        response, Status.REQUEST_ENTITY_TOO_LARGE_413, message(Status.REQUEST_ENTITY_TOO_LARGE_413)));
        routing.error(HttpException.class, (request, response, failure) -> {
            if (failure.status().equals(Status.NOT_MODIFIED_304)) { // how Helidon says that the caller has it already
                response.status(Status.NOT_MODIFIED_304).send();
            } else {
                send(response, failure.status(), message(failure.status()));
            }
        });
        routing.error(Exception.class, (request, response, failure) -> {
            LOGGER.log(Level.SEVERE, "unforeseen failure", failure);
            send(response, Status.INTERNAL_SERVER_ERROR_500, "Something went wrong.");
        });
    }

    /** Answers 405 and names the method that would do. */
    static Handler methodNotAllowed(Method allowed) {
        return (request, response) -> {
            response.header(HeaderNames.ALLOW, allowed.text());
            send(response, Status.METHOD_NOT_ALLOWED_405, "This path takes " + allowed.text() + " only.");
        };
    }

    /** The same body for what fails before there is any routing, such as a malformed request line. */
    static DirectHandlers beforeRouting() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new TransportErrors());
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        headers.set(HeaderValues.CONTENT_TYPE_JSON);
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .entity(EnvelopeWriter.bytes(body(status, message(status))))
                .keepAlive(eventType.keepAlive())
                .build();
    }

    private static void send(ServerResponse response, Status status, String message) {
        response.status(status);
        EnvelopeWriter.send(response, body(status, message));
    }

    private static TransportError body(Status status, String message) {
        return new TransportError().code(status.code()).message(message).reason(status.reasonPhrase());
    }

    private static String message(Status status) {
        return switch (status.code()) {
            case 404 -> "The relay has no such path: /openapi lists those it has.";
            case 413 -> "The request body is too large.";
            default ->
                status.family() == Status.Family.CLIENT_ERROR
                        ? "The request can't be handled: " + status.reasonPhrase() + "."
                        : "Something went wrong.";
        };
    }
}
