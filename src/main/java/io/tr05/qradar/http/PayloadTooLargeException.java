package io.tr05.qradar.http;

/** A request body larger than {@link RequestReader#MOST_BYTES}. */
final class PayloadTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PayloadTooLargeException() {
        super("the request body is larger than " + RequestReader.MOST_BYTES + " bytes");
    }
}
