package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.SearchEnd;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.RelayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a console is spared: logins that may fail, and searches that others have just asked for. */
class PolitenessTest extends RelayTest {

    /** Of the window: one search each. */
    private static final int SLICES = 2;

    private static final String OBSERVE = "/observe/observables";

    PolitenessTest(Http1Client client) {
        super(client);
    }

    @Test
    void manyCallsAtOnceWithAWrongPasswordMakeOneLogin() throws Exception {
        String wrong = token(Map.of("pass", "not it"));

        List<JsonNode> answers = atOnce(20, () -> observe("127.0.0.1", wrong));

        assertThat(answers).allSatisfy(answer -> assertThat(
                        answer.path("errors").path(0).path("code").asText())
                .isEqualTo("authorization error"));
        assertThat(CONSOLE.calls()).extracting(RecordedCall::status).containsExactly(401);
    }

    @Test
    void aLockOutDoesNotProveALogin() throws Exception {
        String wrong = token(Map.of("pass", "not it, locked out"));
        CONSOLE.failWith(Fault.on("*", "/api/.*").error(403, 18, "Too many failed logins: the host is locked out."));
        observe("127.0.0.1", wrong);

        atOnce(20, () -> observe("127.0.0.1", wrong));

        assertThat(CONSOLE.calls()).extracting(RecordedCall::status).containsExactly(403, 401);
    }

    @Test
    void aSlowRejectionIsWaitedForAndNotProvokedAgain() throws Exception {
        CONSOLE.failWith(Fault.on("*", "/api/.*").always().delay(Duration.ofMillis(300)));
        String wrong = token(Map.of("pass", "not it, slowly"));

        List<JsonNode> answers = atOnce(20, () -> observe("127.0.0.1", wrong));

        assertThat(answers).allSatisfy(answer -> assertThat(
                        answer.path("errors").path(0).path("code").asText())
                .isEqualTo("authorization error"));
        assertThat(CONSOLE.calls()).hasSize(1);
    }

