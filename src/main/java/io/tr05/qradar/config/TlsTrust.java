package io.tr05.qradar.config;

import io.helidon.common.tls.Tls;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whom a client of ours believes over TLS.
 *
 * @param verification how strictly the peer is checked
 * @param anchors certificates trusted instead of the JDK's own: authorities, or the peer's self-signed one; empty for
 *     the JDK's
 */
public record TlsTrust(Verification verification, List<X509Certificate> anchors) {
    /** How strictly a peer's certificate is checked. */
    public enum Verification {
        /** The chain up to a trust anchor, the validity, and that the certificate is for the host asked for. */
        FULL,
        /** The chain and the validity, not the host name: for consoles reached by an address not in the certificate. */
        CA,
        /** Nothing: whoever sits in between can read the password. */
        NONE
    }

    public TlsTrust {
        anchors = List.copyOf(anchors);
    }

    /** Full verification with the JDK's trust anchors. */
    public static TlsTrust jdk() {
        return new TlsTrust(Verification.FULL, List.of());
    }

    /**
     * The TLS settings for a Helidon client. Reads the trust store, so make it once per client.
     *
     * @return enabled TLS for this trust
     */
    public Tls tls() {
        var tls = Tls.builder().endpointIdentificationAlgorithm(endpointIdentification());
        if (verification == Verification.NONE) {
            return tls.trustAll(true).build();
        }
        return tls.trust(anchors).build();
    }

    /** Trusting all certificates alone would still check the host name. */
    private String endpointIdentification() {
        return switch (verification) {
            case FULL -> Tls.ENDPOINT_IDENTIFICATION_HTTPS;
            case CA, NONE -> Tls.ENDPOINT_IDENTIFICATION_NONE;
        };
    }
}
