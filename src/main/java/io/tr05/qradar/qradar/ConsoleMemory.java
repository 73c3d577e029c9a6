package io.tr05.qradar.qradar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tr05.qradar.auth.ConsoleAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What is known of consoles from earlier calls, so that they are asked less: the columns of their events, the API version
 * that they take, whether they lack the newer API for reference sets, and whose turn it is to search. Bounded in size and
 * time; losing any of it costs one more call. Safe for use by any number of threads.
 */
final class ConsoleMemory {

    private static final Duration COLUMNS_KEPT = Duration.ofMinutes(10);
    private static final Duration VERSION_KEPT = Duration.ofHours(1);
    private static final Duration LACK_KEPT = Duration.ofHours(1);
    private static final Duration TURNS_KEPT = Duration.ofHours(1);

    private static final int MOST_CONSOLES = 10_000;

    private final Cache<ConsoleAddress, ConsoleColumns> columns = Caffeine.newBuilder()
            .expireAfterWrite(COLUMNS_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();
    private final Cache<ConsoleAddress, String> versions = Caffeine.newBuilder()
            .expireAfterWrite(VERSION_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();
    private final Cache<ConsoleAddress, Boolean> withoutCollections = Caffeine.newBuilder()
            .expireAfterWrite(LACK_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();
    private final Cache<ConsoleAddress, Semaphore> turns = Caffeine.newBuilder()
            .expireAfterAccess(TURNS_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();
    private final int searchesAtOnce;

    /**
     * Knows nothing yet.
     *
     * @param searchesAtOnce on one console, at least 1
     */
    ConsoleMemory(int searchesAtOnce) {
        this.searchesAtOnce = searchesAtOnce;
    }

    Optional<ConsoleColumns> columns(ConsoleAddress console) {
        return Optional.ofNullable(columns.getIfPresent(console));
    }

    void remember(ConsoleAddress console, ConsoleColumns asked) {
        columns.put(console, asked);
    }

    void forgetColumns(ConsoleAddress console) {
        columns.invalidate(console);
    }

    /** The API version to speak with a console, if it refused the configured one. */
    Optional<String> version(ConsoleAddress console) {
        return Optional.ofNullable(versions.getIfPresent(console));
    }

    void rememberVersion(ConsoleAddress console, String version) {
        versions.put(console, version);
    }

    /** Whether a console is known to lack {@code /reference_data_collections}. */
    boolean lacksCollections(ConsoleAddress console) {
        return withoutCollections.getIfPresent(console) != null;
    }

    void rememberNoCollections(ConsoleAddress console) {
        withoutCollections.put(console, Boolean.TRUE);
    }

    /** The turns of searches on one console, first come, first served. */
    Semaphore turns(ConsoleAddress console) {
        return turns.get(console, unused -> new Semaphore(searchesAtOnce, true));
    }
}
