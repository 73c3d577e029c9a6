package io.tr05.qradar.qradar;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Reads what a server shows in a TLS handshake without believing any of it. Nothing must ever be sent over the connection.
 * For one handshake.
 */
final class CertificateReader {

    private final Shown shown = new Shown();

    /**
     * Shakes hands over a connection.
     *
     * @param connected to the server; stays open
     * @param host whose certificate is wanted, for a server that has several
     * @param port of the server
     * @return its certificate, then those that it sends along; not empty
     * @throws IOException if it shows none
     */
    List<X509Certificate> read(Socket connected, String host, int port) throws IOException {
        try (SSLSocket secured = (SSLSocket) context().getSocketFactory().createSocket(connected, host, port, false)) {
            secured.startHandshake();
        } catch (IOException failed) {
            if (shown.chain.isEmpty()) { // what comes after the certificates does not matter
                throw failed;
            }
        }
        return shown.chain;
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {shown}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has TLS", impossible);
        }
    }

    /** The extended form: the JDK itself would go on to check a plain one's certificates for weak algorithms. */
    private static final class Shown extends X509ExtendedTrustManager {
        private volatile List<X509Certificate> chain = List.of();

        @Override
        public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket) {
            chain = List.of(certificates);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
            chain = List.of(certificates);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] certificates, String authType) {
            chain = List.of(certificates);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] certificates, String authType) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
