package io.tr05.qradar;

import io.tr05.qradar.config.ListenConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of the relay can't be listened on. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private PortTakenException(String wording) {
        super(wording);
    }

    /**
     * Tries the ports, since the server itself only logs that it can't have one.
     *
     * @throws PortTakenException for the first of them that can't be listened on
     */
    static void throwIfTaken(ListenConfig listen) {
        tryPort(listen.host(), "RELAY_PORT", listen.port());
        tryPort(listen.host(), "RELAY_ADMIN_PORT", listen.adminPort());
    }

    private static void tryPort(String host, String setting, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException refused) {
            throw new PortTakenException(
                    "can't listen on %s, %s %d: %s".formatted(host, setting, port, refused.getMessage()));
        }
    }

    /** What is wrong, as a sentence for the person at the terminal. */
    public String wording() {
        return String.valueOf(getMessage());
    }
}
