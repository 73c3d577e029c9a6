package io.tr05.qradar;

import io.helidon.openapi.OpenApiFeature;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.tr05.qradar.auth.TokenVerifier;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.config.ServerIdentity;
import io.tr05.qradar.ctim.SightingMapper;
import io.tr05.qradar.http.CallsInFlight;
import io.tr05.qradar.http.RelayRouting;
import io.tr05.qradar.metrics.RelayMetrics;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.relay.CheckHealth;
import io.tr05.qradar.relay.ObserveObservables;
import io.tr05.qradar.relay.OfferActions;
import io.tr05.qradar.relay.ReferObservables;
import io.tr05.qradar.relay.TriggerAction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The only wiring: configuration -> a running server. Tests use it as production does. */
public final class RelayServer implements AutoCloseable {

    /** Room for a token of the largest size that is looked at, and the other headers. */
    private static final int LARGEST_HEADERS = 32 << 10;

    /**
     * Connections open at once; further ones wait to be accepted until one ends, at the latest when an idle one is closed.
     * Without a bound a caller could use up the process's file handles, and Helidon gives up a port that it can't accept
     * from.
     */
    static final int MOST_CONNECTIONS = 1_000;

    /** How long a connection may be idle, of the admin port's too. */
    static final Duration IDLE_CONNECTION = Duration.ofMinutes(2);

    /** How long calls may go on when the relay is told to stop; they are interrupted then. */
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(10);

    /** How long a call that was interrupted may take to answer; with what discarding searches takes, 23 s in all. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final BuildProperties build = BuildProperties.load();
    private final RelayMetrics metrics = new RelayMetrics(build.version());
    private final RelayConfig config;
    private final QRadarConsoles consoles;
    private final TokenVerifier verifier;
    private final CallsInFlight calls = new CallsInFlight();
    private final Duration grace;
    private @Nullable WebServer server;
    private @Nullable AdminServer admin;

    /**
     * Wires the relay.
     *
     * @param config how
     */
    public RelayServer(RelayConfig config) {
        this(config, SHUTDOWN_GRACE);
    }

    private RelayServer(RelayConfig config, Duration grace) {
        this.config = config;
        this.grace = grace;
        this.consoles = new QRadarConsoles(config.console(), build.userAgent(), metrics);
        this.verifier = new TokenVerifier(config, metrics);
    }

    /**
     * Sets up a server with the relay's routes.
     *
     * @param server its configuration so far
     */
    public void configure(WebServerConfig.Builder server) {
        HttpRouting.Builder routing = HttpRouting.builder();
        new RelayRouting(
                        verifier,
                        config.listen().publicUrl(),
                        config.listen().origins(),
                        config.console().searchTimeout(),
                        config.maxObservables(),
                        config.callBounds(),
                        calls,
                        useCases(),
                        new RelayRouting.Build(build.version(), build.swaggerUiVersion()),
                        metrics)
                .addTo(routing);
        RelayRouting.guard(server);
        config.listen().tls().map(ServerIdentity::tls).ifPresent(server::tls);
        server.host(config.listen().host())
                .port(config.listen().port())
                .addConnectionSelector(CallsInFlight.connections(
                        Http1Config.builder().maxHeadersSize(LARGEST_HEADERS).build()))
                .protocolsDiscoverServices(false)
                // else the second half of an answer waits 40 ms for the caller to acknowledge the first
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .maxTcpConnections(MOST_CONNECTIONS)
                .idleConnectionTimeout(IDLE_CONNECTION)
                .shutdownGracePeriod(grace.plus(LAST_WORDS))
                .featuresDiscoverServices(false)
                .routing(routing)
                .addFeature(OpenApiFeature.builder()
                        .staticFile("META-INF/relay.yaml")
                        .servicesDiscoverServices(false)
                        .build());
    }

    private RelayRouting.UseCases useCases() {
        ConsoleConfig console = config.console();
        ObservableTypes types = config.observableTypes();
        return new RelayRouting.UseCases(
                new CheckHealth(consoles),
                new ObserveObservables(
                        consoles,
                        console,
                        config.maxSightings(),
                        types,
                        new SightingMapper(config.sightings(), types, InstantSource.system()),
                        InstantSource.system()),
                new ReferObservables(types, console.searchWindow()),
                new OfferActions(consoles, types, config.referenceSets()),
                new TriggerAction(consoles, types, config.referenceSets()));
    }

    /**
     * Starts a relay.
     *
     * @param config how
     * @throws PortTakenException if one of its ports is in use
     */
    public static RelayServer start(RelayConfig config) {
        return start(config, SHUTDOWN_GRACE);
    }

    /** For tests, which do not wait as long as calls may go on after the stop. */
    static RelayServer start(RelayConfig config, Duration grace) {
        PortTakenException.throwIfTaken(config.listen()); // the server itself would log a stack trace
        RelayServer relay = new RelayServer(config, grace);
        WebServerConfig.Builder builder = WebServer.builder().shutdownHook(false);
        relay.configure(builder);
        WebServer server = builder.build();
        server.start();
        relay.server = server;
        AdminServer admin = AdminServer.start(config.listen(), relay.calls::stopping, relay.metrics);
        relay.admin = admin;
        if (!server.isRunning() || !admin.isRunning()) { // taken since, most likely: that is logged, not thrown
            relay.close();
            PortTakenException.throwIfTaken(config.listen());
            throw new IllegalStateException("the server did not start");
        }
        return relay;
    }

    /** The port that the platform calls; -1 before the start. */
    public int port() {
        return server == null ? -1 : server.port();
    }

    /** The port of health checks and metrics; -1 before the start. */
    public int adminPort() {
        return admin == null ? -1 : admin.port();
    }

    /**
     * Lets calls in flight come to their end, and interrupts those that take longer than 10 s; then lets go of the consoles,
     * after their searches are discarded. Takes 23 s at most.
     */
    @Override
    public void close() {
        if (server != null) {
            calls.announceStop();
            Thread impatience = Thread.ofVirtual().name("shutdown-grace").start(this::interruptCallsAfterGrace);
            server.stop(); // until all calls have ended; it would interrupt them too, but not wait for what comes of it
            impatience.interrupt();
        }
        consoles.close();
        if (admin != null) {
            admin.close();
        }
        metrics.close();
    }

    private void interruptCallsAfterGrace() {
        try {
            TimeUnit.NANOSECONDS.sleep(grace.toNanos());
            calls.interrupt();
        } catch (InterruptedException allHaveEnded) {
            Thread.currentThread().interrupt();
        }
    }
}
