package io.tr05.qradar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tr05.qradar.config.CertificateRefusedException.Reason;
import io.tr05.qradar.config.TlsTrust.Verification;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pins along a chain: root, intermediate, the server's own; and a certificate of somebody else's that a server sends along. */
class CertificateCheckTest {

    private static final Holder ROOT = Holder.authority("root", null);
    private static final Holder INTERMEDIATE = Holder.authority("intermediate", ROOT);
    private static final Holder SERVER = Holder.server("server", INTERMEDIATE, Duration.ZERO);
    private static final Holder STRANGER = Holder.authority("stranger", null);

    private record Holder(KeyPair keys, X509Certificate certificate) {

        static Holder authority(String name, @Nullable Holder issuer) {
            return make(name, issuer, true, Duration.ZERO);
        }

        static Holder server(String name, Holder issuer, Duration ago) {
            return make(name, issuer, false, ago);
        }

        private static Holder make(String name, @Nullable Holder issuer, boolean authority, Duration ago) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(256);
                KeyPair keys = generator.generateKeyPair();
                X500Name subject = new X500Name("CN=" + name);
                X500Name issuerName = issuer == null
                        ? subject
                        : new X500Name(
                                issuer.certificate.getSubjectX500Principal().getName());
                Instant start = Instant.now().minus(ago).minus(Duration.ofHours(1));
                JcaX509v3CertificateBuilder draft = new JcaX509v3CertificateBuilder(
                        issuerName,
                        new BigInteger(64, new SecureRandom()),
                        Date.from(start),
                        Date.from(start.plus(Duration.ofDays(1))),
                        subject,
                        keys.getPublic());
                draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
                var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                        .build((issuer == null ? keys : issuer.keys).getPrivate());
                return new Holder(keys, new JcaX509CertificateConverter().getCertificate(draft.build(signer)));
            } catch (GeneralSecurityException | CertIOException | OperatorCreationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static ThrowingCallable check(Verification verification, Holder pinned, Holder... sent) {
        CertificateCheck check = new CertificateCheck(
                verification, List.of(ROOT.certificate()), List.of(KeyPin.of(pinned.certificate())));
        X509Certificate[] chain = Arrays.stream(sent).map(Holder::certificate).toArray(X509Certificate[]::new);
        return () -> check.checkServerTrusted(chain, "ECDHE_ECDSA");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ThrowingCallable check, Reason reason) {
        return assertThatThrownBy(check)
                .isInstanceOfSatisfying(CertificateRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    @ParameterizedTest
    @EnumSource(
            value = Verification.class,
            names = {"FULL", "CA"})
    void aPinMayBeOfAnyKeyOnThePathToATrustedAuthority(Verification verification) {
        for (Holder pinned : List.of(SERVER, INTERMEDIATE, ROOT)) {
            assertThatCode(check(verification, pinned, SERVER, INTERMEDIATE)).doesNotThrowAnyException();
            assertThatCode(check(verification, pinned, SERVER, INTERMEDIATE, ROOT))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource(Verification.class)
    void aPinnedCertificateThatIsMerelySentAlongCountsForNothing(Verification verification) {
        assertRefused(check(verification, STRANGER, SERVER, INTERMEDIATE, STRANGER), Reason.OTHER_KEY);
        assertRefused(check(verification, STRANGER, SERVER, INTERMEDIATE, ROOT, STRANGER), Reason.OTHER_KEY);
    }

    @Test
    void withoutVerificationOnlyTheServersOwnKeyCounts() {
        assertThatCode(check(Verification.NONE, SERVER, SERVER)).doesNotThrowAnyException();
        assertRefused(check(Verification.NONE, INTERMEDIATE, SERVER, INTERMEDIATE), Reason.OTHER_KEY);
        assertRefused(check(Verification.NONE, ROOT, SERVER, INTERMEDIATE, ROOT), Reason.OTHER_KEY);
    }

    @Test
    void aPinDoesNotMakeUpForAnAuthorityThatIsNotTrusted() {
        Holder other = Holder.server("server", STRANGER, Duration.ZERO);

        assertRefused(check(Verification.FULL, other, other, STRANGER), Reason.UNKNOWN_AUTHORITY);
    }

    @Test
    void aPinDoesNotMakeUpForTime() {
        Holder old = Holder.server("server", INTERMEDIATE, Duration.ofDays(30));

        assertRefused(check(Verification.FULL, old, old, INTERMEDIATE), Reason.OUT_OF_TIME);
    }
}
