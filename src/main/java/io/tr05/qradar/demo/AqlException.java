package io.tr05.qradar.demo;

/** AQL that the simulated console refuses; the message goes to the caller as it is. */
public final class AqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AqlException(String message) {
        super(message);
    }
}
