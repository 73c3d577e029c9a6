package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.auth.Secret;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.SearchEnd;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.metrics.RelayMetrics;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.Deadline;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.qradar.TenantCall;
import io.tr05.qradar.testing.RelayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a search ends, and whatever becomes of the calls that make it: the console does not keep it. */
class NothingLeftBehindTest extends RelayTest {

    private static final String HTML = "<html><body>Bad gateway</body></html>";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Searches that do not end by themselves while a test runs. */
    private final QRadarSimulator slow =
            QRadarSimulator.start(SimulatorSettings.defaults().withSearchDuration(Duration.ofMinutes(5)), CERTIFICATES);

    /** Equal for the calls of one test. */
    private final SearchWindow window = new SearchWindow(
            Instant.now().minus(Duration.ofDays(1)).toEpochMilli(),
            Instant.now().toEpochMilli());

    private final List<QRadarConsoles> opened = new ArrayList<>();

    NothingLeftBehindTest(Http1Client client) {
        super(client);
    }

    @AfterEach
    void close() {
        opened.forEach(QRadarConsoles::close);
        slow.close();
    }

    static Stream<Arguments> createsThatGoWrong() {
        Fault.Match create = Fault.on("POST", "/api/ariel/searches");
        return Stream.of(
                Arguments.of("is cut off in the middle", create.cut()),
                Arguments.of("is lost with the connection", create.lose()),
                Arguments.of("comes after the deadline", create.delay(Duration.ofSeconds(3))),
                Arguments.of("drips, the id before the deadline", create.drip(Duration.ofMillis(20))),
                Arguments.of("drips, the id after the deadline", create.drip(Duration.ofMillis(80))),
                Arguments.of("is a page in place of JSON", create.answer(200, HTML)),
                Arguments.of("is empty", create.answer(201, "")),
                Arguments.of("names no search", create.answer(201, "{\"status\":\"WAIT\"}")),
                Arguments.of("is a proxy's time-out", create.answer(504, HTML)));
    }

