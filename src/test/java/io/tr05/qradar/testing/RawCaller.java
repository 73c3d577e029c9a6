package io.tr05.qradar.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.SocketFactory;

/** A caller that holds its connection in its own hands. */
public final class RawCaller implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;
    private boolean answerBegun;
    private boolean closing;
    private String body = "";

    private RawCaller(Socket socket) {
        this.socket = socket;
    }

    /** Connects to a relay on this machine. */
    public static RawCaller to(int port) throws IOException {
        return to(port, SocketFactory.getDefault());
    }

    /** Connects to a relay on this machine, over TLS where the sockets are of that kind. */
    public static RawCaller to(int port, SocketFactory sockets) throws IOException {
        Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new RawCaller(socket);
    }

    /** The bytes of a POST with a token. */
    public static String post(String path, String body, String token) {
        return """
                POST %s HTTP/1.1\r
                Host: relay.example.test\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %s\r
                \r
                %s"""
                .formatted(path, token, String.valueOf(body.length()), body);
    }

    /** Sends bytes as they are. */
    public void send(String bytes) throws IOException {
        answerBegun = false;
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Sends one more byte; true if nobody is there to take it. */
    public boolean sendsInVain() {
        try {
            send("a");
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    /** Says that nothing more is sent, and goes on reading. */
    public void sendNothingMore() throws IOException {
        socket.shutdownOutput();
    }

    /** Goes away as a process that is killed does: the relay's next packet is answered with a reset, or this is one. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** The status line of the next answer, whose body, of the length that it says, is read too; empty at the end. */
    public String answer() throws IOException {
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lowerCase = header.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
            closing |= lowerCase.equals("connection: close");
        }
        body = new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        return status;
    }

    /** The body of the answer that was read last. */
    public String body() {
        return body;
    }

    /** Whether a byte of an answer was read since something was sent. */
    public boolean hasAnswerBegun() {
        return answerBegun;
    }

    /** Whether an answer said that it is the last one of this connection. */
    public boolean isClosing() {
        return closing;
    }

    /** Whether bytes of an answer have come that nobody has read yet. */
    public boolean hasAnswer() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            answerBegun = true;
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
