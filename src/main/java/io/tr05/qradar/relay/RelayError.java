package io.tr05.qradar.relay;

/**
 * A message for the analyst, as the platform shows it.
 *
 * @param severity whether the rest of the answer can be used
 * @param code the protocol's class of failure
 * @param message what happened and what to do about it; no credential, no stack trace
 */
public record RelayError(Severity severity, Code code, String message) {

    /** How bad it is. */
    public enum Severity {
        /** What was asked could not be done. */
        FATAL,
        /** The answer is usable but incomplete. */
        WARNING
    }

    /** The protocol's codes (relay-protocol.md, section 2). */
    public enum Code {
        /** The caller, or the console's account, is not who it should be. */
        AUTHORIZATION_ERROR,
        /** The console failed. */
        INTERNAL_ERROR,
        /** The console did not answer in time. */
        GATEWAY_TIMEOUT,
        /** The request is not what the protocol asks for. */
        INVALID_ARGUMENT,
        /** The console's account may not do this. */
        PERMISSION_DENIED,
        /** The platform's liveness check was malformed. */
        HEALTH_CHECK_FAILED,
        /** More was found than the tenant's limit lets through; the word is the sibling relays'. */
        TOO_MANY_MESSAGES,
        /** More calls at once than the relay works on; the word is the sibling relays'. */
        TOO_MANY_REQUESTS,
        /** Anything else, in the console's own words where it has some. */
        UNKNOWN
    }

    /**
     * A failure.
     *
     * @param code its class
     * @param message for the analyst
     */
    public static RelayError fatal(Code code, String message) {
        return new RelayError(Severity.FATAL, code, message);
    }

    /**
     * Something that makes the answer incomplete.
     *
     * @param code its class
     * @param message for the analyst
     */
    public static RelayError warning(Code code, String message) {
        return new RelayError(Severity.WARNING, code, message);
    }
}
