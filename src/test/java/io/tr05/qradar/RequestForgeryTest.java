package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing sends the relay elsewhere than where its configuration lets it go (issue 7, point 2). Loopback only. */
class RequestForgeryTest extends RelayTest {

    RequestForgeryTest(Http1Client client) {
        super(client);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aConsolesRedirectIsNotFollowed(int status) {
        consoleIsFaulty();
        try (var other = QRadarSimulator.start(CERTIFICATES)) {
            CONSOLE.failWith(Fault.on("*", "/api/.*").always().redirect(status, other.baseUrl() + "/help/versions"));

            var answer = relay.post("/health", Map.of());

            assertThat(answer.path("errors")).isNotEmpty();
            assertThat(other.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST"})
    void aConsoleOutsideOfTheListIsNotCalled(String host) {
        try (var server =
                RelayServer.start(config(Map.of("QRADAR_ALLOW_LOOPBACK", "true", "QRADAR_HOSTS", "*.example.com")))) {
            var port = CONSOLE.host().substring(CONSOLE.host().indexOf(':'));
            var answer = caller(server).post("/health", Map.of(), token(Map.of("SERVER_IP", host + port)));

            assertThat(answer.json().at("/errors/0/message").asText())
                    .isEqualTo("Authorization failed: SERVER_IP in JWT payload is not allowed by this relay");
            assertThat(CONSOLE.calls()).isEmpty();
        }
    }

    @Test
    void aProxyOfTheJvmIsNotUsed() throws Exception {
        var connections = new AtomicInteger();
        var before = new LinkedHashMap<String, Optional<String>>();
        try (var proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> countConnections(proxy, connections));
            for (var scheme : new String[] {"http", "https"}) {
                set(before, scheme + ".proxyHost", "127.0.0.1");
                set(before, scheme + ".proxyPort", String.valueOf(proxy.getLocalPort()));
            }
            set(before, "http.nonProxyHosts", "");
            set(before, "java.net.useSystemProxies", "true");
            try (var server = RelayServer.start(config(Map.of()))) {
                assertThat(caller(server)
                                .post("/health", Map.of(), token())
                                .json()
                                .has("data"))
                        .isTrue();
            }
        } finally {
            before.forEach((name, value) ->
                    value.ifPresentOrElse(old -> System.setProperty(name, old), () -> System.clearProperty(name)));
        }
        assertThat(connections).hasValue(0);
    }

    private static void set(Map<String, Optional<String>> before, String name, String value) {
        before.put(name, Optional.ofNullable(System.getProperty(name)));
        System.setProperty(name, value);
    }

    private static void countConnections(ServerSocket proxy, AtomicInteger connections) {
        try {
            while (true) {
                proxy.accept().close();
                connections.incrementAndGet();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** The test's own calls go past any proxy as well. */
    private static RelayCaller caller(RelayServer server) {
        return new RelayCaller(Http1Client.builder()
                .baseUri("http://127.0.0.1:" + server.port())
                .proxy(io.helidon.webclient.api.Proxy.noProxy())
                .readTimeout(Duration.ofSeconds(30))
                .build());
    }
}
