package io.tr05.qradar.auth;

import io.helidon.security.jwt.jwk.JwkRSA;
import io.tr05.qradar.auth.AuthorizationException.Reason;
import io.tr05.qradar.config.HostPattern;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.metrics.RelayMetrics;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns an Authorization header into the credentials of a tenant.
 *
 * <p>The checks and their order are those of Cisco's tr-05-serverless-ibm-qradar 1.0.2, with the gaps closed: the claim
 * {@code jwks_host} is read before anything is verified, so it can only choose among configured hosts. Safe for use by
 * many threads.
 */
public final class TokenVerifier {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Pattern SPACES = Pattern.compile("[ \\t]+");

    private final List<HostPattern> issuers;
    private final JwksCache keys;
    private final AddressPolicy consoles;
    private final InstantSource clock;

    /**
     * A verifier with its own cache of keys.
     *
     * @param config whose tokens are believed, and which consoles are allowed
     * @param metrics counts fetches of keys
     */
    public TokenVerifier(RelayConfig config, RelayMetrics metrics) {
        this(
                config.issuers().hosts(),
                new JwksCache(config.issuers(), metrics),
                AddressPolicy.forConsoles(config.console()),
                InstantSource.system());
    }

    /**
     * A verifier of parts.
     *
     * @param issuers hosts whose tokens are believed
     * @param keys of those hosts
     * @param consoles which consoles are allowed
     * @param clock for {@code exp}, {@code nbf} and {@code iat}
     */
    public TokenVerifier(List<HostPattern> issuers, JwksCache keys, AddressPolicy consoles, InstantSource clock) {
        this.issuers = List.copyOf(issuers);
        this.keys = keys;
        this.consoles = consoles;
        this.clock = clock;
    }

    /**
     * Verifies a header. Waits for one fetch of keys at most, no longer than {@link JwksCache.Pace#patience()}.
     *
     * @param authorizationHeader its value, if there is one
     * @param acceptedAudiences root URLs of the relay without a trailing slash
     * @param patience how long the caller can wait for keys
     * @throws AuthorizationException when any check fails
     */
    public Credentials verify(Optional<String> authorizationHeader, Set<String> acceptedAudiences, Duration patience) {
        var token = CompactToken.parse(bearer(authorizationHeader));
        checkHeader(token.header());
        var claims = new Claims(token.claims());
        checkSignature(token, key(issuer(claims), token.header(), patience));
        checkTimes(claims);
        checkAudience(claims, acceptedAudiences);
        return credentials(claims);
    }

    private static String bearer(Optional<String> header) {
        var value = header.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new AuthorizationException(Reason.HEADER_MISSING));
        var words = SPACES.split(value, -1);
        require(words.length == 2 && words[0].equalsIgnoreCase("Bearer"), Reason.WRONG_TYPE);
        return words[1];
    }

    private static void checkHeader(JsonObject header) {
        var algorithm = JsonObjects.string(header, "alg");
        require(algorithm.filter(JwkRSA.ALG_RS256::equals).isPresent(), Reason.WRONG_ALGORITHM);
        require(Stream.of("jwk", "jku", "x5u", "x5c").noneMatch(header::containsKey), Reason.KEY_IN_HEADER);
        require(!header.containsKey("crit"), Reason.UNKNOWN_CRITICAL);
    }

    private IssuerHost issuer(Claims claims) {
        return IssuerHost.parse(claims.jwksHost())
                .filter(host -> host.isAmong(issuers))
                .orElseThrow(() -> new AuthorizationException(Reason.WRONG_JWKS_HOST));
    }

    private JwkRSA key(IssuerHost host, JsonObject header, Duration patience) {
        return JsonObjects.string(header, "kid")
                .flatMap(kid -> keys.key(host, kid, patience))
                .orElseThrow(() -> new AuthorizationException(Reason.KID_NOT_FOUND));
    }

    private static void checkSignature(CompactToken token, JwkRSA key) {
        boolean verified;
        try {
            verified = key.verifySignature(token.signed(), token.signature());
        } catch (RuntimeException e) {
            verified = false; // a signature of a length that cannot be
        }
        require(verified, Reason.WRONG_SIGNATURE);
    }

    private void checkTimes(Claims claims) {
        var now = (double) clock.instant().getEpochSecond();
        var expiry = claims.time("exp").orElseThrow(() -> new AuthorizationException(Reason.EXPIRY_MISSING));
        require(now < expiry + SKEW.toSeconds(), Reason.EXPIRED);
        for (var start : List.of(claims.time("nbf"), claims.time("iat"))) {
            require(start.orElse(now) <= now + SKEW.toSeconds(), Reason.NOT_YET_VALID);
        }
    }

    private static void checkAudience(Claims claims, Set<String> accepted) {
        require(claims.audience().stream().anyMatch(accepted::contains), Reason.WRONG_AUDIENCE);
    }

    private Credentials credentials(Claims claims) {
        var server = claims.required("SERVER_IP");
        var account = account(claims.text("user"), new Secret(claims.required("pass")));
        var console = ConsoleAddress.parse(server);
        consoles.requireAllowed(console);
        return new Credentials(console, account, claims.entitiesLimit());
    }

    private static ConsoleAccount account(String user, Secret pass) {
        try {
            return ConsoleAccount.of(user, pass);
        } catch (IllegalArgumentException e) {
            throw new AuthorizationException(Reason.WRONG_ACCOUNT);
        }
    }

    private static void require(boolean condition, Reason otherwise) {
        if (!condition) {
            throw new AuthorizationException(otherwise);
        }
    }
}
