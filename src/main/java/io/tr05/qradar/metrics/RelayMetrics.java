package io.tr05.qradar.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One relay's figures since its start, and those of its JVM. Names follow Prometheus: a prefix, base units, {@code _total}
 * for what only grows (prometheus.io, "Metric and label naming"). A label's values are those of an enum, so that no caller
 * can make more; no address, name or value of a tenant is among them. Safe for use by any number of threads.
 */
public final class RelayMetrics implements AutoCloseable {

    /** Prometheus' text form, which {@link #text} writes. */
    public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "qradar.relay.";

    /** From a refusal to the longest time-out of a search that is usual. */
    private static final List<Duration> BUCKETS = Stream.of(
                    5, 25, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toList();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics pauses = new JvmGcMetrics();
    private final AtomicInteger calls = level("calls.in.flight", "Calls of tenants that are being worked on");
    private final AtomicInteger callLimit = level("calls.limit", "Calls that are worked on at once at most");
    private final AtomicInteger waiting = level("searches.queued", "Searches that wait for their turn on a console");
    private final AtomicInteger running = level("searches.running", "Searches under way on consoles");
    private final Counter sightings = counter("sightings", "Sightings sent to the platform");
    private final Counter truncated = counter("truncated.answers", "Answers that lack something for a limit");
    private final Counter keysFetched = fetches("ok");
    private final Counter keysNotFetched = fetches("failed");

    /**
     * All figures at zero.
     *
     * @param version the relay's
     */
    public RelayMetrics(String version) {
        Gauge.builder(PREFIX + "build.info", () -> 1)
                .description("Always 1; the version is a label")
                .tag("version", version)
                .register(registry);
        bindJvm(registry);
    }

    private void bindJvm(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        pauses.bindTo(registry);
    }

    /** Something that goes on until its end is told, once. */
    @FunctionalInterface
    public interface GoingOn {
        /** It is over. */
        void end();
    }

    /**
     * A request was answered, or its caller left.
     *
     * @param endpoint what it was for
     * @param outcome what came of it
     * @param took from its arrival
     */
    public void request(RelayEndpoint endpoint, Enum<?> outcome, Duration took) {
        requests(endpoint, outcome).record(took);
    }

    private Timer requests(RelayEndpoint endpoint, Enum<?> outcome) {
        return histogram("request.duration", "From the arrival of a request to its answer")
                .tags("endpoint", label(endpoint), "outcome", label(outcome))
                .register(registry);
    }

    /**
     * Shows zero for requests that came to this. To Prometheus a figure that begins with 1 has not grown: what alerts has to
     * be there before.
     *
     * @param endpoint what they are for
     * @param outcome what comes of them
     */
    public void noRequestYet(RelayEndpoint endpoint, Enum<?> outcome) {
        requests(endpoint, outcome);
    }

    /** A call of a tenant is worked on. */
    public GoingOn callInFlight() {
        return oneMore(calls);
    }

    /**
     * How many calls are worked on at once.
     *
     * @param most further ones are refused
     */
    public void callLimit(int most) {
        callLimit.set(most);
    }

    /**
     * A call had no good token.
     *
     * @param reason the check that failed
     */
    public void tokenRejected(Enum<?> reason) {
        Counter.builder(PREFIX + "rejected.tokens")
                .description("Calls whose Authorization header was not good, by the check that failed")
                .tag("reason", label(reason))
                .register(registry)
                .increment();
    }

    /**
     * Signing keys were fetched from an issuer.
     *
     * @param succeeded whether a set of keys came
     */
    public void keysFetched(boolean succeeded) {
        (succeeded ? keysFetched : keysNotFetched).increment();
    }

    /**
     * A console answered, or did not.
     *
     * @param operation what it was asked for
     * @param outcome what came of it
     * @param took with the connection's set-up, and without the pauses between tries
     */
    public void consoleCall(ConsoleOperation operation, Enum<?> outcome, Duration took) {
        consoleCalls(operation, outcome).record(took);
    }

    /**
     * Shows zero for calls to consoles that came to this, as {@link #noRequestYet} does.
     *
     * @param operation what consoles are asked for
     * @param outcome what comes of it
     */
    public void noConsoleCallYet(ConsoleOperation operation, Enum<?> outcome) {
        consoleCalls(operation, outcome);
    }

    private Timer consoleCalls(ConsoleOperation operation, Enum<?> outcome) {
        return histogram("console.call.duration", "Calls to consoles, each try by itself")
                .tags("operation", label(operation), "outcome", label(outcome))
                .register(registry);
    }

    /** A search waits for its turn. */
    public GoingOn searchQueued() {
        return oneMore(waiting);
    }

    /** A search is under way. */
    public GoingOn searchRunning() {
        return oneMore(running);
    }

    /**
     * A search has ended.
     *
     * @param outcome how
     * @param took without the wait for its turn
     */
    public void searchEnded(Enum<?> outcome, Duration took) {
        histogram("search.duration", "Searches on consoles, from their turn to the last page")
                .tag("outcome", label(outcome))
                .register(registry)
                .record(took);
    }

    /** So many sightings were sent. */
    public void sightings(int count) {
        sightings.increment(count);
    }

    /** An answer lacked something for a limit, and said so. */
    public void answerTruncated() {
        truncated.increment();
    }

    /** All figures, as {@link #MEDIA_TYPE}. */
    public String text() {
        return registry.scrape();
    }

    /** Stops listening to the JVM. */
    @Override
    public void close() {
        pauses.close();
        registry.close();
    }

    private AtomicInteger level(String name, String description) {
        AtomicInteger level = new AtomicInteger();
        Gauge.builder(PREFIX + name, level, AtomicInteger::get)
                .description(description)
                .register(registry);
        return level;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(PREFIX + name).description(description).register(registry);
    }

    private Counter fetches(String outcome) {
        return Counter.builder(PREFIX + "jwks.refreshes")
                .description("Fetches of signing keys from issuers")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Timer.Builder histogram(String name, String description) {
        return Timer.builder(PREFIX + name)
                .description(description)
                .serviceLevelObjectives(BUCKETS.toArray(Duration[]::new));
    }

    /**
     * How an enum's value is written, in logs too, so that a line is found by what a figure shows.
     *
     * @param value of a label
     */
    public static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static GoingOn oneMore(AtomicInteger level) {
        level.incrementAndGet();
        return level::decrementAndGet;
    }
}
