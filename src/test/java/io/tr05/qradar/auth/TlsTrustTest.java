package io.tr05.qradar.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.helidon.common.tls.Tls;
import io.helidon.webclient.api.WebClient;
import io.tr05.qradar.config.CertificateRefusedException;
import io.tr05.qradar.config.CertificateRefusedException.Reason;
import io.tr05.qradar.config.KeyPin;
import io.tr05.qradar.config.PemCertificates;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.config.TlsTrust;
import io.tr05.qradar.config.TlsTrust.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@link TlsTrust}, with {@link AddressPolicy} as in the clients of the relay, against a real server, whose certificate is
 * self-signed and for {@code localhost}.
 */
class TlsTrustTest {
    private static final List<X509Certificate> ITS_OWN = List.of(TestIssuer.CERTIFICATE.certificate());
    private static final List<X509Certificate> ANOTHER =
            List.of(TestCertificate.forName(new GeneralName(GeneralName.dNSName, "localhost"))
                    .certificate());

    private static TestIssuer server;

    @BeforeAll
    static void start() {
        server = new TestIssuer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static int status(Verification verification, List<X509Certificate> anchors, String host) {
        return status(new TlsTrust(verification, anchors), host);
    }

    private static TlsTrust pinned(Verification verification, List<X509Certificate> pinned) {
        return new TlsTrust(
                verification, () -> ITS_OWN, pinned.stream().map(KeyPin::of).toList());
    }

    private static Reason refusal(TlsTrust trust, String host) {
        return CertificateRefusedException.reasonOf(catchThrowable(() -> status(trust, host)));
    }

    private static int status(TlsTrust trust, String host) {
        return status(trust.tls(), host);
    }

    private static int status(Tls tls, String host) {
        var client = WebClient.builder()
                .tls(tls)
                .dnsResolver(AddressPolicy.forConsoles(RelayConfig.from(Map.of("QRADAR_ALLOW_LOOPBACK", "true"))
                        .console()))
                .shareConnectionCache(false)
                .build();
        var url = "https://" + server.host().replace("localhost", host) + "/.well-known/jwks";
        try (var response = client.get(url).request()) {
            return response.status().code();
        }
    }

    @Test
    void fullAcceptsASelfSignedCertificateThatIsAnAnchor() {
        assertThat(status(Verification.FULL, ITS_OWN, "localhost")).isEqualTo(200);
    }

    /** 127.0.0.1 is localhost in reverse, and that must not make its certificate fit. */
    @Test
    void fullChecksTheHostName() {
        assertThat(refusal(new TlsTrust(Verification.FULL, ITS_OWN), "127.0.0.1"))
                .isEqualTo(Reason.OTHER_NAME);
    }

    @Test
    void fullChecksTheChain() {
        assertThat(refusal(new TlsTrust(Verification.FULL, List.of()), "localhost"))
                .isEqualTo(Reason.UNKNOWN_AUTHORITY);
        assertThat(refusal(new TlsTrust(Verification.FULL, ANOTHER), "localhost"))
                .isEqualTo(Reason.UNKNOWN_AUTHORITY);
    }

    @Test
    void caDoesNotCheckTheHostName() {
        assertThat(status(Verification.CA, ITS_OWN, "127.0.0.1")).isEqualTo(200);
    }

    @Test
    void caChecksTheChain() {
        assertThat(refusal(new TlsTrust(Verification.CA, List.of()), "localhost"))
                .isEqualTo(Reason.UNKNOWN_AUTHORITY);
        assertThat(refusal(new TlsTrust(Verification.CA, ANOTHER), "localhost")).isEqualTo(Reason.UNKNOWN_AUTHORITY);
    }

    @Test
    void noneChecksNothing() {
        assertThat(status(Verification.NONE, List.of(), "127.0.0.1")).isEqualTo(200);
        assertThat(status(Verification.NONE, ANOTHER, "localhost")).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Verification.class)
    void aPinHoldsOnTopOfAnyVerification(Verification verification) {
        assertThat(status(pinned(verification, ITS_OWN), "localhost")).isEqualTo(200);
        assertThat(refusal(pinned(verification, ANOTHER), "localhost")).isEqualTo(Reason.OTHER_KEY);
    }

    @Test
    void aRefusalSaysWhatIsWrong() {
        assertThat(refusal(new TlsTrust(Verification.FULL, ANOTHER), "localhost"))
                .isEqualTo(Reason.UNKNOWN_AUTHORITY);
        assertThat(refusal(new TlsTrust(Verification.FULL, ITS_OWN), "127.0.0.1"))
                .isEqualTo(Reason.OTHER_NAME);
    }

    @Test
    void aChangedFileIsUsedByTheNextConnectionAndABrokenOneIsNot(@TempDir Path directory) throws IOException {
        var file = TestIssuer.CERTIFICATE.writeTo(directory.resolve("ca.pem"));
        var trust = RelayConfig.from(Map.of("QRADAR_TLS_CA", file.toString()), Duration.ZERO)
                .console()
                .trust();
        var tls = trust.tls();
        assertThat(status(tls, "localhost")).isEqualTo(200);

        Files.writeString(file, "no certificate");
        assertThat(status(tls, "localhost")).isEqualTo(200);

        Files.writeString(file, PemCertificates.text(ANOTHER.getFirst()));
        assertThat(CertificateRefusedException.reasonOf(catchThrowable(() -> status(tls, "localhost"))))
                .isEqualTo(Reason.UNKNOWN_AUTHORITY);

        TestIssuer.CERTIFICATE.writeTo(file);
        assertThat(status(tls, "localhost")).isEqualTo(200);
    }
}
