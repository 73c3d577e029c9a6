package io.tr05.qradar.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import io.helidon.security.jwt.jwk.JwkRSA;
import io.tr05.qradar.auth.AuthorizationException.Reason;
import io.tr05.qradar.metrics.RelayMetrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keys of one host and when they may be fetched again. Safe for use by many threads. */
final class IssuerKeys {
    private static final Logger LOGGER = System.getLogger(IssuerKeys.class.getName());

    private final IssuerHost host;
    private final JwksClient client;
    private final JwksCache.Pace pace;
    private final Ticker ticker;
    private final RelayMetrics metrics;
    private final Semaphore firstFetches;
    private final Consumer<IssuerKeys> onKeys;

    // a lock and not a monitor: on JDK 21 a monitor pins the virtual thread that waits in it
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Fetched last;
    private @Nullable Long failedAt;
    private @Nullable Long refetchedAt;
    private @Nullable CompletableFuture<SigningKeys> running;

    /**
     * None yet.
     *
     * @param firstFetches places for fetches from hosts that have never given keys
     * @param onKeys told when the host has given keys, each time
     */
    IssuerKeys(
            IssuerHost host,
            JwksClient client,
            JwksCache.Pace pace,
            Ticker ticker,
            RelayMetrics metrics,
            Semaphore firstFetches,
            Consumer<IssuerKeys> onKeys) {
        this.host = host;
        this.client = client;
        this.pace = pace;
        this.ticker = ticker;
        this.metrics = metrics;
        this.firstFetches = firstFetches;
        this.onKeys = onKeys;
    }

    /** Whose keys these are. */
    IssuerHost host() {
        return host;
    }

    private record Fetched(SigningKeys keys, long at) {}

    /** What a caller goes by: keys at hand, or a fetch to wait for; both when old keys serve if the fetch fails. */
    private record Step(Optional<SigningKeys> atHand, Optional<CompletableFuture<SigningKeys>> fetch) {}

    /**
     * Finds a key, fetching when need be. A caller that gives up leaves the fetch to the others.
     *
     * @throws AuthorizationException with {@link Reason#WRONG_JWKS_HOST} when there are no keys to be had in time
     */
    Optional<JwkRSA> find(String kid, Duration patience) {
        var until = System.nanoTime() + patience.toNanos();
        var first = current();
        var atHand = first.atHand().flatMap(keys -> keys.find(kid));
        if (atHand.isPresent()) {
            return atHand; // a renewal that has begun is for later calls
        }
        // who waits for a fetch anyway sees the newest there is
        return await(first.fetch().isPresent() ? first : renewed(), until).find(kid);
    }

    private SigningKeys await(Step step, long until) {
        return step.fetch()
                .flatMap(fetch -> result(fetch, until))
                .or(step::atHand)
                .orElseThrow(() -> new AuthorizationException(Reason.WRONG_JWKS_HOST));
    }

    private static Optional<SigningKeys> result(CompletableFuture<SigningKeys> fetch, long until) {
        try {
            return Optional.of(fetch.get(until - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | CancellationException | TimeoutException noKeys) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The keys as they are, renewed only when too old. */
    private Step current() {
        lock.lock();
        try {
            var usable = usable();
            return usable.isPresent() && !isPast(last == null ? null : last.at(), pace.keep())
                    ? new Step(usable, Optional.empty())
                    : new Step(usable, fetch());
        } finally {
            lock.unlock();
        }
    }

    /** The keys after a fetch for an unknown kid, unless there was one a moment ago. */
    private Step renewed() {
        lock.lock();
        try {
            if (running == null && !isPast(refetchedAt, pace.refetchPause())) {
                return new Step(usable(), Optional.empty());
            }
            var fetch = fetch();
            if (fetch.isPresent()) {
                refetchedAt = ticker.read();
            }
            return new Step(usable(), fetch);
        } finally {
            lock.unlock();
        }
    }

    private Optional<SigningKeys> usable() {
        return last == null || isPast(last.at(), pace.longestUse()) ? Optional.empty() : Optional.of(last.keys());
    }

    /** The fetch under way or a new one; none while the host has its pause after a failure, or finds no place. */
    private Optional<CompletableFuture<SigningKeys>> fetch() {
        if (running != null) {
            return Optional.of(running);
        }
        if (!isPast(failedAt, pace.failurePause())) {
            return Optional.empty();
        }
        if (last != null) {
            return Optional.of(start(() -> {}));
        }
        return firstFetches.tryAcquire() ? Optional.of(start(firstFetches::release)) : Optional.empty();
    }

    private CompletableFuture<SigningKeys> start(Runnable onEnd) {
        var fetch = new CompletableFuture<SigningKeys>();
        var worker = Thread.ofVirtual().name("jwks " + host).unstarted(() -> run(fetch));
        // the end is noted before a caller sees it, so that the next call starts from it
        var noted = fetch.orTimeout(pace.patience().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((keys, failure) -> {
                    worker.interrupt(); // ends a drip of bytes; without effect on a worker that is done
                    onEnd.run();
                    note(keys, failure);
                });
        running = noted;
        worker.start();
        return noted;
    }

    private void run(CompletableFuture<SigningKeys> fetch) {
        try {
            fetch.complete(client.fetch(host));
        } catch (Exception e) {
            fetch.completeExceptionally(e);
        }
    }

    private void note(@Nullable SigningKeys keys, @Nullable Throwable failure) {
        lock.lock();
        try {
            running = null;
            if (keys == null) {
                failedAt = ticker.read();
                refetchedAt = null; // the pause after a failure is enough
            } else {
                failedAt = null;
                last = new Fetched(keys, ticker.read());
            }
        } finally {
            lock.unlock();
        }
        if (keys != null) {
            onKeys.accept(this);
        }
        metrics.keysFetched(keys != null);
        log(keys, failure);
    }

    private void log(@Nullable SigningKeys keys, @Nullable Throwable failure) {
        if (keys == null) {
            LOGGER.log(Level.WARNING, "No signing keys from {0}: {1}", host, NoKeySetException.words(failure));
        } else {
            if (keys.givenAway() > 0) {
                LOGGER.log(
                        Level.WARNING,
                        "{0} publishes the private part of {1} keys: everybody can sign with them, so they are not used",
                        host,
                        keys.givenAway());
            }
            LOGGER.log(
                    Level.DEBUG,
                    "{0} usable signing keys from {1}",
                    keys.byKid().size(),
                    host);
        }
    }

    /** Whether so much time has passed since a moment; true when there was none. */
    private boolean isPast(@Nullable Long moment, Duration span) {
        return moment == null || ticker.read() - moment >= span.toNanos();
    }
}
