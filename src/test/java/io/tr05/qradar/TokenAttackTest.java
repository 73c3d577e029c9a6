package io.tr05.qradar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.TokenDraft;
import io.tr05.qradar.demo.TokenIssuer;
import io.tr05.qradar.demo.TokenSigner;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayCaller.Answer;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tokens and key sets that somebody made to get in: each is refused with its detail and costs no call to a console (issue 7,
 * point 1). The table goes to {@code target/token-attacks.md}.
 */
class TokenAttackTest extends RelayTest {

    private static final Path TABLE = Path.of("target", "token-attacks.md");
    private static final Map<String, String> REFUSED = Collections.synchronizedMap(new LinkedHashMap<>());
    private static final List<String> ENDPOINTS = List.of(
            "/health", "/observe/observables", "/refer/observables", "/respond/observables", "/respond/trigger");

    private static final String MISSING = "Authorization header is missing";
    private static final String TYPE = "Wrong authorization type";
    private static final String STRUCTURE = "Wrong JWT structure";
    private static final String NO_HOST =
            "jwks_host is missing in JWT payload. Make sure custom_jwks_host field is present in module_type";
    private static final String HOST =
            "Wrong jwks_host in JWT payload. Make sure domain follows the visibility.<region>.cisco.com structure";
    private static final String KID = "kid from JWT header not found in API response";
    private static final String SIGNATURE = "Failed to decode JWT with provided key. Make sure domain in"
            + " custom_jwks_host corresponds to your SecureX instance region.";
    private static final String AUDIENCE = "Wrong configuration-token-audience";
    private static final String PAYLOAD = "Wrong JWT payload structure";
    private static final String EXPIRED = "Token has expired";
    private static final String EARLY = "Token is not valid yet";
    private static final String NO_END = "exp is missing in JWT payload";
    private static final String ALGORITHM = "Wrong algorithm in JWT header. Make sure configuration-token-alg is RS256";
    private static final String OWN_KEY = "Wrong JWT header. Keys in the token are not accepted";
    private static final String CRITICAL = "Wrong JWT header. Extensions listed in crit are not supported";
    private static final String ACCOUNT =
            "Wrong user or pass in JWT payload. Make sure they hold no control characters,"
                    + " the user no colon, and a service token, which goes without a user, no spaces";
    private static final String SERVER = "Wrong SERVER_IP in JWT payload. Make sure it is an IP address or a host name,"
            + " with a port if need be, and nothing else";
    private static final String NOT_ALLOWED = "SERVER_IP in JWT payload is not allowed by this relay";

    @SuppressWarnings("NullAway.Init")
    private static RelayServer defaultHosts;

    TokenAttackTest(Http1Client client) {
        super(client);
    }

    /** A relay that believes the hosts it believes by default; nothing in this test may make it ask one of them. */
    @BeforeAll
    static void start() {
        defaultHosts = RelayServer.start(RelayConfig.from(Map.of(
                "RELAY_HOST", "127.0.0.1",
                "RELAY_PORT", "0",
                "RELAY_ADMIN_PORT", "0",
                "RELAY_PUBLIC_URL", PUBLIC_URL)));
    }

    /**
     * A row of the table.
     *
     * @param headers values of the Authorization header, one each
     */
    record Attack(String name, List<String> headers, String detail) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Attack> attacks() {
        return Stream.of(headers(), structures(), algorithms(), keys(), times(), payloads(), consoles())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Attack> headers() {
        var good = draft().sign();
        return List.of(
                new Attack("no header", List.of(), MISSING),
                new Attack("empty header", List.of(""), MISSING),
                new Attack("Basic", List.of("Basic dTpw"), TYPE),
                new Attack("one word", List.of("Bearer"), TYPE),
                new Attack("token without Bearer", List.of(good), TYPE),
                new Attack("three words", List.of("Bearer a b"), TYPE),
                new Attack("two tokens in a header", List.of("Bearer " + good + " " + good), TYPE),
                new Attack("two tokens with a comma", List.of("Bearer " + good + ", Bearer " + good), TYPE),
                new Attack("two tokens with a comma and no space", List.of("Bearer " + good + "," + good), STRUCTURE),
                new Attack("two headers", List.of("Bearer " + good, "Bearer " + good), TYPE),
                new Attack("Basic and Bearer", List.of("Basic dTpw", "Bearer " + good), TYPE),
                new Attack("token in quotes", List.of("Bearer \"" + good + "\""), STRUCTURE));
    }

