package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.helidon.common.tls.Tls;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.config.ConfigurationException;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.RawCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The relay's own port over TLS, from PEM files as operators have them. */
class RelayTlsTest extends RelayTest {

    private static final Identity RSA = Identity.make("RSA", 2048, Duration.ofDays(2));
    private static final Identity EC = Identity.make("EC", 256, Duration.ofDays(2));

    @TempDir
    private Path folder;

    RelayTlsTest(Http1Client client) {
        super(client);
    }

    /** A key and its self-signed certificate for localhost. */
    private record Identity(KeyPair keys, X509Certificate certificate) {

        static Identity make(String algorithm, int size, Duration life) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                generator.initialize(size);
                KeyPair keys = generator.generateKeyPair();
                X500Name name = new X500Name("CN=relay");
                Instant start = Instant.now().minus(Duration.ofDays(1));
                JcaX509v3CertificateBuilder draft = new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(64, new SecureRandom()),
                        Date.from(start),
                        Date.from(start.plus(life)),
                        name,
                        keys.getPublic());
                draft.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
                var signer = new JcaContentSignerBuilder(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
                        .build(keys.getPrivate());
                return new Identity(keys, new JcaX509CertificateConverter().getCertificate(draft.build(signer)));
            } catch (GeneralSecurityException | CertIOException | OperatorCreationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** How a key is written. */
    enum KeyForm {
        PKCS8 {
            @Override
            Object of(KeyPair keys) throws IOException {
                return new JcaPKCS8Generator(keys.getPrivate(), null);
            }
        },
        /** {@code RSA PRIVATE KEY} or {@code EC PRIVATE KEY}. */
        OF_ITS_OWN {
            @Override
            Object of(KeyPair keys) throws IOException {
                return keys.getPrivate() instanceof ECPrivateKey key ? sec1(key) : keys.getPrivate();
            }
        };

        abstract Object of(KeyPair keys) throws IOException;
    }

    /** With the curve's name, as OpenSSL writes it. */
    private static PemObject sec1(ECPrivateKey key) throws IOException {
        return new PemObject(
                "EC PRIVATE KEY",
                new org.bouncycastle.asn1.sec.ECPrivateKey(
                                256, key.getS(), new X962Parameters(SECObjectIdentifiers.secp256r1))
                        .getEncoded());
    }

    private static String pemOf(KeyPair keys) throws IOException {
        return pem(KeyForm.PKCS8.of(keys));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private Map<String, String> files(String certificate, String key) throws IOException {
        return Map.of(
                "RELAY_TLS_CERT",
                Files.writeString(folder.resolve("tls.crt"), certificate).toString(),
                "RELAY_TLS_KEY",
                Files.writeString(folder.resolve("tls.key"), key).toString());
    }

    private RelayConfig configOf(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(changes);
        return RelayConfig.from(environment, Duration.ZERO);
    }

    private static int version(RelayServer server, Identity trusted) {
        Http1Client client = Http1Client.builder()
                .baseUri("https://localhost:" + server.port())
                .tls(Tls.builder().trust(List.of(trusted.certificate())).build())
                .shareConnectionCache(false)
                .build();
        try (var response = client.post("/version").request()) {
            return response.status().code();
        }
    }

    /** What the relay shows at a new connection. */
    private static X509Certificate shown(RelayServer server) throws IOException, GeneralSecurityException {
        SSLContext anybody = Tls.builder().trustAll(true).build().sslContext();
        try (SSLSocket socket = (SSLSocket) anybody.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void itSpeaksTlsWithAKeyInEachForm(KeyForm form) throws IOException {
        for (Identity identity : List.of(RSA, EC)) {
            Map<String, String> files = files(pem(identity.certificate()), pem(form.of(identity.keys())));
            try (RelayServer server = RelayServer.start(configOf(files))) {
                assertThat(version(server, identity)).isEqualTo(200);
            }
        }
    }

    @Test
    void aRenewedPairIsUsedForNewConnectionsAndHalfAPairIsNot() throws IOException, GeneralSecurityException {
        try (RelayServer server = RelayServer.start(configOf(files(pem(RSA.certificate()), pemOf(RSA.keys()))))) {
            assertThat(shown(server)).isEqualTo(RSA.certificate());

            Files.writeString(folder.resolve("tls.key"), pemOf(EC.keys()));
            assertThat(shown(server)).isEqualTo(RSA.certificate());

            Files.writeString(folder.resolve("tls.crt"), pem(EC.certificate()));
            assertThat(shown(server)).isEqualTo(EC.certificate());
        }
    }

    @Test
    void filesOfNoUseAreFaultsThatNameTheSetting() throws Exception {
        String certificate = pem(RSA.certificate());
        String encrypted = pem(new PemObject(
                "ENCRYPTED PRIVATE KEY",
                new EncryptedPrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2), new byte[32])
                        .getEncoded()));
        String older = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,"
                + "00112233445566778899AABBCCDDEEFF\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";

        assertFault(files(certificate, encrypted), "encrypted");
        assertFault(files(certificate, older), "encrypted");
        assertFault(files(certificate, pemOf(EC.keys())), "do not fit");
        assertFault(files(certificate, "no key"), "no PEM private key");
        assertFault(files("nothing", pemOf(RSA.keys())), "no PEM certificate");
        assertFault(files(certificate, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), "broken");
        assertFault(Map.of("RELAY_TLS_CERT", folder.resolve("tls.crt").toString()), "RELAY_TLS_KEY");
        assertFault(Map.of("RELAY_TLS_KEY", folder.resolve("tls.key").toString()), "RELAY_TLS_CERT");
        assertFault(Map.of("RELAY_TLS_CERT", "/nowhere.crt", "RELAY_TLS_KEY", "/nowhere.key"), "cannot be read");
    }

    /** Before, both were kept until Helidon's idle time-out, minutes later. */
    @Test
    void aHandshakeThatDoesNotEndIsNotWaitedFor() throws IOException {
        try (RelayServer server = RelayServer.start(configOf(files(pem(EC.certificate()), pemOf(EC.keys()))));
                RawCaller silent = RawCaller.to(server.port());
                RawCaller drip = RawCaller.to(server.port())) {
            drip.send("\u0016\u0003\u0001\u0002\u0000"); // a record of 512 bytes is to follow

            assertThat(silent.answer()).isEmpty();
            await().atMost(Duration.ofSeconds(45))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> drip.sendsInVain());
            assertThat(version(server, EC)).isEqualTo(200);
        }
    }

    private void assertFault(Map<String, String> settings, String words) {
        assertThatThrownBy(() -> configOf(settings))
                .isInstanceOfSatisfying(ConfigurationException.class, wrong -> assertThat(wrong.faults())
                        .singleElement()
                        .asString()
                        .contains("RELAY_TLS_", words));
    }

    @Test
    void anExpiredCertificateIsWarnedOf() throws IOException {
        Identity expired = Identity.make("EC", 256, Duration.ofHours(1));

        assertThat(configOf(files(pem(expired.certificate()), pemOf(expired.keys())))
                        .warnings())
                .anySatisfy(warning ->
                        assertThat(warning).contains("RELAY_TLS_CERT").contains("expired"));
    }

    @Test
    void aCallerThatGoesAwayEndsItsSearchOverTlsToo() throws Exception {
        SimulatorSettings slow = SimulatorSettings.defaults().withSearchDuration(Duration.ofSeconds(50));
        Map<String, String> settings = new HashMap<>(files(pem(EC.certificate()), pemOf(EC.keys())));
        settings.put("QRADAR_SEARCH_TIMEOUT", "50s");
        try (QRadarSimulator console = QRadarSimulator.start(slow, CERTIFICATES);
                RelayServer server = RelayServer.start(configOf(settings))) {
            SSLContext anybody = Tls.builder().trustAll(true).build().sslContext();
            try (SSLSocket socket = (SSLSocket) anybody.getSocketFactory().createSocket("127.0.0.1", server.port())) {
                socket.getOutputStream()
                        .write(RawCaller.post(
                                        "/observe/observables",
                                        "[{\"type\":\"ip\",\"value\":\"10.1.1.1\"}]",
                                        token(Map.of("SERVER_IP", console.host())))
                                .getBytes(StandardCharsets.UTF_8));
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> !console.searchesLeft().isEmpty());
            }

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> console.searchesLeft().isEmpty());
        }
    }
}