    @ParameterizedTest(name = "when the answer to a new search {0}")
    @MethodSource("createsThatGoWrong")
    void aSearchWhoseIdWasNotToldInTimeIsDiscarded(String how, Fault fault) {
        consoleIsFaulty();
        CONSOLE.failWith(fault);

        assertThat(observe().has("errors")).as(how).isTrue();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(CONSOLE.calls())
                    .filteredOn(call -> call.method().equals("DELETE"))
                    .isNotEmpty()
                    .extracting(RecordedCall::status)
                    .containsOnly(202);
            assertNoSearchLeft();
        });
        // the one that went wrong, the same once more to discard it, and that of the next slice
        assertThat(creates()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aLostCreateIsAskedForWithTheVerySameText() {
        consoleIsFaulty();
        CONSOLE.failWith(Fault.on("POST", "/api/ariel/searches").lose());

        observe();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(creates()).hasSize(2).satisfies(calls -> assertThat(
                                calls.get(0).body())
                        .isEqualTo(calls.get(1).body())));
        assertNoSearchLeft();
    }

    @Test
    void aCreateThatTheConsoleRefusesIsNotRepeated() {
        CONSOLE.failWith(Fault.on("POST", "/api/ariel/searches").always().error(409, 1004, "Not now."));

        assertThat(observe().has("errors")).isTrue();

        assertThat(creates()).hasSize(1);
    }

    static Stream<Arguments> searchesThatGoWrong() {
        Fault.Match status = Fault.on("GET", "/api/ariel/searches/[^/]+").always();
        Fault.Match results =
                Fault.on("GET", "/api/ariel/searches/[^/]+/results").always();
        return Stream.of(status, results)
                .flatMap(call -> Stream.of(
                        call.hang(),
                        call.reset(),
                        call.cut(),
                        call.drip(Duration.ofMillis(300)),
                        call.answer(500, ""),
                        call.answer(200, HTML),
                        call.answer(302, Map.of("location", "https://127.0.0.1:1/"), "")))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("searchesThatGoWrong")
    void aSearchThatCannotBeAwaitedOrReadIsDiscarded(Fault fault) {
        consoleIsFaulty();
        CONSOLE.failWith(fault);

        assertThat(observe().has("errors")).isTrue();

        assertThat(creates()).hasSizeBetween(1, 2); // an answer that can't be read keeps nobody from the next slice
        assertNoSearchLeft();
    }

    @Test
    void aSearchWhoseCallerGoesIsCancelledAndDeleted() throws Exception {
        Call call = call(consoles(4), "10.0.0.1", SOON);
        awaitSearches(1);

        call.thread().interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(call.events()::get)
                .withCauseInstanceOf(QRadarException.class);
        await().atMost(SOON).untilAsserted(() -> assertThat(slow.searchesLeft()).isEmpty());
    }

    @Test
    void aSearchGoesOnWhileAnotherWaitsAndIsDiscardedWhenTheLastOneLeaves() {
        QRadarConsoles consoles = consoles(4);
        Call starter = call(consoles, "10.0.0.1", SOON);
        awaitSearches(1);
        Call joiner = call(consoles, "10.0.0.1", SOON);
        await().until(() -> joiner.thread().getState() == Thread.State.TIMED_WAITING);

        starter.thread().interrupt();
        await().until(starter.events()::isDone);

        assertThat(slow.searchesLeft()).hasSize(1);
        assertThat(joiner.events().isDone()).isFalse();
        joiner.thread().interrupt();
        await().atMost(SOON).untilAsserted(() -> assertThat(slow.searchesLeft()).isEmpty());
        assertThat(slow.calls())
                .filteredOn(call -> call.line().equals("POST /api/ariel/searches"))
                .hasSize(1);
    }

    @Test
    void whoJoinedASearchThatRanOutOfItsStartersTimeStartsOne() throws Exception {
        try (QRadarSimulator console = QRadarSimulator.start(
                SimulatorSettings.defaults().withSearchDuration(Duration.ofMillis(1500)), CERTIFICATES)) {
            QRadarConsoles consoles = consoles(4);
            Call starter = call(consoles, console, "192.0.2.146", Duration.ofSeconds(1));
            await().until(() -> !console.searchesLeft().isEmpty());
            Call joiner = call(consoles, console, "192.0.2.146", SOON);

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(starter.events()::get)
                    .withCauseInstanceOf(QRadarException.SearchStillRunning.class);
            assertThat(joiner.events().get()).isNotEmpty();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(console.searchesLeft()).isEmpty());
        }
    }

    @Test
    void whoGoesWhileWaitingForItsTurnLeavesThePlaceToTheNext() {
        QRadarConsoles consoles = consoles(1);
        Call running = call(consoles, "10.0.0.1", SOON);
        awaitSearches(1);
        Call waiting = call(consoles, "10.0.0.2", SOON);
        await().until(() -> waiting.thread().getState() == Thread.State.TIMED_WAITING);
        Call next = call(consoles, "10.0.0.3", SOON);

        waiting.thread().interrupt();
        running.thread().interrupt();

        await().atMost(SOON).untilAsserted(() -> assertThat(slow.calls())
                .filteredOn(call -> call.line().equals("POST /api/ariel/searches"))
                .extracting(call -> call.parameter("query_expression").orElse(""))
                .hasSize(2)
                .last()
                .asString()
                .contains("10.0.0.3"));
        next.thread().interrupt();
        await().atMost(SOON).untilAsserted(() -> assertThat(slow.searchesLeft()).isEmpty());
    }

    @Test
    void closingEndsTheSearchesThatRun() {
        QRadarConsoles consoles = consoles(4);
        List<Call> calls = Stream.of("10.0.0.1", "10.0.0.2", "10.0.0.3")
                .map(address -> call(consoles, address, SOON))
                .toList();
        awaitSearches(3);

        consoles.close();

        assertThat(slow.searchesLeft()).isEmpty();
        await().until(() -> calls.stream().allMatch(call -> call.events().isDone()));
    }

    @Test
    void closingWaitsForASearchThatIsBeingMade() {
        slow.failWith(
                Fault.on("POST", "/api/ariel/searches").drip(Duration.ofMillis(5))); // it is there before its answer
        QRadarConsoles consoles = consoles(4);
        call(consoles, "10.0.0.1", SOON);
        awaitSearches(1);

        consoles.close();

        assertThat(slow.searchesLeft()).isEmpty();
    }

    @Test
    void nothingIsSearchedAfterClosing() {
        QRadarConsoles consoles = consoles(4);
        consoles.close();

        assertThatExceptionOfType(QRadarException.class).isThrownBy(() -> search(consoles, slow, "10.0.0.1", SOON));
        assertThat(slow.calls()).isEmpty();
    }

    @Test
    void aSearchWithTooLongResultsIsRefusedInWordsThatHelpAndDiscarded() {
        long time = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        CONSOLE.serveRows(
                Collections.nCopies(1_000, Map.of("starttime", time, "endtime", time, "sourceip", "10.0.0.1")));
        QRadarConsoles consoles = consoles(Map.of("QRADAR_MAX_ANSWER_SIZE", "64kB"));

        assertThatExceptionOfType(QRadarException.UnreadableAnswer.class)
                .isThrownBy(() -> search(consoles, CONSOLE, "10.0.0.1", SOON))
                .withMessageContainingAll("64000 bytes", "QRADAR_MAX_ANSWER_SIZE", "CTR_ENTITIES_LIMIT");
        assertNoSearchLeft();
    }

    @Test
    void aSearchThatTheConsoleCancelledIsDeleted() {
        CONSOLE.endSearches(SearchEnd.CANCELED);

        observe();

        assertNoSearchLeft();
    }

    private JsonNode observe() {
        return relay.post("/observe/observables", List.of(observable("ip", "127.0.0.1")));
    }

    private static List<RecordedCall> creates() {
        return CONSOLE.calls().stream()
                .filter(call -> call.line().equals("POST /api/ariel/searches"))
                .toList();
    }

    private QRadarConsoles consoles(int concurrency) {
        return consoles(Map.of("QRADAR_SEARCH_CONCURRENCY", String.valueOf(concurrency)));
    }

    private QRadarConsoles consoles(Map<String, String> settings) {
        ConsoleConfig config = config(settings).console();
        QRadarConsoles consoles = new QRadarConsoles(config, "tests", new RelayMetrics("test"));
        opened.add(consoles);
        return consoles;
    }

    private void awaitSearches(int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(slow.searchesLeft()).hasSize(count));
    }

    private Call call(QRadarConsoles consoles, String address, Duration time) {
        return call(consoles, slow, address, time);
    }

    private Call call(QRadarConsoles consoles, QRadarSimulator console, String address, Duration time) {
        FutureTask<List<Event>> events = new FutureTask<>(() -> search(consoles, console, address, time));
        return new Call(Thread.ofVirtual().start(events), events);
    }

    private List<Event> search(QRadarConsoles consoles, QRadarSimulator console, String address, Duration time) {
        return consoles.open(new TenantCall(tenant(console), Deadline.after(time), "test"))
                .search(query(address));
    }

    private static Credentials tenant(QRadarSimulator console) {
        return new Credentials(
                ConsoleAddress.parse(console.host()),
                new ConsoleAccount.WithPassword(
                        console.settings().user(), new Secret(console.settings().password())),
                100);
    }

    private EventQuery query(String address) {
        return new EventQuery(
                List.of(new ColumnMatch(new Column("sourceip", "Host"), List.of(address), false)),
                List.of(),
                Set.of(),
                window,
                2_000);
    }

    /** A search on a thread of its own. */
    private record Call(Thread thread, FutureTask<List<Event>> events) {}
}
