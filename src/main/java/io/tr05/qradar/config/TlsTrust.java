package io.tr05.qradar.config;

import io.helidon.common.tls.Tls;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Whom a client of ours believes over TLS.
 *
 * @param verification how strictly the peer is checked
 * @param source gives the certificates trusted instead of the JDK's own: authorities, or the peer's self-signed one; empty
 *     for the JDK's. What it gives may change; an equal list means that it has not
 * @param pins keys of which the peer must show one, on top of the verification; no such condition if empty
 */
public record TlsTrust(Verification verification, Supplier<List<X509Certificate>> source, List<KeyPin> pins) {
    /** How strictly a peer's certificate is checked. */
    public enum Verification {
        /** The chain up to a trust anchor, the validity, and that the certificate is for the host asked for. */
        FULL,
        /** The chain and the validity, not the host name: for consoles reached by an address not in the certificate. */
        CA,
        /** Nothing but the pins; without any, whoever sits in between can read the password. */
        NONE
    }

    private record Fixed(List<X509Certificate> anchors) implements Supplier<List<X509Certificate>> {
        @Override
        public List<X509Certificate> get() {
            return anchors;
        }
    }

    public TlsTrust {
        pins = List.copyOf(pins);
    }

    /**
     * Trust that stays, without pins.
     *
     * @param verification how strictly the peer is checked
     * @param anchors certificates trusted; empty for the JDK's
     */
    public TlsTrust(Verification verification, List<X509Certificate> anchors) {
        this(verification, new Fixed(List.copyOf(anchors)), List.of());
    }

    /** Full verification with the JDK's trust anchors. */
    public static TlsTrust jdk() {
        return new TlsTrust(Verification.FULL, List.of());
    }

    /** The certificates trusted at this time; empty for the JDK's. */
    public List<X509Certificate> anchors() {
        return source.get();
    }

    /** The same trust for any key. */
    public TlsTrust withoutPins() {
        return new TlsTrust(verification, source, List.of());
    }

    /**
     * The TLS settings for a Helidon client, whose new connections follow what is trusted. Reads the trust store, so make it
     * once per client.
     *
     * @return enabled TLS for this trust
     */
    public Tls tls() {
        return Tls.builder()
                .sslContext(FollowingContext.of(source, this::context))
                .endpointIdentificationAlgorithm(endpointIdentification())
                .build();
    }

    private SSLContext context(List<X509Certificate> anchors) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new CertificateCheck(verification, anchors, pins)}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has TLS", impossible);
        }
    }

    /** The JDK looks at the host's name only if told so. */
    private String endpointIdentification() {
        return switch (verification) {
            case FULL -> Tls.ENDPOINT_IDENTIFICATION_HTTPS;
            case CA, NONE -> Tls.ENDPOINT_IDENTIFICATION_NONE;
        };
    }
}
