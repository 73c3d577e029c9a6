package io.tr05.qradar.config;

import io.tr05.qradar.config.CertificateRefusedException.Reason;
import io.tr05.qradar.config.TlsTrust.Verification;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a client of ours looks at in a server's certificates: what the JDK does, then the pins, and a reason for a refusal.
 *
 * <p>A pin holds for the server's own key or, if authorities are checked, for one on a path to a trusted authority. A
 * certificate that the server merely sends along counts for nothing: anyone can send a copy of anyone's.
 */
final class CertificateCheck extends X509ExtendedTrustManager {
    private final Verification verification;
    private final X509ExtendedTrustManager jdk;
    private final Set<KeyPin> pins;

    /**
     * A check.
     *
     * @param verification what beside the pins
     * @param anchors certificates trusted; empty for the JDK's
     * @param pins keys of which one is needed; none if empty
     */
    CertificateCheck(Verification verification, List<X509Certificate> anchors, List<KeyPin> pins) {
        this.verification = verification;
        this.jdk = jdk(anchors);
        this.pins = Set.copyOf(pins);
    }

    private static X509ExtendedTrustManager jdk(List<X509Certificate> anchors) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors.isEmpty() ? null : store(anchors));
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java checks certificates", impossible);
        }
    }

    private static KeyStore store(List<X509Certificate> anchors) {
        var store = ServerIdentity.emptyStore();
        try {
            for (int i = 0; i < anchors.size(); i++) {
                store.setCertificateEntry("anchor-" + i, anchors.get(i));
            }
            return store;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a store in memory takes certificates", impossible);
        }
    }

    /** One of the three forms in which the JDK asks. */
    private interface JdkCheck {
        void run() throws CertificateException;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        check(chain, authType, () -> jdk.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        check(chain, authType, () -> jdk.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authType, () -> jdk.checkServerTrusted(chain, authType));
    }

    private void check(X509Certificate[] chain, String authType, JdkCheck check) throws CertificateException {
        if (verification != Verification.NONE) {
            try {
                check.run();
            } catch (CertificateException refused) {
                throw new CertificateRefusedException(reason(refused, chain, authType), refused);
            }
        }
        if (!pins.isEmpty() && !pins.contains(KeyPin.of(chain[0])) && !isPathPinned(chain)) {
            throw new CertificateRefusedException(Reason.OTHER_KEY);
        }
    }

    private Reason reason(CertificateException refused, X509Certificate[] chain, String authType) {
        if (verification == Verification.FULL && isChainTrusted(chain, authType)) {
            return Reason.OTHER_NAME;
        }
        if (Causes.first(refused, CertificateExpiredException.class).isPresent()
                || Causes.first(refused, CertificateNotYetValidException.class).isPresent()) {
            return Reason.OUT_OF_TIME;
        }
        return Causes.first(refused, CertPathBuilderException.class).isPresent() || isFromNamesake(refused)
                ? Reason.UNKNOWN_AUTHORITY
                : Reason.UNFIT;
    }

    /** Whether an authority has the name of a trusted one, but not its key. */
    private static boolean isFromNamesake(CertificateException refused) {
        return Causes.first(refused, CertPathValidatorException.class)
                .filter(invalid -> invalid.getReason() == BasicReason.INVALID_SIGNATURE)
                .isPresent();
    }

    /** Without the connection the JDK does not know for which host. */
    private boolean isChainTrusted(X509Certificate[] chain, String authType) {
        try {
            jdk.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException untrusted) {
            return false;
        }
    }

    private boolean isPathPinned(X509Certificate[] chain) throws CertificateException {
        return verification != Verification.NONE && path(chain).map(KeyPin::of).anyMatch(pins::contains);
    }

    /** The JDK does not tell which path it found, so it is looked for again: own certificate to trusted one. */
    private Stream<X509Certificate> path(X509Certificate[] chain) throws CertificateException {
        try {
            var target = new X509CertSelector();
            target.setCertificate(chain[0]);
            var wanted = new PKIXBuilderParameters(anchors(), target);
            wanted.setRevocationEnabled(false);
            wanted.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(chain))));
            var found = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(wanted);
            return Stream.concat(
                    found.getCertPath().getCertificates().stream().map(CertificateCheck::x509),
                    Stream.ofNullable(found.getTrustAnchor().getTrustedCert()));
        } catch (CertPathBuilderException none) {
            return Stream.of(); // its own certificate is trusted by itself
        } catch (GeneralSecurityException unfit) {
            throw new CertificateException("no path can be built", unfit);
        }
    }

    private static X509Certificate x509(Certificate certificate) {
        return (X509Certificate) certificate;
    }

    private Set<TrustAnchor> anchors() {
        return Arrays.stream(jdk.getAcceptedIssuers())
                .map(anchor -> new TrustAnchor(anchor, null))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException("for clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException("for clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("for clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
