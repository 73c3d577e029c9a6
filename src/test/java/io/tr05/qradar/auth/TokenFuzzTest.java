package io.tr05.qradar.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.demo.TokenIssuer;
import io.tr05.qradar.demo.TokenSigner;
import io.tr05.qradar.metrics.RelayMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Headers and tokens of any kind: refused for a reason, or good by what another JSON library reads in them. The keys are
 * fetched once and the cache's clock stands still, so that nothing is fetched while fuzzing.
 */
class TokenFuzzTest {

    private static final String AUDIENCE = "https://relay.example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Instant NOW = Instant.ofEpochSecond(1_750_000_000);
    private static final double SKEW = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KeyPair STRANGERS = TokenIssuer.newRsaKeys(2048);

    private static TestIssuer issuer;
    private static TokenVerifier verifier;

    @BeforeAll
    static void start(@TempDir Path directory) {
        issuer = new TestIssuer();
        RelayConfig config = RelayConfig.from(issuer.environment(directory));
        JwksCache keys = new JwksCache(config.issuers(), JwksCache.Pace.standard(), () -> 0, new RelayMetrics("test"));
        IssuerHost host = IssuerHost.parse(issuer.host()).orElseThrow();
        assertThat(keys.key(host, TestIssuer.KID, PATIENCE)).isPresent();
        assertThat(keys.key(host, "unknown", PATIENCE)).isEmpty();
        verifier = new TokenVerifier(
                config.issuers().hosts(), keys, AddressPolicy.forConsoles(config.console()), InstantSource.fixed(NOW));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @FuzzTest(maxDuration = "10m")
    void anyHeaderIsRefused(byte[] header) {
        assertRefused(new String(header, StandardCharsets.ISO_8859_1));
    }

    /** The header and the claims, a line feed between them; HOST and KID stand for those of the issuer. */
    @FuzzTest(maxDuration = "10m")
    void aSignedTokenIsGoodOrRefused(byte[] parts) {
        String[] token = token(parts);
        Optional<Credentials> accepted =
                verify("Bearer " + signed(token, TokenSigner.rs256(TestIssuer.KEY.getPrivate())));

        accepted.ifPresent(credentials -> assertGood(credentials, json(token[0]), json(token[1])));
    }

    @FuzzTest(maxDuration = "10m")
    void aTokenThatSomebodyElseSignedIsRefused(byte[] parts) {
        assertRefused("Bearer " + signed(token(parts), TokenSigner.rs256(STRANGERS.getPrivate())));
        assertRefused("Bearer "
                + signed(
                        token(parts),
                        TokenSigner.hs256(TestIssuer.KEY.getPublic().getEncoded())));
        assertRefused("Bearer " + signed(token(parts), TokenSigner.none()));
    }

    private static void assertRefused(String header) {
        assertThatExceptionOfType(AuthorizationException.class)
                .isThrownBy(() -> verifier.verify(Optional.of(header), Set.of(AUDIENCE), PATIENCE));
    }

    private static Optional<Credentials> verify(String header) {
        try {
            return Optional.of(verifier.verify(Optional.of(header), Set.of(AUDIENCE), PATIENCE));
        } catch (AuthorizationException refused) {
            assertThat(refused.reason()).isNotNull();
            return Optional.empty();
        }
    }

    private static void assertGood(Credentials credentials, JsonNode header, JsonNode claims) {
        assertThat(header.path("alg").textValue()).isEqualTo("RS256");
        assertThat(header.path("kid").textValue()).isEqualTo(TestIssuer.KID);
        assertThat(header.has("crit") || header.has("jwk") || header.has("jku") || header.has("x5u"))
                .isFalse();
        assertThat(claims.path("exp").asDouble()).isGreaterThan(NOW.getEpochSecond() - SKEW);
        assertThat(claims.path("nbf").asDouble()).isLessThanOrEqualTo(NOW.getEpochSecond() + SKEW);
        assertThat(claims.path("iat").asDouble()).isLessThanOrEqualTo(NOW.getEpochSecond() + SKEW);
        JsonNode audience = claims.path("aud");
        assertThat(audience.isArray() ? audience : JSON.createArrayNode().add(audience))
                .contains(JSON.getNodeFactory().textNode(AUDIENCE));
        assertThat(credentials.console())
                .isEqualTo(ConsoleAddress.parse(claims.path("SERVER_IP").textValue()));
        assertThat(credentials.console().authority()).matches("[a-z0-9_.:\\[\\]-]+");
        assertThat(credentials.entitiesLimit()).isPositive();
        assertThat(credentials.account())
                .isEqualTo(ConsoleAccount.of(
                        claims.path("user").textValue(),
                        new Secret(claims.path("pass").textValue())));
    }

    private static String[] token(byte[] parts) {
        String[] token = new String(parts, StandardCharsets.UTF_8)
                .replace("HOST", issuer.host())
                .replace("KID", TestIssuer.KID)
                .split("\n", 2);
        return token.length == 2 ? token : new String[] {token[0], ""};
    }

    private static String signed(String[] token, TokenSigner signer) {
        String signedPart = encoded(token[0].getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(token[1].getBytes(StandardCharsets.UTF_8));
        return signedPart + "." + encoded(signer.sign(signedPart));
    }

    private static String encoded(byte[] part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError("accepted, but another library does not take it for JSON", noJson);
        }
    }
}
