package io.tr05.qradar.auth;

import static io.tr05.qradar.auth.TestIssuer.base64;
import static io.tr05.qradar.auth.TestIssuer.header;
import static io.tr05.qradar.auth.TestIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tr05.qradar.auth.AuthorizationException.Reason;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.metrics.RelayMetrics;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenVerifierTest {
    private static final String AUDIENCE = "https://relay.example.com";
    private static final String PASSWORD = "correct-horse-battery";
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private TestIssuer issuer;
    private TokenVerifier standard;
    private TokenVerifier verifier;
    private Map<String, String> environment;

    @BeforeAll
    void start(@TempDir Path directory) {
        issuer = new TestIssuer();
        environment = issuer.environment(directory);
        standard = verifier(Map.of());
    }

    @BeforeEach
    void useTheStandardSettings() {
        verifier = standard;
    }

    @AfterAll
    void stop() {
        issuer.close();
    }

    private TokenVerifier verifier(Map<String, String> more) {
        var settings = new HashMap<>(environment);
        settings.putAll(more);
        var config = RelayConfig.from(settings);
        return new TokenVerifier(
                config.issuers().hosts(),
                new JwksCache(config.issuers(), new RelayMetrics("test")),
                AddressPolicy.forConsoles(config.console()),
                () -> NOW);
    }

    private JsonObjectBuilder claims() {
        return Json.createObjectBuilder()
                .add("jwks_host", issuer.host())
                .add("iss", "IROH Auth")
                .add("sub", "user-id")
                .add("jti", "a1")
                .add("iat", NOW.getEpochSecond())
                .add("exp", NOW.getEpochSecond() + 600)
                .add("aud", AUDIENCE)
                .add("SERVER_IP", "siem.example.com")
                .add("user", "admin")
                .add("pass", PASSWORD);
    }

    private static String token(JsonObjectBuilder header, JsonObjectBuilder claims) {
        return sign(header.build().toString(), claims.build().toString(), TestIssuer.KEY);
    }

    private Credentials verify(String header) {
        return verifier.verify(Optional.of(header), Set.of(AUDIENCE), Duration.ofSeconds(8));
    }

    private Credentials verify(JsonObjectBuilder claims) {
        return verify("Bearer " + token(header(), claims));
    }

    private String refusal(Optional<String> header) {
        return catchThrowableOfType(
                        AuthorizationException.class,
                        () -> verifier.verify(header, Set.of(AUDIENCE), Duration.ofSeconds(8)))
                .reason()
                .detail();
    }

    private String refusal(String header) {
        return refusal(Optional.of(header));
    }

    private String refusal(JsonObjectBuilder claims) {
        return refusal("Bearer " + token(header(), claims));
    }

    @Nested
    class AGoodToken {
        @Test
        void isTheTenant() {
            assertThat(verify(claims()))
                    .isEqualTo(new Credentials(
                            new ConsoleAddress("siem.example.com", 443),
                            new ConsoleAccount.WithPassword("admin", new Secret(PASSWORD)),
                            100));
        }

        @ParameterizedTest
        @ValueSource(strings = {"bearer ", "BEARER ", "Bearer   ", "  Bearer\t"})
        void mayComeWithTheWordInAnyCase(String word) {
            assertThat(verify(word + token(header(), claims())).console().host())
                    .isEqualTo("siem.example.com");
        }

        @Test
        void mayHaveSeveralAudiences() {
            var several =
                    Json.createArrayBuilder().add("https://other.example.com").add(AUDIENCE);

            assertThat(verify(claims().add("aud", several)).console().host()).isEqualTo("siem.example.com");
        }

        @Test
        void mayNameItsHostInUpperCase() {
            var host = issuer.host().replace("localhost", "LocalHost");

            assertThat(verify(claims().add("jwks_host", host)).console().host()).isEqualTo("siem.example.com");
        }

        @ParameterizedTest
        @ValueSource(ints = {-59, 0})
        void mayBeAMomentTooOldOrTooNew(int seconds) {
            var now = NOW.getEpochSecond();

            assertThat(verify(claims().add("exp", now + seconds)
                                    .add("nbf", now - seconds)
                                    .add("iat", now - seconds))
                            .console()
                            .host())
                    .isEqualTo("siem.example.com");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nbf", "iat"})
        void mayStartInAMinute(String claim) {
            assertThat(verify(claims().add(claim, NOW.getEpochSecond() + 60))
                            .console()
                            .host())
                    .isEqualTo("siem.example.com");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nbf", "iat"})
        void mayLeaveItsStartEmpty(String claim) {
            assertThat(verify(claims().addNull(claim)).console().host()).isEqualTo("siem.example.com");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                250                     | 250
                "250"                   | 250
                "007"                   | 7
                1                       | 1
                0                       | 100
                -5                      | 100
                2.5                     | 100
                "-5"                    | 100
                "many"                  | 100
                ""                      | 100
                true                    | 100
                null                    | 100
                []                      | 100
                99999999999             | 2147483647
                "99999999999999999999"  | 2147483647
                """,
                quoteCharacter = '\'')
        void itsLimitIsAPositiveIntegerOr100(String json, int limit) {
            var claims = claims().build().toString().replaceFirst("}$", ",\"CTR_ENTITIES_LIMIT\":" + json + "}");

            assertThat(verify("Bearer " + sign(header().build().toString(), claims, TestIssuer.KEY))
                            .entitiesLimit())
                    .isEqualTo(limit);
        }

        @Test
        void printsWithoutNameAndPassword() {
            assertThat(verify(claims()).toString())
                    .isEqualTo("Credentials[console=siem.example.com, account=***, entitiesLimit=100]");
        }
    }

    @Nested
    class AServiceToken {
        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\t"})
        void isWhatComesWithoutAUser(String user) {
            assertThat(verify(claims().add("user", user).add("pass", "5ec-token"))
                            .account())
                    .isEqualTo(new ConsoleAccount.ServiceToken(new Secret("5ec-token")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"two words", "a\r\nX: y", "a\nb", "t\u00f6ken", "a\u0000", "token ", "a\u007f"})
        void isOneWordOfVisibleAscii(String token) {
            assertThat(refusal(claims().add("user", "").add("pass", token))).startsWith("Wrong user or pass");
        }

        @Test
        void isNotPrinted() {
            var tenant = verify(claims().add("user", "").add("pass", "5ec-token"));

            assertThat(tenant + " " + tenant.account()).doesNotContain("5ec-token");
            assertThat(verify(claims()).account().toString()).doesNotContain("admin", PASSWORD);
        }
    }

    @ParameterizedTest
    @CsvSource({"user, 'a:b'", "user, 'a\r\nb'", "user, 'a\u0000'", "pass, 'a\nb'", "pass, 'a\u0001'"})
    void whatMakesNoBasicCredentialsIsRefused(String claim, String value) {
        assertThat(refusal(claims().add(claim, value))).startsWith("Wrong user or pass");
    }

    /** The rows of relay-protocol.md section 3, the text to the letter. */
    @Nested
    class AHeaderIsRefused {
        @Test
        void whenItIsAbsent() {
            assertThat(refusal(Optional.empty())).isEqualTo("Authorization header is missing");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\t"})
        void whenItIsBlank(String header) {
            assertThat(refusal(header)).isEqualTo("Authorization header is missing");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer", "Basic abc", "abc", "Bearer a b", "Bearerabc"})
        void whenItIsNotBearerAndOneWord(String header) {
            assertThat(refusal(header)).isEqualTo("Wrong authorization type");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "abc",
                    "a.b",
                    "a.b.c.d",
                    "..",
                    "e30.e30",
                    "e30.e30=.",
                    "!!.e30.e30",
                    "W10.e30.",
                    "e30.bm90IGpzb24.",
                    "e30.W10.",
                    "e30.e314.",
                    "eyJhbGciOjEsImFsZyI6Mn0.e30."
                })
        void whenItIsNoToken(String token) {
            assertThat(refusal("Bearer " + token)).isEqualTo("Wrong JWT structure");
        }

        @Test
        void whenItIsTooLong() {
            assertThat(refusal("Bearer " + token(header(), claims().add("more", "x".repeat(16_384)))))
                    .isEqualTo("Wrong JWT structure");
        }

        @Test
        void whenItIsNestedWithoutEnd() {
            assertThat(refusal("Bearer " + base64("{\"a\":" + "[".repeat(9000)) + ".e30."))
                    .isEqualTo("Wrong JWT structure");
        }
    }

    @Nested
    class AnAlgorithmIsRefused {
        @ParameterizedTest
        @ValueSource(strings = {"none", "HS256", "RS384", "RS512", "ES256", "PS256", "rs256", ""})
        void whenItIsNotRs256(String algorithm) {
            assertThat(refusal("Bearer " + token(header().add("alg", algorithm), claims())))
                    .isEqualTo("Wrong algorithm in JWT header. Make sure configuration-token-alg is RS256");
        }

        @Test
        void whenThereIsNone() {
            assertThat(refusal("Bearer " + token(header().remove("alg"), claims())))
                    .startsWith("Wrong algorithm in JWT header");
        }

        @ParameterizedTest
        @ValueSource(strings = {"jwk", "jku", "x5u", "x5c"})
        void whenTheTokenBringsItsOwnKey(String member) {
            assertThat(refusal("Bearer " + token(header().add(member, "https://evil.example.com"), claims())))
                    .isEqualTo("Wrong JWT header. Keys in the token are not accepted");
        }

        @Test
        void whenAnExtensionIsDemanded() {
            var critical = Json.createArrayBuilder().add("b64");

            assertThat(refusal("Bearer " + token(header().add("crit", critical), claims())))
                    .isEqualTo("Wrong JWT header. Extensions listed in crit are not supported");
        }
    }

    @Nested
    class AnIssuerIsRefused {
        @ParameterizedTest
        @ValueSource(strings = {"null", "\"\"", "\"  \"", "5", "[]"})
        void whenItIsNotNamed(String json) {
            var claims =
                    claims().remove("jwks_host").build().toString().replaceFirst("}$", ",\"jwks_host\":" + json + "}");

            assertThat(refusal("Bearer " + sign(header().build().toString(), claims, TestIssuer.KEY)))
                    .isEqualTo("jwks_host is missing in JWT payload."
                            + " Make sure custom_jwks_host field is present in module_type");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "evil.example.com",
                    "localhost",
                    "%s/path",
                    "%s.",
                    "%s@evil.example.com",
                    "user@%s",
                    "https://%s",
                    "%s?a",
                    "%s#",
                    " %s",
                    "lo\u212Aalhost:443",
                    "127.0.0.1:443",
                    "[::1]:443",
                    "localhost:99999"
                })
        void whenItIsNotAllowed(String host) {
            assertThat(refusal(claims().add("jwks_host", host.formatted(issuer.host()))))
                    .isEqualTo("Wrong jwks_host in JWT payload."
                            + " Make sure domain follows the visibility.<region>.cisco.com structure");
        }

        @Test
        void whenItIsNotAllowedThoughItsKeysAreGood() {
            verifier = verifier(Map.of("RELAY_JWKS_HOSTS", "other.example.com"));
            var before = issuer.fetches.get();

            assertThat(refusal(claims())).startsWith("Wrong jwks_host in JWT payload.");
            assertThat(issuer.fetches).hasValue(before);
        }

        @Test
        void whenItCannotBeReached() {
            assertThat(refusal(claims().add("jwks_host", "localhost:1"))).startsWith("Wrong jwks_host in JWT payload.");
        }

        @Test
        void whenItHasNoSuchKey() {
            assertThat(refusal("Bearer " + token(header().add("kid", "other"), claims())))
                    .isEqualTo("kid from JWT header not found in API response");
        }

        @Test
        void whenNoKeyIsNamed() {
            assertThat(refusal("Bearer " + token(header().remove("kid"), claims())))
                    .isEqualTo("kid from JWT header not found in API response");
        }

        @Test
        void whenAnotherKeySigned() {
            var forged = sign(header().build().toString(), claims().build().toString(), TestCertificate.rsa(2048));

            assertThat(refusal("Bearer " + forged))
                    .isEqualTo("Failed to decode JWT with provided key."
                            + " Make sure domain in custom_jwks_host corresponds to your SecureX instance region.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "AAAA"})
        void whenTheSignatureIsCut(String signature) {
            var token = token(header(), claims());
            var cut = token.substring(0, token.lastIndexOf('.') + 1) + signature;

            assertThat(refusal("Bearer " + cut)).startsWith("Failed to decode JWT with provided key.");
        }
    }

    @Nested
    class ClaimsAreRefused {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                exp    | -60 | Token has expired
                exp    | -9999999 | Token has expired
                nbf    | 61  | Token is not valid yet
                iat    | 61  | Token is not valid yet
                """)
        void outsideTheirTime(String claim, int seconds, String detail) {
            assertThat(refusal(claims().add(claim, NOW.getEpochSecond() + seconds)))
                    .isEqualTo(detail);
        }

        @Test
        void withoutExpiry() {
            assertThat(refusal(claims().remove("exp"))).isEqualTo("exp is missing in JWT payload");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"https://other.example.com", "https://relay.example.com/", "HTTPS://RELAY.EXAMPLE.COM", ""})
        void forAnotherAudience(String audience) {
            assertThat(refusal(claims().add("aud", audience))).isEqualTo("Wrong configuration-token-audience");
        }

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.auth.TokenVerifierTest#wrongClaims")
        void whenOneIsMissingOrOfTheWrongType(String claim, Optional<JsonValue> value) {
            var claims = claims().remove(claim);
            value.ifPresent(json -> claims.add(claim, json));

            assertThat(refusal(claims)).isEqualTo("Wrong JWT payload structure");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://siem.example.com",
                    "siem.example.com/console",
                    "admin@siem.example.com",
                    "siem example.com",
                    "siem.example.com:0",
                    "siem.example.com:70000",
                    "127.1",
                    "2130706433",
                    "[siem.example.com]",
                    "fe80::1%1"
                })
        void whenServerIpIsNoAddress(String server) {
            assertThat(refusal(claims().add("SERVER_IP", server)))
                    .startsWith("Wrong SERVER_IP in JWT payload. Make sure it is an IP address or a host name");
        }

        @ParameterizedTest
        @ValueSource(strings = {"169.254.169.254", "[fe80::1]", "0.0.0.0", "::ffff:169.254.169.254"})
        void whenTheRelayDoesNotAllowTheConsole(String server) {
            assertThat(refusal(claims().add("SERVER_IP", server)))
                    .isEqualTo("SERVER_IP in JWT payload is not allowed by this relay");
        }
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.concat(
                Stream.of("SERVER_IP", "user", "pass", "aud").flatMap(claim -> Stream.of(
                                Optional.<JsonValue>empty(),
                                Optional.of(JsonValue.NULL),
                                Optional.<JsonValue>of(Json.createValue(5)),
                                Optional.<JsonValue>of(JsonValue.EMPTY_JSON_OBJECT))
                        .map(value -> Arguments.of(claim, value))),
                Stream.of(
                        Arguments.of("exp", Optional.of(Json.createValue("soon"))),
                        Arguments.of("nbf", Optional.of(Json.createValue("soon"))),
                        Arguments.of("iat", Optional.of(JsonValue.TRUE)),
                        Arguments.of("SERVER_IP", Optional.of(Json.createValue(" "))),
                        Arguments.of("pass", Optional.of(Json.createValue(""))),
                        Arguments.of(
                                "aud",
                                Optional.of(Json.createArrayBuilder().add(5).build()))));
    }

    @Test
    void consolesOfTheOperatorsListAloneAreAllowed() {
        verifier = verifier(Map.of("QRADAR_HOSTS", "*.example.com"));

        assertThat(verify(claims()).console().host()).isEqualTo("siem.example.com");
        assertThat(refusal(claims().add("SERVER_IP", "siem.example.org")))
                .isEqualTo(Reason.SERVER_NOT_ALLOWED.detail());
        assertThat(refusal(claims().add("SERVER_IP", "10.0.0.1"))).isEqualTo(Reason.SERVER_NOT_ALLOWED.detail());
    }

    @Test
    void noLogLineHoldsATokenOrPassword() {
        var lines = new ConcurrentLinkedQueue<String>();
        var formatter = new SimpleFormatter();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(formatter.format(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        var ours = Logger.getLogger("io.tr05.qradar");
        ours.addHandler(handler);
        ours.setLevel(Level.ALL);
        try {
            verifier = verifier(Map.of());
            var good = token(header(), claims());
            var refused = List.of(
                    token(header(), claims().add("exp", 1)),
                    token(header().add("kid", "other"), claims()),
                    token(header(), claims().add("jwks_host", "localhost:1")),
                    good.substring(0, good.length() - 8));
            verify("Bearer " + good);
            refused.forEach(token -> refusal("Bearer " + token));

            assertThat(String.join("", lines))
                    .contains("signing keys from")
                    .doesNotContain(
                            PASSWORD, base64(claims().build().toString()).substring(0, 40), good.substring(0, 60));
        } finally {
            ours.removeHandler(handler);
            ours.setLevel(null);
        }
    }
}
