package io.tr05.qradar.demo;

import io.helidon.common.tls.Tls;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A QRadar console's REST API on a loopback port, over HTTPS: Ariel searches over generated events,
 * and reference sets. It behaves as IBM documents the API and as users of it report, failures
 * included. A lock-out after failed logins lasts until {@link #reset()}. It keeps its state in memory and may be used from many threads.
 */
public final class QRadarSimulator implements AutoCloseable {

    private final SimulatorSettings settings;
    private final ArielApi ariel;
    private final ReferenceSets referenceSets;
    private final ConsoleLogin login;
    private final ConsoleVersion version;
    private final ApiRoutes routes = new ApiRoutes();
    private final HttpsEndpoint endpoint;

    private QRadarSimulator(SimulatorSettings settings, Tls tls) {
        this.settings = settings;
        this.ariel = new ArielApi(settings, generated());
        this.referenceSets = new ReferenceSets(settings.clock());
        this.login = new ConsoleLogin(settings);
        this.version = new ConsoleVersion(settings);
        referenceSets.fillForDemo();
        ariel.register(routes);
        version.register(routes);
        new ReferenceDataApi(referenceSets).register(routes);
        if (settings.collections()) {
            new ReferenceCollectionsApi(referenceSets).register(routes);
        }
        this.endpoint = new HttpsEndpoint(tls, settings.port(), this::answer);
    }

    /** Starts a console with the default settings. */
    public static QRadarSimulator start(DemoCertificates certificates) {
        return start(SimulatorSettings.defaults(), certificates);
    }

    /** Starts a console whose certificate these sign. */
    public static QRadarSimulator start(SimulatorSettings settings, DemoCertificates certificates) {
        return start(settings, certificates.serverTls());
    }

    /** Starts a console with any certificate, such as one for other host names. */
    public static QRadarSimulator start(SimulatorSettings settings, Tls tls) {
        return new QRadarSimulator(settings, tls);
    }

    /** Host and port, for the claim {@code SERVER_IP}, such as {@code 127.0.0.1:43117}. */
    public String host() {
        return "127.0.0.1:" + endpoint.port();
    }

    /** The address of the API, ending with {@code /api}. */
    public String baseUrl() {
        return "https://" + host() + "/api";
    }

    /** What this console was started with. */
    public SimulatorSettings settings() {
        return settings;
    }

    /** All calls since the start or the last {@link #reset()}, oldest first. */
    public List<RecordedCall> calls() {
        return endpoint.calls();
    }

    /** The next matching calls fail; the first given of several matching faults counts. */
    public void failWith(Fault fault) {
        endpoint.failWith(fault);
    }

    /** The next new searches end so, one each, in this order. */
    public void endSearches(SearchEnd... ends) {
        ariel.nextEnds(Arrays.asList(ends));
    }

    /** The ids of the searches that nobody has deleted, and that did not expire. */
    public List<String> searchesLeft() {
        return ariel.searchesLeft();
    }

    /** The highest number of searches that ran at once, since the start or the last {@link #reset()}. */
    public int mostSearchesAtOnce() {
        return ariel.mostSearchesAtOnce();
    }

    /** How many TLS connections have brought at least one call, since the start or the last {@link #reset()}. */
    public int connections() {
        return endpoint.connections();
    }

    /** How many logins had a wrong name, password or token, since the start or the last {@link #reset()}. */
    public int failedLogins() {
        return login.failed();
    }

    /** The events that new searches see. */
    public EventTable events() {
        return ariel.events();
    }

    /** New searches see these events, in these columns. */
    public void serve(EventTable events) {
        ariel.serve(events);
    }

    /** New searches see these events instead; see {@link EventTable#withRows}. */
    public void serveRows(List<Map<String, Object>> rows) {
        ariel.serve(events().withRows(rows));
    }

    /** The console's reference sets, to look at and to change. */
    public ReferenceSets referenceSets() {
        return referenceSets;
    }

    /** Back to the state at the start: events, sets, no searches, no calls, no faults, no lock-out. */
    public void reset() {
        ariel.reset(generated());
        referenceSets.clear();
        referenceSets.fillForDemo();
        login.reset();
        endpoint.reset();
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private EventTable generated() {
        var table = settings.events() == 0
                ? DemoEvents.emptyTable()
                : DemoEvents.table(settings.clock().instant(), settings.seed(), settings.events());
        return table.withoutColumns(settings.lackingColumns());
    }

    private Answer answer(Call call) {
        var refusal = login.refuse(call).or(() -> version.refuse(call));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            return version.markDeprecated(call, routes.answer(call));
        } catch (ApiFailure e) {
            return e.answer();
        }
    }
}
