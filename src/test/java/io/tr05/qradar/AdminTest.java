package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's socket: a relay of its own, since the test server's ports are not ours to know. */
class AdminTest extends RelayTest {

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

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
