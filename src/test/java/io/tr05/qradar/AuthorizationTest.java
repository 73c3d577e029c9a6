package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.TokenDraft;
import io.tr05.qradar.demo.TokenIssuer;
import io.tr05.qradar.demo.TokenSigner;
import io.tr05.qradar.testing.RelayCaller.Answer;
import io.tr05.qradar.testing.RelayTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of relay-protocol.md, section 3, over real HTTP; none of these callers reaches the console. */
class AuthorizationTest extends RelayTest {

    private static final List<String> ENDPOINTS = List.of(
            "/health", "/observe/observables", "/refer/observables", "/respond/observables", "/respond/trigger");

    private static final String WRONG_HOST =
            "Wrong jwks_host in JWT payload. Make sure domain follows the" + " visibility.<region>.cisco.com structure";

    AuthorizationTest(Http1Client client) {
        super(client);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                row("no header", Optional.empty(), "Authorization header is missing"),
                row("Basic", Optional.of("Basic dTpw"), "Wrong authorization type"),
                row("one word", Optional.of("Bearer"), "Wrong authorization type"),
                row("three words", Optional.of("Bearer a b"), "Wrong authorization type"),
                row("no JWS", bearer("nonsense"), "Wrong JWT structure"),
                row("two parts", bearer("e30.e30"), "Wrong JWT structure"),
                row(
                        "no jwks_host",
                        bearer(draft().without("jwks_host").sign()),
                        "jwks_host is missing in JWT payload. Make sure custom_jwks_host field is present in"
                                + " module_type"),
                row(
                        "host not allowed",
                        bearer(draft().claim("jwks_host", "evil.example.com").sign()),
                        WRONG_HOST),
                row(
                        "host with a path",
                        bearer(draft().claim("jwks_host", ISSUER.host() + "/x").sign()),
                        WRONG_HOST),
                row(
                        "unknown key",
                        bearer(draft().header("kid", "nobody").sign()),
                        "kid from JWT header not found in API response"),
                row(
                        "signed by another key",
                        bearer(draft().signedBy(TokenSigner.rs256(
                                        TokenIssuer.newRsaKeys(2048).getPrivate()))
                                .sign()),
                        "Failed to decode JWT with provided key. Make sure domain in custom_jwks_host corresponds to"
                                + " your SecureX instance region."),
                row(
                        "other audience",
                        bearer(draft().claim("aud", "https://other.example.com").sign()),
                        "Wrong configuration-token-audience"),
                row("no user", bearer(draft().without("user").sign()), "Wrong JWT payload structure"),
                row("no password", bearer(draft().without("pass").sign()), "Wrong JWT payload structure"),
                row("no console", bearer(draft().without("SERVER_IP").sign()), "Wrong JWT payload structure"),
                row("no audience", bearer(draft().without("aud").sign()), "Wrong JWT payload structure"),
                row("user is a number", bearer(draft().claim("user", 7).sign()), "Wrong JWT payload structure"),
                row(
                        "expired",
                        bearer(draft().claim(
                                        "exp", Instant.now().minusSeconds(3600).getEpochSecond())
                                .sign()),
                        "Token has expired"),
                row("never expires", bearer(draft().without("exp").sign()), "exp is missing"),
                row(
                        "not yet valid",
                        bearer(draft().claim(
                                        "nbf", Instant.now().plusSeconds(3600).getEpochSecond())
                                .sign()),
                        ""),
                row(
                        "no algorithm",
                        bearer(draft().header("alg", "none")
                                .signedBy(TokenSigner.none())
                                .sign()),
                        ""),
                row(
                        "public key as HMAC secret",
                        bearer(draft().header("alg", "HS256")
                                .signedBy(TokenSigner.hs256(ISSUER.publicKey().getEncoded()))
                                .sign()),
                        ""),
                row(
                        "unknown crit",
                        bearer(draft().header("crit", List.of("b64")).sign()),
                        ""),
                row(
                        "embedded key",
                        bearer(draft().header("jku", "https://evil.example.com").sign()),
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aBadTokenIsRefusedWithItsDetail(String name, Optional<String> header, String detail) {
        for (String endpoint : ENDPOINTS) {
            Answer answer = call(endpoint, header);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("errors").path(0).path("code").asText())
                    .isEqualTo("authorization error");
            assertThat(answer.json().path("errors").path(0).path("message").asText())
                    .startsWith("Authorization failed: " + detail);
            assertThat(answer.json().has("data")).isEqualTo(endpoint.equals("/respond/trigger"));
        }
        assertThat(consoleCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://qradar.example.com",
                "qradar.example.com/api",
                "admin@qradar.example.com",
                "qradar example com",
                "qradar.example.com:port",
                "169.254.169.254"
            })
    void aConsoleAddressThatIsNoneIsRefused(String address) {
        Answer answer =
                call("/health", bearer(draft().claim("SERVER_IP", address).sign()));

        assertThat(answer.json().path("errors").path(0).path("message").asText())
                .startsWith("Authorization failed: ")
                .contains("SERVER_IP");
    }

    @Test
    void aGoodTokenReachesTheConsole() {
        assertThat(call("/health", bearer(draft().sign())).body()).isEqualTo("{\"data\":{\"status\":\"ok\"}}");
        assertThat(consoleCalls()).containsExactly("GET /api/help/versions");
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        assertThat(call(
                                "/health",
                                bearer(draft().claim("aud", List.of("https://x.test", PUBLIC_URL))
                                        .sign()))
                        .json()
                        .has("data"))
                .isTrue();
    }

    @Test
    void theKeysAreFetchedOnceForManyCalls() {
        call("/health", bearer(draft().sign()));
        int fetches = ISSUER.fetches();

        call("/health", bearer(draft().sign()));
        call("/health", bearer(draft().sign()));

        assertThat(ISSUER.fetches()).isEqualTo(fetches);
    }

    private Answer call(String path, Optional<String> authorization) {
        var request = relay.request(Method.POST, path);
        authorization.ifPresent(value -> request.header(HeaderNames.AUTHORIZATION, value));
        return relay.send(request, Method.POST, path, "");
    }

    private static TokenDraft draft() {
        return ISSUER.draft().claims(claims());
    }

    private static Optional<String> bearer(String token) {
        return Optional.of("Bearer " + token);
    }

    private static Arguments row(String name, Optional<String> header, String detail) {
        return Arguments.of(name, header, detail);
    }

    @Test
    void theClaimsDecideTheLimitInWhateverForm() {
        for (Object limit : List.of(5, "5", "x", -1, 0)) {
            Map<String, Object> changes = Map.of("CTR_ENTITIES_LIMIT", limit);
            assertThat(relay.post("/health", Map.of(), token(changes)).json().has("data"))
                    .isTrue();
        }
    }
}