    private static List<Attack> structures() {
        var good = draft().sign();
        var parts = good.split("\\.", -1);
        var header = draft().headerJson();
        var claims = draft().claimsJson();
        return List.of(
                bearer("nonsense", "nonsense", STRUCTURE),
                bearer("two parts", parts[0] + "." + parts[1], STRUCTURE),
                bearer("four parts", good + ".", STRUCTURE),
                bearer("JWE, five parts", good + ".AAAA.AAAA", STRUCTURE),
                bearer("empty parts", "..", STRUCTURE),
                bearer("not base64", parts[0] + ".!!!!." + parts[2], STRUCTURE),
                bearer("base64 with padding", parts[0] + "." + parts[1] + "==." + parts[2], STRUCTURE),
                bearer("standard alphabet", parts[0] + "." + parts[1] + "." + "+/" + parts[2].substring(2), STRUCTURE),
                bearer("percent-encoded dot", good.replaceFirst("\\.", "%2E"), STRUCTURE),
                bearer(
                        "other spelling of the signature",
                        parts[0] + "." + parts[1] + "." + respelled(parts[2]),
                        STRUCTURE),
                bearer("truncated by one", good.substring(0, good.length() - 1), STRUCTURE),
                bearer("truncated by six", good.substring(0, good.length() - 6), SIGNATURE),
                bearer("signature too long", good + "AAAA", SIGNATURE),
                bearer("no signature", parts[0] + "." + parts[1] + ".", SIGNATURE),
                bearer("signature of zeros", parts[0] + "." + parts[1] + "." + "A".repeat(342), SIGNATURE),
                bearer("20 KB", draft().claim("more", "x".repeat(15_000)).sign(), STRUCTURE),
                raw("header is a list", "[]", claims, STRUCTURE),
                raw("payload is a list", header, "[]", STRUCTURE),
                raw("payload is empty", header, "{}", NO_HOST),
                raw("payload is not JSON", header, "user=admin", STRUCTURE),
                raw("payload is a token (cty JWT)", draft().header("cty", "JWT").headerJson(), good, STRUCTURE),
                raw(
                        "payload is compressed (zip)",
                        draft().header("zip", "DEF").headerJson(),
                        "\u0001\u0002",
                        STRUCTURE),
                raw("text after the payload", header, claims + "{}", STRUCTURE),
                raw("two alg", header.replaceFirst("\\{", "{\"alg\":\"none\","), claims, STRUCTURE),
                raw(
                        "two alg, one escaped",
                        header.replaceFirst("\\{", "{\"\\\\u0061lg\":\"none\","),
                        claims,
                        STRUCTURE),
                raw("two kid", header.replaceFirst("\\{", "{\"kid\":\"x\","), claims, STRUCTURE),
                raw("two SERVER_IP", header, with(claims, "\"SERVER_IP\":\"10.0.0.1\""), STRUCTURE),
                raw("two jwks_host", header, with(claims, "\"jwks_host\":\"evil.test\""), STRUCTURE),
                raw("two exp", header, with(claims, "\"exp\":9999999999"), STRUCTURE),
                raw("nested without end", header, "{\"a\":" + "[".repeat(5000), STRUCTURE),
                raw("BOM", header, "\ufeff" + claims, STRUCTURE),
                raw("comment", header, claims.replaceFirst("\\{", "{/* */"), STRUCTURE),
                raw("exp is NaN", header, claims.replaceFirst("\"exp\":[0-9]+", "\"exp\":NaN"), STRUCTURE),
                raw("exp is infinite", header, claims.replaceFirst("\"exp\":[0-9]+", "\"exp\":1e999"), PAYLOAD),
                bearer(
                        "UTF-16",
                        draft().sign(header.getBytes(UTF_8), claims.getBytes(StandardCharsets.UTF_16)),
                        STRUCTURE),
                bearer("not UTF-8", draft().sign(header.getBytes(UTF_8), latin(claims)), STRUCTURE),
                bearer(
                        "b64 false, payload as it is",
                        parts[0] + "." + claims.replace(" ", "") + "." + parts[2],
                        STRUCTURE));
    }

