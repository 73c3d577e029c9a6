package io.tr05.qradar.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webclient.api.WebClient;
import io.tr05.qradar.RelayLogging;
import io.tr05.qradar.RelayServer;
import io.tr05.qradar.config.LogConfig;
import io.tr05.qradar.config.LogFormat;
import io.tr05.qradar.config.RelayConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.logging.Level;

/** A relay that reaches one simulated console and believes one issuer, all on loopback; and a caller of it. */
final class DemoRelay implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    private final QRadarSimulator console;
    private final TokenIssuer issuer;
    private final RelayServer relay;
    private final String token;
    private final WebClient caller;

    private DemoRelay(QRadarSimulator console, TokenIssuer issuer, RelayServer relay) {
        this.console = console;
        this.issuer = issuer;
        this.relay = relay;
        this.token = issuer.token(Map.of(
                "aud",
                url(relay.port()),
                "SERVER_IP",
                console.host(),
                "user",
                console.settings().user(),
                "pass",
                console.settings().password(),
                "exp",
                Instant.now().plus(TOKEN_LIFE).getEpochSecond()));
        this.caller = WebClient.builder()
                .baseUri(url(relay.port()))
                .readTimeout(Duration.ofMinutes(1))
                .shareConnectionCache(false)
                .build();
    }

    /**
     * Starts all three.
     *
     * @param port the relay's, 0 for any free one
     * @throws io.tr05.qradar.PortTakenException if it is in use
     */
    static DemoRelay start(int port) throws IOException {
        RelayLogging.apply(
                new LogConfig(LogFormat.TEXT, Level.WARNING)); // what there is to see goes to standard output
        DemoCertificates certificates = DemoCertificates.create();
        QRadarSimulator console = QRadarSimulator.start(certificates);
        TokenIssuer issuer = TokenIssuer.start(certificates);
        try {
            // not by a setting, which names a file: in a container with a read-only file system there is no place for
            // one
            RelayConfig config = settings(port == 0 ? freePort() : port, issuer).trusting(certificates.trust());
            return new DemoRelay(console, issuer, RelayServer.start(config));
        } catch (RuntimeException failure) {
            issuer.close();
            console.close();
            throw failure;
        }
    }

    private static RelayConfig settings(int port, TokenIssuer issuer) {
        return RelayConfig.from(Map.of(
                "RELAY_HOST",
                "127.0.0.1",
                "RELAY_PORT",
                String.valueOf(port),
                "RELAY_ADMIN_PORT",
                "0",
                "RELAY_PUBLIC_URL",
                url(port),
                "RELAY_JWKS_HOSTS",
                issuer.host(),
                "QRADAR_ALLOW_LOOPBACK",
                "true"));
    }

    /** Tokens name the relay's port, so it has to be known before the relay is there. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }

    String url() {
        return url(relay.port());
    }

    int adminPort() {
        return relay.adminPort();
    }

    String consoleHost() {
        return console.host();
    }

    int events() {
        return console.events().rows().size();
    }

    String token() {
        return token;
    }

    /** How many calls the console has answered so far. */
    int consoleCalls() {
        return console.calls().size();
    }

    /** How many searches the console has been asked for so far. */
    long searches() {
        return console.calls().stream()
                .filter(call -> call.line().equals("POST /api/ariel/searches"))
                .count();
    }

    /** Calls the relay as the platform does. */
    JsonNode post(String path, String body) {
        try (var response = caller.post(path)
                .header(HeaderNames.AUTHORIZATION, "Bearer " + token)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .submit(body.getBytes(StandardCharsets.UTF_8))) {
            return JSON.readTree(response.inputStream());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        caller.closeResource();
        relay.close();
        issuer.close();
        console.close();
    }
}
