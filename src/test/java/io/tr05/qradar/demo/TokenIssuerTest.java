package io.tr05.qradar.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenIssuerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static DemoCertificates certificates;
    private static TokenIssuer issuer;

    @BeforeAll
    static void start() {
        certificates = DemoCertificates.create();
        issuer = TokenIssuer.start(certificates);
    }

    @AfterEach
    void reset() {
        issuer.reset();
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    private static HttpResponse<String> fetch(SSLContext trust) throws IOException, InterruptedException {
        var client = HttpClient.newBuilder().sslContext(trust).build();
        var address = URI.create("https://" + issuer.host() + "/.well-known/jwks");
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> fetch() throws IOException, InterruptedException {
        return fetch(certificates.clientContext());
    }

    private static JsonNode part(String token, int index) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]));
    }

    private static boolean isSigned(String token, PublicKey key) throws GeneralSecurityException {
        int dot = token.lastIndexOf('.');
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }

    private static PublicKey servedKey() throws IOException, InterruptedException, GeneralSecurityException {
        var key = JSON.readTree(fetch().body()).path("keys").path(0);
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e"))));
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text.asText()));
    }

    @Nested
    class ATokenOfTheIssuer {

        @Test
        void isSignedWithTheServedKey() throws Exception {
            var token = issuer.token(Map.of("user", "admin"));

            assertThat(isSigned(token, servedKey())).isTrue();
            assertThat(part(token, 0).path("kid").asText())
                    .isEqualTo(JSON.readTree(fetch().body())
                            .path("keys")
                            .path(0)
                            .path("kid")
                            .asText());
            assertThat(part(token, 1).path("user").asText()).isEqualTo("admin");
            assertThat(part(token, 1).path("jwks_host").asText()).isEqualTo(issuer.host());
            assertThat(part(token, 1).path("exp").asLong())
                    .isEqualTo(part(token, 1).path("iat").asLong() + 600);
        }

        @Test
        void isNotSignedWithTheKeyAfterARotation() throws Exception {
            var token = issuer.token(Map.of());
            issuer.rotateKey();

            assertThat(isSigned(token, servedKey())).isFalse();
            assertThat(isSigned(issuer.token(Map.of()), servedKey())).isTrue();
        }
    }

    @Nested
    class AForgedToken {

        @Test
        void mayLackClaimsAndHeaders() throws Exception {
            var token = issuer.draft()
                    .without("exp")
                    .withoutHeader("alg")
                    .header("crit", "x")
                    .sign();

            assertThat(part(token, 1).has("exp")).isFalse();
            assertThat(part(token, 0).has("alg")).isFalse();
            assertThat(part(token, 0).path("crit").asText()).isEqualTo("x");
        }

        @Test
        void mayBeSignedByAnybodyOrNobody() throws Exception {
            var other = TokenIssuer.newRsaKeys(2048);
            var draft = issuer.draft().claim("n", 1);

            assertThat(isSigned(
                            draft.signedBy(TokenSigner.rs256(other.getPrivate()))
                                    .sign(),
                            issuer.publicKey()))
                    .isFalse();
            assertThat(draft.signedBy(TokenSigner.none()).sign()).endsWith(".");
            assertThat(draft.header("alg", "HS256")
                            .signedBy(TokenSigner.hs256(issuer.publicKey().getEncoded()))
                            .sign())
                    .hasSizeGreaterThan(100);
        }
    }

    @Nested
    class TheKeySet {

        @Test
        void countsItsFetches() throws Exception {
            fetch();
            fetch();

            assertThat(issuer.fetches()).isEqualTo(2);
        }

        @Test
        void mayBeAnything() throws Exception {
            issuer.serve(500, "no keys");
            assertThat(fetch().statusCode()).isEqualTo(500);
            assertThat(fetch().body()).isEqualTo("no keys");

            issuer.serveKeys();
            assertThat(fetch().statusCode()).isEqualTo(200);
        }

        @Test
        void mayHoldAWeakKey() throws Exception {
            issuer.publish("weak", (RSAPublicKey) TokenIssuer.newRsaKeys(1024).getPublic());

            assertThat(JSON.readTree(fetch().body()).path("keys"))
                    .extracting(key -> key.path("kid").asText())
                    .contains("weak");
        }

        @Test
        void mayFail() throws Exception {
            issuer.failWith(Fault.on("GET", "/.well-known/jwks").answer(503, ""));

            assertThat(fetch().statusCode()).isEqualTo(503);
        }

        @Test
        void isServedUnderACertificateThatOthersDoNotTrust() {
            assertThatThrownBy(() -> fetch(DemoCertificates.create().clientContext()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void theAuthorityIsWrittenAsPem(@TempDir Path directory) throws Exception {
        var file = certificates.writeCa(directory.resolve("ca.pem"));

        assertThat(Files.readString(file))
                .isEqualTo(certificates.caPem())
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("-----END CERTIFICATE-----\n");
    }
}
