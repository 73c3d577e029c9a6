package io.tr05.qradar.qradar;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import io.tr05.qradar.auth.AddressPolicy;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.metrics.RelayMetrics;

/**
 * Opens consoles, and keeps what the calls to one console share: its connections, and what is known of it. Safe for use by
 * any number of threads.
 */
public final class QRadarConsoles implements AutoCloseable {

    private static final int KEPT_CONNECTIONS = 64;

    private final String apiVersion;
    private final WebClient web;
    private final SearchCleanup cleanup = new SearchCleanup();
    private final SharedSearches searches = new SharedSearches();
    private final ConsoleMemory memory;
    private final LoginDigests logins = new LoginDigests();
    private final LoginGate gate = new LoginGate();
    private final long mostAnswerBytes;
    private final RelayMetrics metrics;

    /**
     * Makes the web client of all consoles.
     *
     * @param config trust, time-outs and limits
     * @param userAgent what the relay calls itself to a console
     * @param metrics counts calls and searches
     */
    public QRadarConsoles(ConsoleConfig config, String userAgent, RelayMetrics metrics) {
        this.metrics = metrics;
        ConsoleOutcome.showNone(metrics);
        this.memory = new ConsoleMemory(config.searchConcurrency());
        this.apiVersion = config.apiVersion();
        this.mostAnswerBytes = config.maxAnswerBytes();
        this.web = WebClient.builder()
                .tls(config.trust().tls())
                .dnsResolver(AddressPolicy.forConsoles(config))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(config.connectTimeout())
                        .tcpNoDelay(true) // head and body of a POST are written apart: else one waits for the other's
                        // receipt
                        .build())
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
     * @param call whose console, who asks, and when the answer is due
     */
    public QRadarConsole open(TenantCall call) {
        Login login = logins.of(call.tenant());
        ConsoleTransport transport = new ConsoleTransport(web, call, login, gate, mostAnswerBytes, metrics);
        QRadarClient client = new QRadarClient(transport, call.tenant().console(), apiVersion, memory);
        return new QRadarConsole(login, client, call, memory, searches, cleanup, metrics);
    }

    /** Ends the searches that run and discards them on their consoles, within ten seconds; then closes the connections. */
    @Override
    public void close() {
        Deadline deadline = Deadline.after(SearchCleanup.TIME);
        searches.close(deadline);
        cleanup.close(deadline);
        web.closeResource();
    }
}
