package io.tr05.qradar.http;

/** A call found no place among those that are worked on at once. */
final class TooManyCallsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param wording for the analyst
     */
    TooManyCallsException(String wording) {
        super(wording, null, false, false); // made in floods: without a stack trace
    }

    /** What to tell the analyst. */
    String wording() {
        return String.valueOf(getMessage());
    }
}
