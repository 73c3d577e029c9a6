package io.tr05.qradar.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.context.Context;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Helidon's HTTP/1.1, over connections whose end can be seen while a call is worked on. Helidon has no means for that; but
 * it asks for a connection's bytes through its context, which is where they are taken over here.
 */
final class WatchedHttp1 implements ServerConnectionSelector {

    private final Http1ConnectionSelector http1;

    WatchedHttp1(Http1Config config) {
        this.http1 = Http1ConnectionSelector.builder()
                .config(Http1Config.builder(config)
                        // in place of its loggers: Helidon 4.5.0 passes nothing on to one of several listeners
                        .receiveListeners(List.of(new RequestClock()))
                        .sendListeners(List.of(new RequestClock.Answers()))
                        .build())
                .build();
    }

    /** The connection that a request came over; nothing if another selector set it up. */
    static Optional<ReadAhead> connectionOf(ServerRequest request) {
        return connectionOf(request.listenerContext());
    }

    /** The connection behind what a listener says of it. */
    static Optional<ReadAhead> connectionOf(ListenerContext listener) {
        return listener instanceof WatchedListener watched ? Optional.of(watched.bytes()) : Optional.empty();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        ReadAhead bytes = new ReadAhead(context.dataReader());
        if (context.isSecure()) {
            bytes.handshakeBegins();
        }
        return http1.connection(new WatchedConnection(
                context, new WatchedListener(context.listenerContext(), bytes), DataReader.create(bytes)));
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    /** A connection of Helidon's with a listener and a reader of ours. */
    private record WatchedConnection(ConnectionContext context, ListenerContext listenerContext, DataReader dataReader)
            implements ConnectionContext {

        @Override
        public ExecutorService executor() {
            return context.executor();
        }

        @Override
        public DataWriter dataWriter() {
            return context.dataWriter();
        }

        @Override
        public Router router() {
            return context.router();
        }

        @Override
        public Optional<ProxyProtocolData> proxyProtocolData() {
            return context.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return context.serverSocket();
        }

        @Override
        public PeerInfo remotePeer() {
            return context.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return context.localPeer();
        }

        @Override
        public boolean isSecure() {
            return context.isSecure();
        }

        @Override
        public String socketId() {
            return context.socketId();
        }

        @Override
        public String childSocketId() {
            return context.childSocketId();
        }
    }

    /** A listener as one connection sees it: all that a request tells of its connection, beside ids that may repeat. */
    private record WatchedListener(ListenerContext listener, ReadAhead bytes) implements ListenerContext {

        @Override
        public Context context() {
            return listener.context();
        }

        @Override
        public MediaContext mediaContext() {
            return listener.mediaContext();
        }

        @Override
        public ContentEncodingContext contentEncodingContext() {
            return listener.contentEncodingContext();
        }

        @Override
        public DirectHandlers directHandlers() {
            return listener.directHandlers();
        }

        @Override
        public ListenerConfig config() {
            return listener.config();
        }

        @Override
        public ExecutorService executor() {
            return listener.executor();
        }
    }
}
