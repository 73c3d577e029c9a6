package io.tr05.qradar.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webclient.http1.Http1Client;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpServer;
import io.tr05.qradar.RelayServer;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.demo.DemoCertificates;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.demo.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A relay wired as in production, over real HTTP, with a simulated console and a token issuer behind it. Each answer of the
 * relay is checked against its contract, and each call that reaches the console against IBM's description of the API.
 */
@ServerTest
public abstract class RelayTest {

    /** The audience of the relay under test. */
    protected static final String PUBLIC_URL = "https://relay.example.test";

    protected static final DemoCertificates CERTIFICATES = DemoCertificates.create();
    protected static final QRadarSimulator CONSOLE =
            QRadarSimulator.start(SimulatorSettings.defaults().withSearchDuration(Duration.ofMillis(60)), CERTIFICATES);
    protected static final TokenIssuer ISSUER = TokenIssuer.start(CERTIFICATES);
    protected static final Path AUTHORITY = authority();

    protected final RelayCaller relay;

    /** Whether a test makes the console answer what no console should. */
    private boolean faultyConsole;

    protected RelayTest(Http1Client client) {
        this.relay = new RelayCaller(client);
    }

    @SetUpServer
    static void setUp(WebServerConfig.Builder server) {
        new RelayServer(config(Map.of())).configure(server);
    }

    /** The relay's configuration in tests, with some settings changed. */
    protected static RelayConfig config(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(changes);
        return RelayConfig.from(environment);
    }

    /** The same as environment variables. */
    protected static Map<String, String> environment() {
        return Map.of(
                "RELAY_HOST", "127.0.0.1",
                "RELAY_PORT", "0",
                "RELAY_ADMIN_PORT", "0",
                "RELAY_PUBLIC_URL", PUBLIC_URL,
                "RELAY_JWKS_HOSTS", ISSUER.host() + ",*.unreachable.test",
                "RELAY_JWKS_CA", AUTHORITY.toString(),
                "QRADAR_TLS_CA", AUTHORITY.toString(),
                "QRADAR_ALLOW_LOOPBACK", "true",
                "QRADAR_SEARCH_TIMEOUT", "2s",
                "QRADAR_CONNECT_TIMEOUT", "1s");
    }

    private static Path authority() {
        try {
            Path file = Files.createTempFile("relay-test-ca", ".pem");
            file.toFile().deleteOnExit();
            return CERTIFICATES.writeCa(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @BeforeEach
    void freshConsole() {
        CONSOLE.reset();
        ISSUER.reset();
        faultyConsole = false;
    }

    @AfterEach
    void callsFollowIbmsDescription() {
        if (faultyConsole) {
            QRadarContract.checkRequests(CONSOLE.calls());
        } else {
            QRadarContract.check(CONSOLE.calls());
        }
    }

    /** To be called by a test whose console answers against IBM's description. */
    protected final void consoleIsFaulty() {
        faultyConsole = true;
    }

    /** A good token for the simulated console. */
    protected static String token() {
        return ISSUER.token(claims());
    }

    /** A good token with some claims changed. */
    protected static String token(Map<String, ?> changes) {
        Map<String, Object> claims = new HashMap<>(claims());
        claims.putAll(changes);
        return ISSUER.token(claims);
    }

    /** The claims of a good token, beside those that the issuer sets itself. */
    protected static Map<String, Object> claims() {
        return Map.of(
                "aud", PUBLIC_URL,
                "SERVER_IP", CONSOLE.host(),
                "user", CONSOLE.settings().user(),
                "pass", CONSOLE.settings().password());
    }

    /** A client of another server on this machine, with connections of its own. */
    protected static Http1Client client(int port) {
        return Http1Client.builder()
                .baseUri("http://127.0.0.1:" + port)
                .shareConnectionCache(false)
                .build();
    }

    /** The calls that reached the console, as {@code METHOD /path} with the ids of searches left out. */
    protected static List<String> consoleCalls() {
        return CONSOLE.calls().stream()
                .map(RecordedCall::line)
                .map(line -> line.replaceAll("(/api/ariel/searches/)[^/]+", "$1ID"))
                .toList();
    }

    /** An observable as the platform sends it. */
    protected static Map<String, String> observable(String type, String value) {
        return Map.of("type", type, "value", value);
    }

    /** Asserts that the simulated console soon holds no search any more: the last of the clean-up is not waited for. */
    protected static void assertNoSearchLeft() {
        await().untilAsserted(() -> assertThat(CONSOLE.searchesLeft()).isEmpty());
    }
}
