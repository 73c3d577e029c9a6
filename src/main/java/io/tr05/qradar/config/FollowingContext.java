package io.tr05.qradar.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS context whose keys and trust may change: each new connection is made by a plain context for what a source gives at
 * that time. A server or client of Helidon keeps one context for good; and replacing the trust within a plain one would leave
 * its cached sessions, which are resumed without a look at any certificate.
 *
 * <p>TLS 1.2 and 1.3 only, whatever the JDK is configured to allow.
 */
final class FollowingContext<T> extends SSLContextSpi {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final Supplier<T> source;
    private final Function<T, SSLContext> making;
    private volatile Made<T> made;

    private FollowingContext(Supplier<T> source, Function<T, SSLContext> making) {
        this.source = source;
        this.making = making;
        var first = source.get();
        this.made = new Made<>(first, making.apply(first));
    }

    private record Made<T>(T from, SSLContext context) {}

    /**
     * A context that follows a source.
     *
     * @param source asked at each new connection; an equal value means that nothing has changed
     * @param making a plain, initialised context
     */
    static <T> SSLContext of(Supplier<T> source, Function<T, SSLContext> making) {
        var spi = new FollowingContext<>(source, making);
        return new SSLContext(spi, spi.made.context().getProvider(), "TLS") {};
    }

    private SSLContext current() {
        var from = source.get();
        var known = made;
        if (known.from().equals(from)) {
            return known.context();
        }
        var fresh = new Made<>(from, making.apply(from));
        made = fresh;
        return fresh.context();
    }

    @Override
    protected void engineInit(
            KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random) {
        throw new IllegalStateException("is initialised");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return new Sockets();
    }

    /** Its sockets would keep the context of now. */
    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return made.context().getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return secure(current().createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return secure(current().createSSLEngine(host, port));
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return current().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return current().getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return secure(made.context().getDefaultSSLParameters());
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return made.context().getSupportedSSLParameters();
    }

    private static SSLEngine secure(SSLEngine engine) {
        engine.setEnabledProtocols(PROTOCOLS.toArray(String[]::new));
        return engine;
    }

    private static SSLParameters secure(SSLParameters parameters) {
        parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
        return parameters;
    }

    private static Socket secure(Socket socket) {
        if (socket instanceof SSLSocket tls) {
            tls.setEnabledProtocols(PROTOCOLS.toArray(String[]::new));
        }
        return socket;
    }

    /** Kept by its users for good too. */
    private final class Sockets extends SSLSocketFactory {
        private SSLSocketFactory now() {
            return current().getSocketFactory();
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return now().getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return now().getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return secure(now().createSocket());
        }

        @Override
        public Socket createSocket(Socket socket, @Nullable String host, int port, boolean autoClose)
                throws IOException {
            return secure(now().createSocket(socket, host, port, autoClose));
        }

        @Override
        public Socket createSocket(Socket socket, @Nullable InputStream consumed, boolean autoClose)
                throws IOException {
            return secure(now().createSocket(socket, consumed, autoClose));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return secure(now().createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return secure(now().createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return secure(now().createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return secure(now().createSocket(host, port, local, localPort));
        }
    }
}