    private static List<Attack> algorithms() {
        var all = new ArrayList<Attack>();
        for (var name :
                List.of("HS384", "RS384", "RS512", "ES256", "PS256", "EdDSA", "rs256", "Rs256", "RS256 ", "None", "")) {
            all.add(signed("alg '" + name + "'", draft().header("alg", name), ALGORITHM));
        }
        var none = draft().signedBy(TokenSigner.none());
        all.add(signed("alg none without signature", none.header("alg", "none"), ALGORITHM));
        all.add(signed("alg none with signature", draft().header("alg", "none"), ALGORITHM));
        all.add(signed("no alg", draft().withoutHeader("alg"), ALGORITHM));
        all.add(signed("alg is a list", draft().header("alg", List.of("RS256")), ALGORITHM));
        all.add(signed(
                "HS256 with the public key as secret",
                draft().header("alg", "HS256")
                        .signedBy(TokenSigner.hs256(ISSUER.publicKey().getEncoded())),
                ALGORITHM));
        all.add(signed(
                "HS256's signature under RS256",
                draft().signedBy(TokenSigner.hs256(ISSUER.publicKey().getEncoded())),
                SIGNATURE));
        var mine = TokenIssuer.newRsaKeys(2048);
        var forged = draft().signedBy(TokenSigner.rs256(mine.getPrivate()));
        all.add(signed("signed by another key", forged, SIGNATURE));
        var jwk = TokenSigner.jwk("mine", (RSAPublicKey) mine.getPublic());
        all.add(signed("embedded jwk", forged.header("jwk", jwk), OWN_KEY));
        all.add(signed("jku", forged.header("jku", "https://evil.test/keys"), OWN_KEY));
        all.add(signed("x5u", forged.header("x5u", "https://evil.test/cert"), OWN_KEY));
        all.add(signed("x5c", forged.header("x5c", List.of("AAAA")), OWN_KEY));
        for (Object critical : List.of(List.of("b64"), List.of("exp"), List.of(), "b64", 1)) {
            all.add(signed("crit " + critical, draft().header("crit", critical), CRITICAL));
        }
        all.add(raw("crit null", with(draft().headerJson(), "\"crit\":null"), draft().claimsJson(), CRITICAL));
        all.add(altered("altered payload", 1));
        all.add(altered("altered header", 0));
        return all;
    }

    /** Signed, then one part is changed. */
    private static Attack altered(String name, int part) {
        var parts = draft().sign().split("\\.", -1);
        var other = part == 0 ? draft().header("x", 1) : draft().claim("user", "root");
        parts[part] = other.sign().split("\\.", -1)[part];
        return bearer(name, String.join(".", parts), SIGNATURE);
    }

    private static List<Attack> keys() {
        var all = new ArrayList<Attack>();
        all.add(signed("unknown kid", draft().header("kid", "nobody"), KID));
        all.add(signed("no kid", draft().withoutHeader("kid"), KID));
        all.add(signed("kid is a number", draft().header("kid", 1), KID));
        all.add(signed("kid is empty", draft().header("kid", ""), KID));
        all.add(signed("kid is a path", draft().header("kid", "../../dev/null"), KID));
        all.add(signed("no jwks_host", draft().without("jwks_host"), NO_HOST));
        for (Object host : Arrays.asList("", "  ", 5, List.of(ISSUER.host()), null)) {
            all.add(signed("jwks_host " + host, draft().claims(single("jwks_host", host)), NO_HOST));
        }
        var host = ISSUER.host();
        for (var bad : List.of(
                "evil.test",
                "%s/x",
                "%s.",
                "x@%s",
                "https://%s",
                "%s?a",
                "%s#",
                " %s",
                "%s ",
                "%s%%00",
                "localhost:1",
                "127.0.0.1",
                "%s\\@evil.test")) {
            var text = bad.formatted(host);
            all.add(signed("jwks_host " + bad, draft().claim("jwks_host", text), HOST));
        }
        all.add(signed("jwks_host that cannot be reached", draft().claim("jwks_host", "a.unreachable.test"), HOST));
        return all;
    }