    @Test
    void callsWithALoginThatTheConsoleTookGoTogether() throws Exception {
        relay.post("/health", Map.of());
        CONSOLE.failWith(Fault.on("GET", "/api/help/versions").always().delay(Duration.ofMillis(700)));

        // one after the other they would take 7 seconds, and the relay's deadline is 2
        List<JsonNode> answers = atOnce(10, () -> relay.post("/health", Map.of()));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.has("data")).isTrue());
    }

    @Test
    void theFirstStatusLetsTheOthersGoEvenWhenItsBodyDrips() throws Exception {
        String alias = token(Map.of("SERVER_IP", CONSOLE.host().replace("127.0.0.1", "localhost")));
        CONSOLE.failWith(Fault.on("GET", "/api/help/versions").drip(Duration.ofMillis(400)));

        List<JsonNode> answers =
                atOnce(5, () -> relay.post("/health", Map.of(), alias).json());

        assertThat(answers).filteredOn(answer -> answer.has("data")).hasSize(4);
    }

    @Test
    void aCallThatGetsNoTurnBeforeItsDeadlineFailsLikeOneToAnUnreachableConsole() throws Exception {
        CONSOLE.failWith(Fault.on("*", "/api/.*").always().hang());
        String alias = token(Map.of("SERVER_IP", CONSOLE.host().replace("127.0.0.1", "localhost"), "user", "stranger"));

        List<JsonNode> answers =
                atOnce(5, () -> relay.post("/health", Map.of(), alias).json());

        assertThat(answers).allSatisfy(answer -> assertThat(
                        answer.path("errors").path(0).path("code").asText())
                .isEqualTo("gateway timeout"));
    }

    @Test
    void equalCallsAtOnceMakeOneSearchAndAllGetItsEvents() throws Exception {
        CONSOLE.serveRows(List.of(row("10.0.0.1")));
        slowSearches();

        List<JsonNode> answers = atOnce(4, () -> observe("10.0.0.1", token()));

        assertThat(answers).allSatisfy(answer -> assertThat(
                        answer.path("data").path("sightings").path("count").asInt())
                .isEqualTo(1));
        assertThat(searches()).hasSize(SLICES);
        assertNoSearchLeft();
    }

    @Test
    void callsOneAfterTheOtherEachSearch() {
        observe("10.0.0.1", token());
        observe("10.0.0.1", token());

        assertThat(searches()).hasSize(2 * SLICES);
    }

    @Test
    void anotherLimitIsAnotherSearch() throws Exception {
        slowSearches();

        atOnce(List.of(
                () -> observe("10.0.0.1", token(Map.of("CTR_ENTITIES_LIMIT", 3))),
                () -> observe("10.0.0.1", token(Map.of("CTR_ENTITIES_LIMIT", 4)))));

        assertThat(searches()).hasSize(2 * SLICES);
    }

    @Test
    void otherObservablesAreAnotherSearch() throws Exception {
        slowSearches();

        atOnce(List.of(() -> observe("10.0.0.1", token()), () -> observe("10.0.0.2", token())));

        assertThat(searches()).hasSize(2 * SLICES);
    }

    @Test
    void aStrangerWithAWrongPasswordGetsNothingOfASearchUnderWay() throws Exception {
        CONSOLE.serveRows(List.of(row("10.0.0.1")));
        observe("10.0.0.9", token());
        slowSearches();

        List<JsonNode> answers = atOnce(List.of(
                () -> observe("10.0.0.1", token()),
                () -> observe("10.0.0.1", token(Map.of("pass", "the stranger's")))));

        assertThat(answers.get(0).has("data")).isTrue();
        assertThat(answers.get(1).has("data")).isFalse();
        assertThat(answers.get(1).path("errors").path(0).path("code").asText()).isEqualTo("authorization error");
    }

    @Test
    void aFailureIsSharedToo() throws Exception {
        slowSearches();
        CONSOLE.endSearches(SearchEnd.ERROR);

        List<JsonNode> answers = atOnce(3, () -> observe("10.0.0.1", token()));

        assertThat(answers).allSatisfy(answer -> assertThat(
                        answer.path("errors").path(0).path("code").asText())
                .isEqualTo("unknown"));
        assertThat(searches()).hasSize(SLICES);
    }

    @ParameterizedTest(name = "{0} ms, long poll per change: {1}")
    @CsvSource({
        "0, false", "200, false", "400, false", "1200, false",
        "0, true", "200, true", "400, true", "1200, true"
    })
    void aSearchTakesFiveCallsAtMostHoweverLongItRuns(int millis, boolean perChange) {
        SimulatorSettings settings = SimulatorSettings.defaults().withSearchDuration(Duration.ofMillis(millis));
        try (QRadarSimulator console =
                QRadarSimulator.start(perChange ? settings.withLongPollPerChange() : settings, CERTIFICATES)) {
            String token = token(Map.of("SERVER_IP", console.host(), "CTR_ENTITIES_LIMIT", 5000));

            assertThat(observe("192.0.2.146", token).has("data")).isTrue();

            assertThat(console.calls())
                    .filteredOn(call -> !call.path().contains("databases"))
                    .hasSizeBetween(SLICES * 3, SLICES * 5);
        }
    }

    /** Long enough that calls made together meet, and not at the end of a minute, where two of them may not. */
    private static void slowSearches() {
        await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().getEpochSecond() % 60 < 57);
        CONSOLE.failWith(Fault.on("POST", "/api/ariel/searches").always().delay(Duration.ofMillis(600)));
    }

    private static List<RecordedCall> searches() {
        return CONSOLE.calls().stream()
                .filter(call -> call.line().equals("POST /api/ariel/searches"))
                .toList();
    }

    private static Map<String, Object> row(String address) {
        long time = Instant.now().minus(Duration.ofMinutes(10)).toEpochMilli();
        return Map.of("starttime", time, "endtime", time, "sourceip", address, "destinationip", "192.0.2.1");
    }

    private JsonNode observe(String address, String token) {
        return relay.post(OBSERVE, List.of(observable("ip", address)), token).json();
    }

    private static List<JsonNode> atOnce(int calls, Callable<JsonNode> call) throws Exception {
        return atOnce(Collections.nCopies(calls, call));
    }

    private static List<JsonNode> atOnce(List<Callable<JsonNode>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> running = threads.invokeAll(calls);
            return running.stream().map(Future::resultNow).toList();
        }
    }
}
