package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator sees at {@code /metrics}; a relay of its own, whose figures begin at zero. */
class MetricsTest extends RelayTest {

    private final RelayServer server = RelayServer.start(config(Map.of("QRADAR_SEARCH_TIMEOUT", "20s")));
    private final RelayCaller caller = new RelayCaller(client(server.port()));
    private final Http1Client operator = client(server.adminPort());

    MetricsTest(Http1Client client) {
        super(client);
    }

    @AfterEach
    void stopRelay() {
        server.close();
    }

    @Test
    void aRequestIsCountedByEndpointAndOutcome() {
        observe(tokenForAll());

        assertCounted("qradar_relay_request_duration_seconds_count{endpoint=\"observe\",outcome=\"answered\"} 1");
        assertThatLines().contains("qradar_relay_calls_in_flight 0.0", "qradar_relay_calls_limit 64.0");
    }

    @Test
    void theTimeOfARequestFallsIntoBucketsInSeconds() {
        observe(tokenForAll());

        assertCounted(
                "qradar_relay_request_duration_seconds_bucket{endpoint=\"observe\",outcome=\"answered\",le=\"60.0\"} 1");
        assertThatLines().contains("# TYPE qradar_relay_request_duration_seconds histogram");
    }

    @Test
    void callsToTheConsoleAreCountedByOperationAndOutcome() {
        observe(tokenForAll());

        assertThatLines()
                .contains(
                        "qradar_relay_console_call_duration_seconds_count{operation=\"columns\",outcome=\"ok\"} 1",
                        "qradar_relay_console_call_duration_seconds_count{operation=\"search_create\",outcome=\"ok\"} 2",
                        "qradar_relay_console_call_duration_seconds_count{operation=\"search_results\",outcome=\"ok\"} 2",
                        "qradar_relay_search_duration_seconds_count{outcome=\"ok\"} 2",
                        "qradar_relay_searches_running 0.0",
                        "qradar_relay_searches_queued 0.0");
    }

    @Test
    void aConsoleThatRejectsTheLoginIsSeenAsSuch() {
        CONSOLE.failWith(Fault.on("GET", ".*").always().error(401, 16, "No."));

        caller.post("/health", "{}", token());

        assertCounted(
                "qradar_relay_request_duration_seconds_count{endpoint=\"health\",outcome=\"authorization_error\"} 1");
        assertCounted(
                "qradar_relay_console_call_duration_seconds_count{operation=\"versions\",outcome=\"login_rejected\"} 1");
    }

    @Test
    void sightingsAreCounted() {
        int count = observe(tokenForAll()).json().at("/data/sightings/count").asInt();

        assertCounted("qradar_relay_sightings_total %d.0".formatted(count));
    }

    @Test
    void anAnswerThatALimitCutIsCounted() {
        observe(token(Map.of("CTR_ENTITIES_LIMIT", 1)));

        assertCounted("qradar_relay_truncated_answers_total 1.0");
    }

    @Test
    void aTokenThatIsNotGoodIsCountedByTheCheckThatFailed() {
        observe(token(Map.of("aud", "https://other.example")));

        assertCounted("qradar_relay_rejected_tokens_total{reason=\"wrong_audience\"} 1.0");
        assertCounted("qradar_relay_jwks_refreshes_total{outcome=\"ok\"} 1.0");
    }

    @Test
    void keysThatCannotBeFetchedAreCounted() {
        observe(token(Map.of("jwks_host", "nowhere.unreachable.test")));

        assertCounted("qradar_relay_jwks_refreshes_total{outcome=\"failed\"} 1.0");
    }

    @Test
    void whateverPathsStrangersTryThereIsOneLabel() {
        for (int i = 0; i < 5; i++) {
            client(server.port()).get("/nowhere/" + i).request().close();
        }

        assertCounted("qradar_relay_request_duration_seconds_count{endpoint=\"unknown\",outcome=\"not_found\"} 5");
        assertThatLines().noneMatch(line -> line.contains("nowhere"));
    }

    @Test
    void noFigureNamesATenant() {
        observe(tokenForAll());
        assertCounted("qradar_relay_request_duration_seconds_count{endpoint=\"observe\",outcome=\"answered\"} 1");

        assertThatLines()
                .noneMatch(line -> line.contains(CONSOLE.host())
                        || line.contains(CONSOLE.settings().user())
                        || line.contains("127.0.0.1"));
    }

    @Test
    void theJvmIsSeenToo() {
        assertThatLines()
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("process_cpu_usage "))
                .anyMatch(line -> line.startsWith("process_files_open_files "));
    }

    /** With room for all that the console has. */
    private static String tokenForAll() {
        return token(Map.of("CTR_ENTITIES_LIMIT", 1_000));
    }

    private RelayCaller.Answer observe(String token) {
        return caller.post("/observe/observables", List.of(observable("ip", "127.0.0.1")), token);
    }

    /** The figure of a request is there a moment after its answer. */
    private void assertCounted(String line) {
        await().untilAsserted(() -> assertThatLines().contains(line));
    }

    private ListAssert<String> assertThatLines() {
        return assertThat(lines());
    }

    private List<String> lines() {
        return Stream.of(operator.get("/metrics").requestEntity(String.class).split("\n"))
                .toList();
    }
}
