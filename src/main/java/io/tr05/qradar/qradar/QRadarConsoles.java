package io.tr05.qradar.qradar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import io.tr05.qradar.auth.AddressPolicy;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.ConsoleConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Opens consoles, and keeps what the calls to one console share: connections, the columns of its events, and the turns of
 * searches on it. Safe for use by any number of threads.
 */
public final class QRadarConsoles implements AutoCloseable {

    private static final Duration COLUMNS_KEPT = Duration.ofMinutes(10);
    private static final Duration TURNS_KEPT = Duration.ofHours(1);
    private static final int MOST_CONSOLES = 10_000;
    private static final int KEPT_CONNECTIONS = 64;

    private final ConsoleConfig config;
    private final WebClient web;
    private final SearchCleanup cleanup = new SearchCleanup();
    private final Cache<ConsoleAddress, ConsoleColumns> columns = Caffeine.newBuilder()
            .expireAfterWrite(COLUMNS_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();
    private final Cache<ConsoleAddress, Semaphore> turns = Caffeine.newBuilder()
            .expireAfterAccess(TURNS_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();

    /**
     * Makes the web client of all consoles.
     *
     * @param config trust, time-outs and limits
     * @param addresses decides on the addresses that a console's name leads to
     * @param userAgent what the relay calls itself to a console
     */
    public QRadarConsoles(ConsoleConfig config, AddressPolicy addresses, String userAgent) {
        this.config = config;
        this.web = WebClient.builder()
                .tls(config.trust().tls())
                .dnsResolver(addresses)
                .connectTimeout(config.connectTimeout())
                .proxy(Proxy.noProxy())
                .followRedirects(false)
                .sendExpectContinue(false)
                .shareConnectionCache(false)
                .connectionCacheSize(KEPT_CONNECTIONS)
                .addHeader(HeaderNames.USER_AGENT, userAgent)
                .build();
    }

    /**
     * A tenant's console for one call. Makes no call itself.
     *
     * @param tenant whose console, and who asks
     * @param deadline when the call must be over
     */
    public QRadarConsole open(Credentials tenant, Deadline deadline) {
        return new QRadarConsole(tenant, new QRadarClient(web, tenant, config.apiVersion()), deadline, this);
    }

    SearchCleanup cleanup() {
        return cleanup;
    }

    Optional<ConsoleColumns> columnsOf(ConsoleAddress console) {
        return Optional.ofNullable(columns.getIfPresent(console));
    }

    void remember(ConsoleAddress console, ConsoleColumns asked) {
        columns.put(console, asked);
    }

    void forgetColumns(ConsoleAddress console) {
        columns.invalidate(console);
    }

    /** The turns of one console, first come, first served. */
    Semaphore searchPermits(ConsoleAddress console) {
        return turns.get(console, unused -> new Semaphore(config.searchConcurrency(), true));
    }

    /** Waits a short while for searches to be discarded, then closes the connections. */
    @Override
    public void close() {
        cleanup.close();
        web.closeResource();
    }
}
