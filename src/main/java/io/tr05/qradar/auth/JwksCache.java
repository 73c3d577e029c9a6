package io.tr05.qradar.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.helidon.security.jwt.jwk.JwkRSA;
import io.tr05.qradar.auth.AuthorizationException.Reason;
import io.tr05.qradar.config.HostPattern;
import io.tr05.qradar.config.IssuerConfig;
import io.tr05.qradar.metrics.RelayMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Signing keys by host, fetched when first asked for and kept.
 *
 * <p>Tokens come from strangers, so nothing in one may make the relay fetch at will: an unknown {@code kid} causes at most
 * one fetch per host and {@link Pace#refetchPause()}, a failing host is left alone for {@link Pace#failurePause()}, and
 * callers at the same time share one fetch. Keys that cannot be renewed stay in use up to {@link Pace#longestUse()}. A
 * pattern of hosts has names without end: of those that no setting names and that have never given keys, no more than
 * {@value #MOST_STRANGERS_AT_ONCE} are asked at a time, and they push no other host out.
 *
 * <p>Safe for use by many threads.
 */
public final class JwksCache {
    /** Hosts asked for keys at a time, of those nobody knows. */
    static final int MOST_STRANGERS_AT_ONCE = 8;

    private static final int MOST_HOSTS = 256;

    /**
     * How often keys are fetched.
     *
     * @param keep after which keys are renewed
     * @param longestUse after which keys that could not be renewed are dropped
     * @param refetchPause least time between two fetches for an unknown {@code kid}
     * @param failurePause least time between two fetches from a failing host
     * @param patience longest time a caller waits for a fetch, all steps together
     */
    public record Pace(
            Duration keep, Duration longestUse, Duration refetchPause, Duration failurePause, Duration patience) {
        /** One hour, one day, 30, 5 and 8 seconds. */
        public static Pace standard() {
            return new Pace(
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    JwksClient.CONNECT_TIMEOUT.plus(JwksClient.READ_TIMEOUT));
        }
    }

    private final JwksClient client;
    private final Pace pace;
    private final Ticker ticker;
    private final RelayMetrics metrics;
    private final List<HostPattern> allowed;
    /** Those that a setting names, or that have given keys. */
    private final Cache<IssuerHost, IssuerKeys> known;

    private final Cache<IssuerHost, IssuerKeys> strangers;
    private final Semaphore fetchesFromNamed = new Semaphore(MOST_HOSTS);
    private final Semaphore fetchesFromStrangers = new Semaphore(MOST_STRANGERS_AT_ONCE);

    /**
     * A cache at the standard pace.
     *
     * @param issuers which hosts, and how to reach them
     * @param metrics counts fetches
     */
    public JwksCache(IssuerConfig issuers, RelayMetrics metrics) {
        this(issuers, Pace.standard(), Ticker.systemTicker(), metrics);
    }

    /**
     * A cache at another pace, for tests.
     *
     * @param ticker the clock, in nanoseconds
     */
    public JwksCache(IssuerConfig issuers, Pace pace, Ticker ticker, RelayMetrics metrics) {
        this.metrics = metrics;
        this.client = new JwksClient(issuers);
        this.pace = pace;
        this.ticker = ticker;
        this.allowed = issuers.hosts();
        this.known = hosts();
        this.strangers = hosts();
    }

    private Cache<IssuerHost, IssuerKeys> hosts() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_HOSTS)
                .expireAfterAccess(pace.longestUse())
                .ticker(ticker)
                .build();
    }

    /**
     * The key of a host; fetches when need be.
     *
     * @param host one that is allowed; this is not checked here
     * @param patience how long the caller can wait
     * @return empty when the host has no usable key of that name
     * @throws AuthorizationException with {@link Reason#WRONG_JWKS_HOST} when there are no keys of the host to be had
     */
    Optional<JwkRSA> key(IssuerHost host, String kid, Duration patience) {
        return keys(host).find(kid, patience);
    }

    private IssuerKeys keys(IssuerHost host) {
        var keys = known.getIfPresent(host);
        if (keys != null) {
            return keys;
        }
        return host.isNamedAmong(allowed)
                ? known.get(host, named -> newKeys(named, fetchesFromNamed))
                : strangers.get(host, stranger -> newKeys(stranger, fetchesFromStrangers));
    }

    private IssuerKeys newKeys(IssuerHost host, Semaphore firstFetches) {
        return new IssuerKeys(host, client, pace, ticker, metrics, firstFetches, this::isKnown);
    }

    private void isKnown(IssuerKeys keys) {
        known.put(keys.host(), keys);
        strangers.invalidate(keys.host());
    }
}
