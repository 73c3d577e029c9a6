package io.tr05.qradar;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.tr05.qradar.config.ListenConfig;
import io.tr05.qradar.http.CallsInFlight;
import io.tr05.qradar.metrics.RelayMetrics;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The operator's port: health and metrics. A server of its own, since {@code /observe} on the relay's is the platform's, and
 * since it stays until the very end: a stop can be watched.
 */
final class AdminServer implements AutoCloseable {

    /** Connections open at once; further ones wait. Few look here, and file handles are for the relay's own port. */
    static final int MOST_CONNECTIONS = 100;

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final WebServer server;

    private AdminServer(WebServer server) {
        this.server = server;
    }

    /**
     * Starts it; to be done once the relay takes calls, so that the start-up probe is right.
     *
     * @param listen where
     * @param stopping whether the relay takes no new calls any more
     * @param metrics what is shown
     */
    static AdminServer start(ListenConfig listen, BooleanSupplier stopping, RelayMetrics metrics) {
        WebServer server = WebServer.builder()
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(CallsInFlight.connections(Http1Config.create()))
                .maxTcpConnections(MOST_CONNECTIONS)
                .idleConnectionTimeout(RelayServer.IDLE_CONNECTION)
                .host(listen.host())
                .port(listen.adminPort())
                .shutdownGracePeriod(GRACE)
                .routing(HttpRouting.builder().get("/metrics", (request, response) -> send(metrics, response)))
                .addFeature(ObserveFeature.builder()
                        .endpoint("/")
                        .addObserver(HealthObserver.builder()
                                .details(true)
                                // with wrong settings the relay does not start: whoever can ask knows that they are
                                // valid
                                .addCheck(new Check(HealthCheckType.STARTUP, "settings-valid", () -> true))
                                .addCheck(new Check(
                                        HealthCheckType.READINESS, "takes-calls", () -> !stopping.getAsBoolean()))
                                .build())
                        .build())
                .build();
        server.start();
        return new AdminServer(server);
    }

    private static void send(RelayMetrics metrics, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, RelayMetrics.MEDIA_TYPE);
        response.send(metrics.text());
    }

    boolean isRunning() {
        return server.isRunning();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private record Check(HealthCheckType type, String name, BooleanSupplier holds) implements HealthCheck {

        @Override
        public HealthCheckResponse call() {
            return HealthCheckResponse.builder().status(holds.getAsBoolean()).build();
        }
    }
}
