package io.tr05.qradar.auth;

/**
 * The caller is not authorised. Says only which check failed: no claim, no token, no text of a library, since those hold
 * the tenant's password.
 */
public final class AuthorizationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * The check that failed, with the text the platform shows after {@code Authorization failed: }.
     *
     * <p>The texts up to {@link #WRONG_PAYLOAD_STRUCTURE} are those of Cisco's tr-05-serverless-ibm-qradar 1.0.2, to the
     * letter; the others are for cases in which 1.0.2 crashed or did not check.
     */
    public enum Reason {
        /** No Authorization header. */
        HEADER_MISSING("Authorization header is missing"),
        /** Not two words, or the first is not Bearer. */
        WRONG_TYPE("Wrong authorization type"),
        /** Not three base64url parts with JSON objects in the first two, or too long. */
        WRONG_STRUCTURE("Wrong JWT structure"),
        /** The claim jwks_host is absent, blank or no string. */
        JWKS_HOST_MISSING(
                "jwks_host is missing in JWT payload. Make sure custom_jwks_host field is present in module_type"),
        /** The host is not among the allowed ones, cannot be reached, or does not answer with a key set. */
        WRONG_JWKS_HOST("Wrong jwks_host in JWT payload."
                + " Make sure domain follows the visibility.<region>.cisco.com structure"),
        /** The issuer has no usable key of that kid, even after a refetch. */
        KID_NOT_FOUND("kid from JWT header not found in API response"),
        /** The signature does not verify. */
        WRONG_SIGNATURE("Failed to decode JWT with provided key."
                + " Make sure domain in custom_jwks_host corresponds to your SecureX instance region."),
        /** The token was not made for this relay. */
        WRONG_AUDIENCE("Wrong configuration-token-audience"),
        /** A claim is missing or of the wrong type. */
        WRONG_PAYLOAD_STRUCTURE("Wrong JWT payload structure"),

        /** The claim exp has passed. */
        EXPIRED("Token has expired"),
        /** The claim nbf or iat is in the future. */
        NOT_YET_VALID("Token is not valid yet"),
        /** The claim exp is absent: such a token would be good forever. */
        EXPIRY_MISSING("exp is missing in JWT payload"),
        /** Not signed with RS256. */
        WRONG_ALGORITHM("Wrong algorithm in JWT header. Make sure configuration-token-alg is RS256"),
        /** The header brings or points to a key of its own. */
        KEY_IN_HEADER("Wrong JWT header. Keys in the token are not accepted"),
        /** The header demands an extension, and the relay knows none. */
        UNKNOWN_CRITICAL("Wrong JWT header. Extensions listed in crit are not supported"),
        /** user and pass are there but make no account: control characters, a colon, a service token of several words. */
        WRONG_ACCOUNT("Wrong user or pass in JWT payload. Make sure they hold no control characters, the user no colon,"
                + " and a service token, which goes without a user, no spaces"),
        /** SERVER_IP is not an address of a console. */
        WRONG_SERVER("Wrong SERVER_IP in JWT payload."
                + " Make sure it is an IP address or a host name, with a port if need be, and nothing else"),
        /** The operator of the relay does not allow this console. */
        SERVER_NOT_ALLOWED("SERVER_IP in JWT payload is not allowed by this relay");

        private final String detail;

        Reason(String detail) {
            this.detail = detail;
        }

        /** The wire text, without the leading {@code Authorization failed: }. */
        public String detail() {
            return detail;
        }
    }

    private final Reason reason;

    // no cause: the messages of helidon-security-jwt hold the whole token, and a logged cause is a logged password
    /** @param reason the check that failed */
    public AuthorizationException(Reason reason) {
        super(reason.detail());
        this.reason = reason;
    }

    /** The check that failed. */
    public Reason reason() {
        return reason;
    }
}
