package io.tr05.qradar.qradar;

import io.tr05.qradar.config.CertificateRefusedException;
import java.util.Optional;

/**
 * What can go wrong between the relay and a console. Closed, so that the place that words the failure for the analyst can
 * be checked for completeness. Messages name no credential and quote no body.
 */
public abstract sealed class QRadarException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private QRadarException(String message) {
        super(message);
    }

    private QRadarException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What work on another thread failed with, to be thrown on the thread that waited for it. */
    static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    /** The console does not accept the tenant's credentials (401). Not asked again with the same ones for a minute. */
    public static final class LoginRejected extends QRadarException {
        private static final long serialVersionUID = 1L;

        private final boolean serviceToken;

        /** The console's 401 to user and password. */
        public LoginRejected() {
            this(false);
        }

        private LoginRejected(boolean serviceToken) {
            super("the console rejected the credentials");
            this.serviceToken = serviceToken;
        }

        /** The console's 401 to the token of an authorised service. */
        public static LoginRejected ofServiceToken() {
            return new LoginRejected(true);
        }

        /** Whether a service's token was rejected, and not a user and password. */
        public boolean isOfServiceToken() {
            return serviceToken;
        }
    }

    /** The account is good but may not do this (403). */
    public static final class RoleMissing extends QRadarException {
        private static final long serialVersionUID = 1L;
        private final Role role;
        private final transient Optional<String> consoleMessage;

        /**
         * The console's 403.
         *
         * @param role what the call needs
         * @param consoleMessage QRadar's own message, which tells a lock-out from a missing role
         */
        public RoleMissing(Role role, Optional<String> consoleMessage) {
            super("the account lacks " + role.title());
            this.role = role;
            this.consoleMessage = consoleMessage;
        }

        /** QRadar's own message, absent where the body was empty or not JSON. */
        public Optional<String> consoleMessage() {
            return consoleMessage;
        }

        /** What the account needs for the refused call. */
        public Role role() {
            return role;
        }
    }

    /** The console failed by its own account (500). */
    public static final class ConsoleFailed extends QRadarException {
        private static final long serialVersionUID = 1L;

        /** The console's 500. */
        public ConsoleFailed() {
            super("the console answered 500");
        }
    }

    /** Any other status, with the console's own words where it had some. */
    public static final class Refused extends QRadarException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final int code;
        private final transient Optional<String> consoleMessage;

        /**
         * An answer that is no success.
         *
         * @param status the HTTP status
         * @param code QRadar's own error code, 0 where the body had none
         * @param consoleMessage QRadar's own message
         */
        public Refused(int status, int code, Optional<String> consoleMessage) {
            super("the console answered " + status + (code == 0 ? "" : " with code " + code));
            this.status = status;
            this.code = code;
            this.consoleMessage = consoleMessage;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** QRadar's own error code, such as 1002 for an unknown search or set; 0 where the body had none. */
        public int code() {
            return code;
        }

        /** QRadar's own message, absent where the body was empty or not JSON. */
        public Optional<String> consoleMessage() {
            return consoleMessage;
        }
    }

    /** There is no reference set of this name. */
    public static final class SetMissing extends QRadarException {
        private static final long serialVersionUID = 1L;
        private final String set;

        /**
         * A set that is not in the console's list.
         *
         * @param set its name
         */
        public SetMissing(String set) {
            super("the console has no such reference set");
            this.set = set;
        }

        /** The name of the set that was asked for. */
        public String set() {
            return set;
        }
    }

    /** A reference set holds elements of a type that the value is not. */
    public static final class SetOfOtherType extends QRadarException {
        private static final long serialVersionUID = 1L;
        private final String set;
        private final String elementType;

        /**
         * A set that does not fit.
         *
         * @param set its name
         * @param elementType QRadar's name of the type of its elements
         */
        public SetOfOtherType(String set, String elementType) {
            super("the reference set holds elements of another type");
            this.set = set;
            this.elementType = elementType;
        }

        /** The name of the set. */
        public String set() {
            return set;
        }

        /** QRadar's name of the type of its elements. */
        public String elementType() {
            return elementType;
        }
    }

    /** The console could not be reached, broke the connection or did not answer in time. */
    public static final class Unreachable extends QRadarException {
        private static final long serialVersionUID = 1L;

        private final boolean notHttp;

        /**
         * A failure below HTTP.
         *
         * @param what what failed, for the log
         */
        public Unreachable(String what) {
            super(what);
            this.notHttp = false;
        }

        /**
         * A failure below HTTP.
         *
         * @param what what failed, for the log
         * @param cause the I/O failure
         */
        public Unreachable(String what, Throwable cause) {
            this(what, cause, false);
        }

        private Unreachable(String what, Throwable cause, boolean notHttp) {
            super(what, cause);
            this.notHttp = notHttp;
        }

        /**
         * An answer that is no HTTP, or more of it than is read. Not known from it is whether the call was carried out.
         *
         * @param cause the web client's failure
         */
        static Unreachable notHttp(Throwable cause) {
            return new Unreachable("what came is not HTTP, or its headers are longer than is read", cause, true);
        }

        /** Whether something answered, in a way that is not understood. */
        public boolean isNotHttp() {
            return notHttp;
        }
    }

    /** The console's certificate is refused, or the TLS handshake failed for one. Nothing was sent. */
    public static final class CertificateNotTrusted extends QRadarException {
        private static final long serialVersionUID = 1L;
        private final CertificateRefusedException.Reason reason;

        /**
         * A TLS handshake that failed for a certificate.
         *
         * @param cause the TLS failure
         */
        public CertificateNotTrusted(Throwable cause) {
            super("the console's certificate is not trusted", cause);
            this.reason = CertificateRefusedException.reasonOf(cause);
        }

        /** What is wrong with it. */
        public CertificateRefusedException.Reason reason() {
            return reason;
        }
    }

    /** The console's name leads to an address that the relay's configuration does not allow. */
    public static final class AddressRefused extends QRadarException {
        private static final long serialVersionUID = 1L;

        /**
         * A refused address.
         *
         * @param cause which check refused it
         */
        public AddressRefused(Throwable cause) {
            super("the console's address is not allowed", cause);
        }
    }

    /** A success whose body could not be understood: cut off, not JSON, not the documented shape, or too large. */
    public static final class UnreadableAnswer extends QRadarException {
        private static final long serialVersionUID = 1L;

        /**
         * A body that is no answer.
         *
         * @param what what is wrong with it
         */
        public UnreadableAnswer(String what) {
            super(what);
        }

        /**
         * A body that is no answer.
         *
         * @param what what is wrong with it
         * @param cause the parser's failure
         */
        public UnreadableAnswer(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /** The search was not complete, or did not get its turn, before the deadline. */
    public static final class SearchStillRunning extends QRadarException {
        private static final long serialVersionUID = 1L;

        /** A search that ran out of time. */
        public SearchStillRunning() {
            super("the search was not complete before the deadline");
        }
    }

    /** The search ended as {@code ERROR} or {@code CANCELED} on the console. */
    public static final class SearchFailed extends QRadarException {
        private static final long serialVersionUID = 1L;
        private final transient Optional<String> consoleMessage;

        /**
         * A search that the console ended.
         *
         * @param status the status it ended in
         * @param consoleMessage the first of QRadar's {@code error_messages} that has one
         */
        public SearchFailed(String status, Optional<String> consoleMessage) {
            super("the search ended as " + status);
            this.consoleMessage = consoleMessage;
        }

        /** QRadar's own message. */
        public Optional<String> consoleMessage() {
            return consoleMessage;
        }
    }
}