    private static List<Attack> times() {
        long now = Instant.now().getEpochSecond();
        return List.of(
                signed("expired", draft().claim("exp", now - 3600), EXPIRED),
                signed("expired long ago", draft().claim("exp", 1), EXPIRED),
                signed("exp negative", draft().claim("exp", -now), EXPIRED),
                signed("no exp", draft().without("exp"), NO_END),
                signed("exp null", draft().claims(single("exp", null)), NO_END),
                signed("exp is text", draft().claim("exp", String.valueOf(now + 600)), PAYLOAD),
                signed("exp huge", draft().claim("exp", 1e300), PAYLOAD),
                signed("exp in milliseconds", draft().claim("exp", (now + 600) * 1000), PAYLOAD),
                signed("exp is a list", draft().claim("exp", List.of(now + 600)), PAYLOAD),
                signed("exp is true", draft().claim("exp", true), PAYLOAD),
                signed("nbf in the future", draft().claim("nbf", now + 3600), EARLY),
                signed("iat in the future", draft().claim("iat", now + 3600), EARLY),
                signed("nbf is text", draft().claim("nbf", "0"), PAYLOAD),
                signed("iat is an object", draft().claim("iat", Map.of()), PAYLOAD));
    }

    private static List<Attack> payloads() {
        var all = new ArrayList<Attack>();
        for (var name : List.of("SERVER_IP", "user", "pass", "aud")) {
            all.add(signed("no " + name, draft().without(name), PAYLOAD));
            for (Object value : Arrays.asList(null, 7, true, Map.of("a", "b"))) {
                all.add(signed(name + " " + value, draft().claims(single(name, value)), PAYLOAD));
            }
        }
        all.add(signed("SERVER_IP blank", draft().claim("SERVER_IP", " "), PAYLOAD));
        all.add(signed("pass empty", draft().claim("pass", ""), PAYLOAD));
        all.add(signed("user and pass empty", draft().claim("user", "").claim("pass", ""), PAYLOAD));
        all.add(signed("pass is a list", draft().claim("pass", List.of("a")), PAYLOAD));
        all.add(signed("user with CRLF", draft().claim("user", "a\r\nX: y"), ACCOUNT));
        all.add(signed("user with a colon", draft().claim("user", "a:b"), ACCOUNT));
        all.add(signed("pass with a NUL", draft().claim("pass", "a\u0000"), ACCOUNT));
        all.add(signed("service token with CRLF", draft().claim("user", "").claim("pass", "a\r\nX: y"), ACCOUNT));
        all.add(signed("service token of two words", draft().claim("user", "").claim("pass", "a b"), ACCOUNT));
        all.add(signed("aud of another relay", draft().claim("aud", "https://other.test"), AUDIENCE));
        all.add(signed("aud empty", draft().claim("aud", ""), AUDIENCE));
        all.add(signed("aud empty list", draft().claim("aud", List.of()), AUDIENCE));
        all.add(signed("aud list of others", draft().claim("aud", List.of("a", "b")), AUDIENCE));
        all.add(signed("aud with a slash", draft().claim("aud", PUBLIC_URL + "/"), AUDIENCE));
        all.add(signed("aud in upper case", draft().claim("aud", "HTTPS://RELAY.EXAMPLE.TEST"), AUDIENCE));
        all.add(signed("aud nested list", draft().claim("aud", List.of(List.of(PUBLIC_URL))), PAYLOAD));
        all.add(signed("aud list with a number", draft().claim("aud", List.of(PUBLIC_URL, 1)), PAYLOAD));
        return all;
    }

