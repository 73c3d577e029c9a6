package io.tr05.qradar;

/** A port of the relay can't be listened on. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(String wording, Throwable cause) {
        super(wording, cause);
    }

    /** What is wrong and what to do, as a sentence for the person at the terminal. */
    public String wording() {
        return String.valueOf(getMessage());
    }
}
