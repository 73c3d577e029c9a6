package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.testing.RawCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's socket: a relay of its own, since the test server's ports are not ours to know. */
class AdminTest extends RelayTest {

    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    AdminTest(Http1Client client) {
        super(client);
    }

    @ParameterizedTest
    @CsvSource({
        "/health, UP",
        "/health/live, UP",
        "/health/ready, UP",
        "/health/started, UP",
        "/metrics, qradar_relay_build_info"
    })
    void healthAndMetricsAreOnTheAdminPort(String path, String contained) throws IOException, InterruptedException {
        try (RelayServer server = RelayServer.start(config(Map.of()))) {
            HttpResponse<String> answer = get(server.adminPort(), path);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains(contained);
        }
    }

    @Test
    void anAddressThatIsNotThisMachinesIsNotCalledAPortInUse() {
        RelayConfig elsewhere = config(Map.of("RELAY_HOST", "192.0.2.1"));

        assertThatThrownBy(() -> RelayServer.start(elsewhere))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("192.0.2.1")
                .hasMessageContaining("RELAY_PORT")
                .hasMessageNotContaining("in use");
    }

    @ParameterizedTest
    @CsvSource({"/metrics", "/health/live"})
    void theyAreNotOnThePlatformsPort(String path) throws IOException, InterruptedException {
        try (RelayServer server = RelayServer.start(config(Map.of()))) {
            assertThat(get(server.port(), path).statusCode()).isEqualTo(404);
        }
    }

    /** Before, each was kept for ever, until the process had no file handle left for the platform's port. */
    @Test
    void aRequestThatComesByteByByteIsNotWaitedFor() throws IOException {
        try (RelayServer server = RelayServer.start(config(Map.of()));
                RawCaller drip = RawCaller.to(server.adminPort())) {
            drip.send("GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: ");

            await().atMost(Duration.ofSeconds(45))
                    .pollInterval(Duration.ofMillis(500))
                    .until(drip::sendsInVain);
        }
    }

    @Test
    void beyondTheBoundOfConnectionsOneWaitsUntilAnotherEnds() throws IOException, InterruptedException {
        List<RawCaller> open = new ArrayList<>();
        try (RelayServer server = RelayServer.start(config(Map.of()))) {
            for (int count = 0; count < AdminServer.MOST_CONNECTIONS; count++) {
                open.add(RawCaller.to(server.adminPort()));
            }
            open.getLast().send(LIVE);
            assertThat(open.getLast().answer()).as("all are accepted").isEqualTo("HTTP/1.1 200 OK");
            RawCaller beyond = RawCaller.to(server.adminPort());
            open.add(beyond);
            beyond.send(LIVE);
            for (int later = 0; later < 20; later++) {
                assertThat(get(server.port(), "/watchdog").statusCode()).isEqualTo(200);
            }
            assertThat(beyond.hasAnswer()).isFalse();

            open.getFirst().close();

            assertThat(beyond.answer()).isEqualTo("HTTP/1.1 200 OK");
        } finally {
            for (RawCaller caller : open) {
                caller.close();
            }
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