    private static List<Attack> consoles() {
        var all = new ArrayList<Attack>();
        for (var server : List.of(
                "https://%s",
                "%s/api",
                "admin@%s",
                "%s x",
                "%s:1",
                "%s?a",
                "%s#a",
                "%s\r\nHost: evil",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.0.0.1.",
                "localhost.",
                "[localhost]",
                "[::1",
                "fe80::1%%eth0",
                "qradar.example.test:0",
                "qradar.example.test:65536",
                "q\u0430dar.example.test",
                "127\u30020\u30020\u30021",
                "*.example.test",
                "..",
                "a..b")) {
            all.add(signed(
                    "SERVER_IP " + visible(server),
                    draft().claim("SERVER_IP", server.formatted(CONSOLE.host())),
                    SERVER));
        }
        for (var server : List.of(
                "169.254.169.254",
                "[fe80::1]",
                "0.0.0.0",
                "[::]",
                "::ffff:169.254.169.254",
                "[64:ff9b::a9fe:a9fe]",
                "2002:a9fe:a9fe::",
                "2001:0:a9fe:a9fe::",
                "fec0::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "224.0.0.1",
                "255.255.255.255",
                "::ffff:0:169.254.169.254",
                "2001:db8::5efe:169.254.169.254")) {
            all.add(signed("SERVER_IP " + server, draft().claim("SERVER_IP", server), NOT_ALLOWED));
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefusedAtEveryEndpointAndReachesNoConsole(Attack attack) {
        for (var endpoint : ENDPOINTS) {
            refused(relay, endpoint, attack);
        }
        assertThat(ISSUER.fetches()).isLessThanOrEqualTo(1);
    }

    static List<Attack> hosts() {
        var tooLong = "a".repeat(5000) + ".cisco.com";
        return Stream.of(
                        "visibility.amp.cisco.com/x",
                        "visibility.amp.cisco.com@evil.test",
                        "x@visibility.amp.cisco.com",
                        "visibility.amp.cisco.com:8443",
                        "visibility.amp.cisco.com:443:1",
                        "https://visibility.amp.cisco.com",
                        "1.2.3.4",
                        "[::1]",
                        "127.0.0.1",
                        "localhost",
                        "169.254.169.254",
                        "visibility.amp.cisco.com.",
                        "v\u0456sibility.amp.cisco.com",
                        "visibility.amp.c\u0131sco.com",
                        "visibility.amp\u3002cisco.com",
                        "visibility.evil.com/.cisco.com",
                        "visibility.evil.com#.cisco.com",
                        "visibility.evil.com?.cisco.com",
                        "visibility.evil.com\\.cisco.com",
                        "visibility%2Eamp.cisco.com",
                        "visibility.%61mp.cisco.com",
                        "visibility.amp.cisco.com\r\nHost: evil.test",
                        "visibility.amp.cisco.com\u0000.evil.test",
                        "visibility.a\u0000.cisco.com",
                        "visibility..cisco.com",
                        "visibility.a.b.cisco.com",
                        "visibility.*.cisco.com",
                        "visibility.cisco.com",
                        ".visibility.a.cisco.com",
                        "evil-visibility.a.cisco.com",
                        "visibility.a.cisco.com.evil.test",
                        "visibility.a.cisco.co",
                        "visibility.a.evilcisco.com",
                        "visibility.-a.cisco.com",
                        " visibility.amp.cisco.com",
                        "visibility.amp.cisco.com\t",
                        tooLong)
                .map(host -> signed(
                        "jwks_host " + visible(host.length() > 100 ? "of 5000 characters" : host),
                        draft().claim("jwks_host", host),
                        HOST))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hosts")
    void isRefusedByItsNameAtARelayWithTheDefaultHosts(Attack attack) {
        refused(caller(defaultHosts), "/health", attack);

        assertThat(ISSUER.fetches()).isZero();
    }

    /**
     * A key set.
     *
     * @param damage done to the issuer before the relay asks for the first time
     */
    record KeySet(String name, Consumer<TokenIssuer> damage, String detail) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<KeySet> keySets() {
        var jwks = Fault.on("GET", "/.well-known/jwks").always();
        return List.of(
                new KeySet(
                        "redirect",
                        i -> i.failWith(jwks.redirect(302, "https://" + ISSUER.host() + "/.well-known/jwks")),
                        HOST),
                new KeySet("HTML", i -> i.failWith(jwks.answer(200, "<html></html>")), HOST),
                new KeySet(
                        "10 MB", i -> i.failWith(jwks.answer(200, "{\"keys\":[" + " ".repeat(10 << 20) + "]}")), HOST),
                new KeySet("without end", i -> i.failWith(jwks.flood("{\"keys\":[", "{},")), HOST),
                new KeySet("nothing", i -> i.failWith(jwks.answer(200, "")), HOST),
                new KeySet("cut", i -> i.failWith(jwks.cut()), HOST),
                new KeySet("reset", i -> i.failWith(jwks.reset()), HOST),
                new KeySet("drip", i -> i.failWith(jwks.drip(Duration.ofMillis(200))), HOST),
                new KeySet("hang", i -> i.failWith(jwks.hang()), HOST),
                new KeySet("status 500", i -> i.failWith(jwks.answer(500, "{\"keys\":[]}")), HOST),
                new KeySet("two members keys", i -> serve(i, "{\"keys\":[],\"keys\":[%s]}"), HOST),
                new KeySet("no keys", i -> i.serve(200, "{\"keys\":[]}"), KID),
                new KeySet("keys is an object", i -> i.serve(200, "{\"keys\":{}}"), HOST),
                new KeySet("private key", i -> serveChanged(i, "d", "AQAB"), KID),
                new KeySet("private key in primes", i -> serveChanged(i, "p", "AQAB"), KID),
                new KeySet(
                        "private key under another kid",
                        i -> {
                            var twin = new LinkedHashMap<>(i.publicJwk());
                            twin.put("kid", "twin");
                            twin.put("d", "AQAB");
                            i.publish(twin);
                        },
                        KID),
                new KeySet("use=enc", i -> serveChanged(i, "use", "enc"), KID),
                new KeySet("alg=RS512", i -> serveChanged(i, "alg", "RS512"), KID),
                new KeySet("EC key under the kid", i -> serveChanged(i, "kty", "EC"), KID),
                new KeySet("symmetric key under the kid", i -> serveChanged(i, "kty", "oct"), KID),
                new KeySet("numbers that are none", i -> serveChanged(i, "n", "!!"), KID));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keySets")
    void aKeySetThatIsNoneLetsNobodyIn(KeySet set) {
        try (var issuer = TokenIssuer.start(CERTIFICATES);
                var server = relayOf(issuer)) {
            set.damage().accept(issuer);
            var attack = new Attack("key set: " + set, bearer(tokenOf(issuer, Map.of())), set.detail());

            refused(caller(server), "/health", attack);
            refused(caller(server), "/health", attack);

            assertThat(issuer.fetches()).isLessThanOrEqualTo(2);
            assertThat(ISSUER.fetches()).isZero();
        }
    }

    @Test
    void aShortKeyLetsNobodyIn() {
        var weak = TokenIssuer.newRsaKeys(1024);
        try (var issuer = TokenIssuer.start(CERTIFICATES);
                var server = relayOf(issuer)) {
            issuer.publish("weak", (RSAPublicKey) weak.getPublic());
            var token = issuer.draft()
                    .claims(claims())
                    .header("kid", "weak")
                    .signedBy(TokenSigner.rs256(weak.getPrivate()));

            refused(caller(server), "/health", signed("key set: RSA-1024", token, KID));
        }
    }

    @Test
    void ofTwoKeysWithOneKidTheFirstCounts() {
        var second = TokenIssuer.newRsaKeys(2048);
        try (var issuer = TokenIssuer.start(CERTIFICATES);
                var server = relayOf(issuer)) {
            var kid = String.valueOf(issuer.publicJwk().get("kid"));
            issuer.publish(kid, (RSAPublicKey) second.getPublic());
            var forged = issuer.draft().claims(claims()).signedBy(TokenSigner.rs256(second.getPrivate()));

            refused(caller(server), "/health", signed("key set: two keys with one kid", forged, SIGNATURE));
            assertThat(isWelcome(server, tokenOf(issuer, Map.of()))).isTrue();
        }
    }

    @Test
    void aRotatedKeyIsBelievedWithoutARestartAndTheOldOneNoMore() {
        try (var issuer = TokenIssuer.start(CERTIFICATES);
                var server = relayOf(issuer)) {
            var old = tokenOf(issuer, Map.of());
            assertThat(isWelcome(server, old)).isTrue();

            issuer.rotateKey();

            assertThat(isWelcome(server, tokenOf(issuer, Map.of()))).isTrue();
            assertThat(isWelcome(server, old)).isFalse();
            assertThat(issuer.fetches()).isEqualTo(2);
        }
    }

    @Test
    void aFloodOfUnknownKidsMakesOneRefetch() throws Exception {
        try (var issuer = TokenIssuer.start(CERTIFICATES);
                var server = relayOf(issuer);
                var callers = Executors.newFixedThreadPool(8)) {
            assertThat(isWelcome(server, tokenOf(issuer, Map.of()))).isTrue();
            List<Callable<Boolean>> flood = IntStream.range(0, 200)
                    .mapToObj(i -> (Callable<Boolean>) () -> isWelcome(
                            server,
                            issuer.draft()
                                    .claims(claims())
                                    .header("kid", "unknown-" + i)
                                    .sign()))
                    .toList();

            for (var call : callers.invokeAll(flood, 60, TimeUnit.SECONDS)) {
                assertThat(call.get()).isFalse();
            }

            assertThat(issuer.fetches()).isEqualTo(2);
            assertThat(isWelcome(server, tokenOf(issuer, Map.of()))).isTrue();
        }
    }

    @Test
    void aTokenOf100KilobytesIsRefusedByTheServerItself() {
        var request = relay.request(Method.POST, "/health")
                .header(HeaderNames.AUTHORIZATION, "Bearer " + "a".repeat(100 << 10));

        var status = relay.send(request, Method.POST, "/nowhere", "").status();

        assertThat(status).isBetween(400, 499);
        assertThat(consoleCalls()).isEmpty();
    }

    @Test
    void aTokenElsewhereThanInItsHeaderIsNotSeen() {
        var token = draft().sign();
        var inQuery = relay.request(Method.POST, "/health").queryParam("access_token", token);
        var inCookie =
                relay.request(Method.POST, "/health").header(HeaderNames.COOKIE, "Authorization=Bearer " + token);

        for (var request : List.of(inQuery, inCookie)) {
            assertThat(message(relay.send(request, Method.POST, "/health", "")))
                    .isEqualTo("Authorization failed: " + MISSING);
        }
        assertThat(consoleCalls()).isEmpty();
        REFUSED.put("token in the query string", MISSING);
        REFUSED.put("token in a cookie", MISSING);
    }

    @Test
    void whatIsOnlyOddIsLetIn() {
        for (var odd : List.of(
                draft().header("typ", "at+jwt"),
                draft().withoutHeader("typ"),
                draft().header("typ", 5),
                draft().header("x", Map.of()),
                draft().claim("jwks_host", ISSUER.host().replace("localhost", "LOCALhost")))) {
            assertThat(send(relay, "/health", bearer(odd.sign())).json().has("data"))
                    .isTrue();
        }
    }

    private void refused(RelayCaller at, String endpoint, Attack attack) {
        var answer = send(at, endpoint, attack.headers());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(message(answer)).isEqualTo("Authorization failed: " + attack.detail());
        var error = answer.json().at("/errors/0");
        assertThat(answer.json().path("errors")).hasSize(1);
        assertThat(error.path("type").asText()).isEqualTo("fatal");
        assertThat(error.path("code").asText()).isEqualTo("authorization error");
        assertThat(answer.json().has("data")).isEqualTo(endpoint.equals("/respond/trigger"));
        assertThat(consoleCalls()).isEmpty();
        REFUSED.put(attack.name(), attack.detail());
    }

    private static Answer send(RelayCaller at, String endpoint, List<String> headers) {
        var request = at.request(Method.POST, endpoint);
        if (!headers.isEmpty()) {
            request.headers(all -> all.set(HeaderNames.AUTHORIZATION, headers));
        }
        return at.send(request, Method.POST, endpoint, "");
    }

    private static String message(Answer answer) {
        return answer.json().at("/errors/0/message").asText();
    }

    private boolean isWelcome(RelayServer server, String token) {
        return caller(server).post("/health", Map.of(), token).json().has("data");
    }

    private static RelayCaller caller(RelayServer server) {
        return new RelayCaller(Http1Client.builder()
                .baseUri("http://127.0.0.1:" + server.port())
                .readTimeout(Duration.ofSeconds(30))
                .build());
    }

    private static RelayServer relayOf(TokenIssuer issuer) {
        return RelayServer.start(config(Map.of("RELAY_JWKS_HOSTS", issuer.host())));
    }

    private static String tokenOf(TokenIssuer issuer, Map<String, ?> changes) {
        return issuer.draft().claims(claims()).claims(changes).sign();
    }

    private static void serveChanged(TokenIssuer issuer, String member, String value) {
        var key = new LinkedHashMap<>(issuer.publicJwk());
        key.put(member, value);
        issuer.serve(200, "{\"keys\":[" + json(key) + "]}");
    }

    private static void serve(TokenIssuer issuer, String form) {
        issuer.serve(200, form.formatted(json(issuer.publicJwk())));
    }

    private static String json(Map<String, Object> members) {
        return new TokenDraft(members, Map.of(), TokenSigner.none()).headerJson();
    }

    private static TokenDraft draft() {
        return ISSUER.draft().claims(claims());
    }

    private static Attack signed(String name, TokenDraft draft, String detail) {
        return bearer(name, draft.sign(), detail);
    }

    private static Attack raw(String name, String header, String payload, String detail) {
        return bearer(name, draft().sign(header.getBytes(UTF_8), payload.getBytes(UTF_8)), detail);
    }

    private static Attack bearer(String name, String token, String detail) {
        return new Attack(name, bearer(token), detail);
    }

    private static List<String> bearer(String token) {
        return List.of("Bearer " + token);
    }

    private static String with(String json, String member) {
        return json.substring(0, json.length() - 1) + "," + member + "}";
    }

    private static Map<String, @Nullable Object> single(String name, @Nullable Object value) {
        var map = new HashMap<String, @Nullable Object>();
        map.put(name, value);
        return map;
    }

    /** The same bytes, but with other left-over bits in the last character. */
    private static String respelled(String base64) {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var last = alphabet.indexOf(base64.charAt(base64.length() - 1));
        var other = base64.substring(0, base64.length() - 1) + alphabet.charAt(last + 1);
        assertThat(Base64.getUrlDecoder().decode(other))
                .isEqualTo(Base64.getUrlDecoder().decode(base64));
        return other;
    }

    private static byte[] latin(String claims) {
        return with(claims, "\"x\":\"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String visible(String text) {
        return text.replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\u0000", "\\0")
                .replace("|", "\\|");
    }

    @AfterAll
    static void write() throws IOException {
        defaultHosts.close();
        var lines = new ArrayList<>(List.of("| Attack | Authorization failed: |", "|---|---|"));
        REFUSED.forEach((name, detail) -> lines.add("| " + visible(name) + " | " + detail + " |"));
        Files.createDirectories(TABLE.toAbsolutePath().getParent());
        Files.write(TABLE, lines);
    }
}
