package io.tr05.qradar.config;

import java.security.cert.CertificateException;

/** A server's certificate is not believed; ends the TLS handshake before anything was sent. */
public final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it: the first that was found. */
    public enum Reason {
        /** It does not lead to a trusted authority. */
        UNKNOWN_AUTHORITY,
        /** It, or an authority between it and the trusted one, has expired or is not valid yet. */
        OUT_OF_TIME,
        /** It is for other hosts. */
        OTHER_NAME,
        /** No key that counts is pinned. */
        OTHER_KEY,
        /** Anything else, such as a weak key. */
        UNFIT
    }

    private final Reason reason;

    CertificateRefusedException(Reason reason, CertificateException cause) {
        super("the certificate is refused: " + reason, cause);
        this.reason = reason;
    }

    CertificateRefusedException(Reason reason) {
        super("the certificate is refused: " + reason);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** Why a TLS handshake failed: {@link Reason#UNFIT} if not for one of the others. */
    public static Reason reasonOf(Throwable failure) {
        return Causes.first(failure, CertificateRefusedException.class)
                .map(CertificateRefusedException::reason)
                .orElse(Reason.UNFIT);
    }
}
