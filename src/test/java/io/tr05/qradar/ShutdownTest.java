package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.RawCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay that is told to stop while calls are worked on. */
class ShutdownTest extends RelayTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration NO_GRACE = Duration.ofMillis(100);
    private static final Duration ENOUGH_GRACE = Duration.ofSeconds(20);
    private static final String OK = "HTTP/1.1 200 OK";
    private static final String OBSERVABLES = "[{\"type\":\"ip\",\"value\":\"10.1.1.1\"}]";

    private final QRadarSimulator slow = QRadarSimulator.start(
            SimulatorSettings.defaults()
                    .withSearchDuration(Duration.ofSeconds(50))
                    .withoutLongPoll(),
            CERTIFICATES);

    ShutdownTest(Http1Client client) {
        super(client);
    }

    @AfterEach
    void stopConsole() {
        slow.close();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.SECONDS)
    void aSearchThatIsStillRunningAfterTheGracePeriodIsDiscardedBeforeTheEnd() throws IOException {
        RelayServer server = start(NO_GRACE);
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe(slow));
            awaitSearch();

            server.close();

            assertThat(slow.searchesLeft()).isEmpty();
            assertThat(slow.calls())
                    .anySatisfy(call -> assertThat(call.queryParameters()).containsEntry("status", "CANCELED"));
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.SECONDS)
    void aSearchWhoseStatusHangsIsDiscardedToo() throws IOException {
        slow.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+").always().hang());
        RelayServer server = start(NO_GRACE);
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe(slow));
            awaitSearch();

            server.close();

            assertThat(slow.searchesLeft()).isEmpty();
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.SECONDS)
    void aCallerOfACallThatIsInterruptedGetsAnAnswer() throws IOException {
        RelayServer server = start(NO_GRACE);
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe(slow));
            awaitSearch();

            server.close();

            assertThat(caller.answer()).isEqualTo(OK);
            assertThat(caller.body()).contains("\"gateway timeout\"").doesNotContain("too many requests");
            assertThat(caller.answer()).isEmpty();
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.SECONDS)
    void aCallerOfACallThatIsInterruptedGetsWhatWasFound() throws IOException {
        CONSOLE.serveRows(
                List.of(Map.of("starttime", Instant.now().minusSeconds(60).toEpochMilli(), "sourceip", "10.1.1.1")));
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+")
                .answer(200, "{\"status\":\"COMPLETED\",\"progress\":100}"));
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+").always().hang());
        RelayServer server = start(NO_GRACE);
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe(CONSOLE));
            await().atMost(SOON).until(() -> CONSOLE.calls().stream()
                    .anyMatch(call -> call.line().startsWith("GET /api/ariel/searches/")
                            && call.path().endsWith("/results")));

            server.close();

            assertThat(caller.answer()).isEqualTo(OK);
            assertThat(caller.body()).contains("\"sightings\"", "\"gateway timeout\"");
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.SECONDS)
    void aCallThatEndsWithinTheGracePeriodIsAnsweredAndTheStopWaitsNoLonger() throws IOException {
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+").delay(Duration.ofSeconds(1)));
        RelayServer server = start(ENOUGH_GRACE);
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe(CONSOLE));
            await().atMost(SOON).until(() -> CONSOLE.searchesLeft().size() == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

            assertThat(caller.answer()).isEqualTo(OK);
            stopped.join();
        }
        assertThat(CONSOLE.calls()).extracting(RecordedCall::path).anyMatch(path -> path.endsWith("/results"));
        assertNoSearchLeft();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.SECONDS)
    void aConnectionThatIsKeptAliveDoesNotHoldUpTheStop() throws IOException {
        RelayServer server = start(ENOUGH_GRACE);
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe(CONSOLE));
            assertThat(caller.answer()).isEqualTo(OK);

            server.close();

            assertThat(caller.answer()).isEmpty();
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void untilItsLastCallHasEndedItIsAliveButNotReady() throws IOException {
        RelayServer server = start(Duration.ofSeconds(3));
        Http1Client operator = Http1Client.builder()
                .baseUri("http://127.0.0.1:" + server.adminPort())
                .build();
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe(slow));
            awaitSearch();
            assertThat(statusOf(operator, "/health/ready")).isEqualTo(200);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

            await().atMost(SOON).until(() -> statusOf(operator, "/health/ready") == 503);
            assertThat(statusOf(operator, "/health/live")).isEqualTo(200);
            stopped.join();
        }
    }

    private static int statusOf(Http1Client operator, String path) {
        try (Http1ClientResponse answer = operator.get(path).request()) {
            return answer.status().code();
        }
    }

    /** Until the relay waits for a search that it knows. */
    private void awaitSearch() {
        await().atMost(SOON).until(() -> slow.calls().stream()
                .anyMatch(call -> call.line().startsWith("GET /api/ariel/searches/")));
    }

    private static RelayServer start(Duration grace) {
        return RelayServer.start(config(Map.of("QRADAR_SEARCH_TIMEOUT", "55s")), grace);
    }

    private static String observe(QRadarSimulator console) {
        return RawCaller.post("/observe/observables", OBSERVABLES, token(Map.of("SERVER_IP", console.host())));
    }
}
