package io.tr05.qradar.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.net.ServerSocketFactory;

/** A server on a loopback port that answers whatever it is asked with the same bytes, and closes; or stays silent. */
public final class RawServer implements AutoCloseable {

    private static final int LONGEST_REQUEST = 16 << 10;

    private final ServerSocket socket;
    private final Optional<byte[]> answer;

    private RawServer(ServerSocket socket, Optional<byte[]> answer) {
        this.socket = socket;
        this.answer = answer;
    }

    /**
     * Starts one that answers and closes.
     *
     * @param sockets with or without TLS
     * @param answer may be empty
     */
    public static RawServer start(ServerSocketFactory sockets, byte[] answer) {
        return start(sockets, Optional.of(answer));
    }

    /**
     * Starts one that says nothing until its caller goes.
     *
     * @param sockets with or without TLS
     */
    public static RawServer startSilent(ServerSocketFactory sockets) {
        return start(sockets, Optional.empty());
    }

    private static RawServer start(ServerSocketFactory sockets, Optional<byte[]> answer) {
        try {
            RawServer server =
                    new RawServer(sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
            Thread.ofVirtual().name("raw-server").start(server::accept);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An answer whose body is said to be compressed, and is: some kB that become a gigabyte. */
    public static byte[] gzipBomb() {
        return GzipBomb.ANSWER.clone();
    }

    /** It takes seconds to make. */
    private static final class GzipBomb {
        static final byte[] ANSWER = compressedGigabyte();
    }

    private static byte[] compressedGigabyte() {
        try {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
                for (int megabytes = 0; megabytes < 1024; megabytes++) {
                    gzip.write(spaces);
                }
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes(("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n"
                            + "content-length: " + compressed.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            answer.writeBytes(compressed.toByteArray());
            return answer.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A fatal alert of TLS, by its number in RFC 8446, in a record of 1.2, which 1.3 keeps for what comes before its keys. */
    public static byte[] fatalAlert(int alert) {
        return new byte[] {21, 3, 3, 0, 2, 2, (byte) alert};
    }

    /** Where it is, for a token's {@code SERVER_IP}. */
    public String host() {
        return "localhost:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                Thread.ofVirtual().name("raw-server").start(() -> answer(caller));
            } catch (IOException closed) {
                // the test is over
            }
        }
    }

    private void answer(Socket caller) {
        try (caller) {
            InputStream in = caller.getInputStream();
            int read = in.read(new byte[LONGEST_REQUEST]);
            while (answer.isEmpty() && read >= 0) {
                read = in.read();
            }
            caller.getOutputStream().write(answer.orElse(new byte[0]));
        } catch (IOException callerIsGone) {
            // as it may
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
