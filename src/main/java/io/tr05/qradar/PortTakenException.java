package io.tr05.qradar;

import io.tr05.qradar.config.ListenConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.StringJoiner;

/** A port of the relay can't be listened on. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private PortTakenException(String wording) {
        super(wording);
    }

    static void throwIfTaken(ListenConfig listen) {
        if (isTaken(listen.host(), listen.port()) || isTaken(listen.host(), listen.adminPort())) {
            throw of(listen);
        }
    }

    static PortTakenException of(ListenConfig listen) {
        StringJoiner taken = new StringJoiner(" and ");
        if (isTaken(listen.host(), listen.port())) {
            taken.add("RELAY_PORT " + listen.port());
        }
        if (isTaken(listen.host(), listen.adminPort())) {
            taken.add("RELAY_ADMIN_PORT " + listen.adminPort());
        }
        return new PortTakenException("can't listen on " + listen.host() + ": "
                + (taken.length() == 0 ? "RELAY_HOST is no address of this machine" : taken + " is in use")
                + ".");
    }

    private static boolean isTaken(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }

    /** What is wrong, as a sentence for the person at the terminal. */
    public String wording() {
        return String.valueOf(getMessage());
    }
}
