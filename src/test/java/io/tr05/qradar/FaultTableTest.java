package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SearchEnd;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.FreshConsole;
import io.tr05.qradar.testing.QRadarContract;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an analyst gets for each way in which a console can fail, at each call that a search makes. The table goes to
 * {@code target/fault-table.md}. Each row has a console of its own, since a relay remembers columns, versions and rejected
 * logins; a few rows run at a time, since many of them wait for a time-out.
 */
class FaultTableTest extends RelayTest {

    /** The search time-out of the relay under test, and a bound for a busy machine. */
    private static final Duration LATEST = Duration.ofSeconds(2 + 2);

    private static final Path TABLE = Path.of("target", "fault-table.md");
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration CLEAN_UP = Duration.ofSeconds(25);
    private static final String PASSWORD = "s3cret-of-the-console";
    private static final String HTML = "<html><body>Bad gateway</body></html>";
    private static final Set<Integer> STATUSES = Set.of(400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503);
    private static final Set<String> CODES = Set.of(
            "authorization error",
            "internal error",
            "gateway timeout",
            "invalid argument",
            "permission denied",
            "too-many-messages-warning",
            "unknown");

    /** Rows at a time; more would make each other late on a small machine. */
    private static final int ROWS_AT_A_TIME = 8;

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(ROWS_AT_A_TIME);
    private static final Map<String, Future<Result>> RESULTS = new ConcurrentHashMap<>();

    FaultTableTest(Http1Client client) {
        super(client);
    }

    /** The calls of a search. */
    enum Hit {
        COLUMNS("GET", "/api/ariel/databases/events", "{\"columns\":[", "{\"name\":\"sourceip\"},"),
        CREATE("POST", "/api/ariel/searches", "{\"search_id\":\"x\",\"status\":\"WAIT\",\"y\":[", "1,"),
        STATUS("GET", "/api/ariel/searches/[^/]+", "{\"search_id\":\"x\",\"status\":\"EXECUTE\",\"y\":[", "1,"),
        RESULTS("GET", "/api/ariel/searches/[^/]+/results", "{\"events\":[", "{\"sourceip\":\"127.0.0.1\"},"),
        /** Hit once: a console that never lets go of a search keeps it, whoever asks. */
        DELETE("DELETE", "/api/ariel/searches/[^/]+", "{\"y\":[", "1,");

        private final String method;
        private final String path;
        private final String opening;
        private final String repeated;

        Hit(String method, String path, String opening, String repeated) {
            this.method = method;
            this.path = path;
            this.opening = opening;
            this.repeated = repeated;
        }

        private Fault.Match match() {
            var match = Fault.on(method, path);
            return this == DELETE ? match : match.always();
        }
    }

    /** What must come back. */
    enum Wanted {
        /** The failure, named. */
        ERROR,
        /** What was found, without an error. */
        DATA,
        /** Either: the fault leaves the answer usable. */
        EITHER
    }

    /**
     * A row of the table.
     *
     * @param mayStay whether the console may be left with the search: it refused to delete it, said that it is deleted, or
     *     rejected the login, with which it must not be asked again lest it lock the relay out
     */
    record Row(String fault, Hit hit, Wanted wanted, boolean mayStay, Consumer<QRadarSimulator> damage) {
        @Override
        public String toString() {
            return fault + ", " + hit.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What came of a row. */
    record Result(RelayCaller.Answer answer, long millis, List<String> left) {}

    static List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var hit : Hit.values()) {
            STATUSES.stream().sorted().forEach(status -> {
                boolean refused = status == 401 || (hit == Hit.DELETE && status < 429);
                Wanted wanted = ofStatus(hit, status);
                rows.add(row(
                        status + " in QRadar's form",
                        hit,
                        wanted,
                        refused,
                        m -> m.error(status, 1020, "It went wrong.")));
                rows.add(row(status + " without body", hit, wanted, refused, m -> m.answer(status, "")));
                rows.add(row(status + " with a page", hit, wanted, refused, m -> m.answer(status, HTML)));
            });
            rows.add(fails("403 locked out", hit, hit == Hit.DELETE, m -> m.error(403, 18, "The host is locked out.")));
            rows.add(fails("302 redirect", hit, hit == Hit.DELETE, m -> m.redirect(302, "https://127.0.0.1:1/login")));
            unreadable(hit).forEach(rows::add);
            silent(hit).forEach(rows::add);
        }
        ends().forEach(rows::add);
        return rows;
    }

    /** Successes of no use. A deletion is done when the console says so, whatever its words. */
    private static Stream<Row> unreadable(Hit hit) {
        boolean isSaidToBeDone = hit == Hit.DELETE;
        return Stream.of(
                fails("200 cut JSON", hit, isSaidToBeDone, Fault.Match::cut),
                fails("200 array", hit, isSaidToBeDone, m -> m.answer(200, "[]")),
                fails(
                        "200 number",
                        hit,
                        isSaidToBeDone,
                        m -> m.answer(200, Map.of("content-type", "application/json"), "7")),
                fails("200 other object", hit, isSaidToBeDone, m -> m.answer(200, "{\"message\":\"hello\"}")),
                fails("200 empty", hit, isSaidToBeDone, m -> m.answer(200, "")),
                fails("200 with a page", hit, isSaidToBeDone, m -> m.answer(200, HTML)),
                fails("200 gzip garbage", hit, isSaidToBeDone, Fault.Match::gzipGarbage),
                row("200 in ISO 8859-1", hit, Wanted.EITHER, false, m -> m.recoded(StandardCharsets.ISO_8859_1)),
                row("200 huge header", hit, Wanted.EITHER, false, m -> matchOfLostAnswer(hit, m)
                        .hugeHeader(100_000)));
    }

    /** A new search that the console names at no time can't be found again: when asked once more it says which it is. */
    private static Fault.Match matchOfLostAnswer(Hit hit, Fault.Match match) {
        return hit == Hit.CREATE ? match.times(1) : match;
    }

    private static Stream<Row> silent(Hit hit) {
        return Stream.of(
                fails("hang before headers", hit, false, m -> matchOfLostAnswer(hit, m)
                        .hang()),
                fails("hang after headers", hit, false, m -> matchOfLostAnswer(hit, m)
                        .stall()),
                fails("drip", hit, false, m -> matchOfLostAnswer(hit, m).drip(Duration.ofMillis(300))),
                fails("flood", hit, false, m -> m.flood(hit.opening, hit.repeated)),
                fails("reset before it is carried out", hit, false, m -> matchOfLostAnswer(hit, m)
                        .reset()),
                fails("reset after it is carried out", hit, false, m -> matchOfLostAnswer(hit, m)
                        .lose()));
    }

    private static Stream<Row> ends() {
        return Stream.of(
                ended("search ERROR", Wanted.ERROR, SearchEnd.ERROR, 8),
                ended("search CANCELED", Wanted.ERROR, SearchEnd.CANCELED, 8),
                ended("search expired once", Wanted.DATA, SearchEnd.EXPIRED, 1),
                ended("search expired always", Wanted.ERROR, SearchEnd.EXPIRED, 8));
    }

    private static Row ended(String name, Wanted wanted, SearchEnd end, int times) {
        return new Row(name, Hit.STATUS, wanted, false, console -> {
            var ends = new SearchEnd[times];
            Arrays.fill(ends, end);
            console.endSearches(ends);
        });
    }

    /** A login that is rejected while a search is deleted is no longer used for the next one. */
    private static Wanted ofStatus(Hit hit, int status) {
        if (hit != Hit.DELETE) {
            return Wanted.ERROR;
        }
        return status == 401 ? Wanted.EITHER : Wanted.DATA;
    }

    private static Row fails(String name, Hit hit, boolean mayStay, Function<Fault.Match, Fault> fault) {
        return row(name, hit, hit == Hit.DELETE ? Wanted.DATA : Wanted.ERROR, mayStay, fault);
    }

    private static Row row(String name, Hit hit, Wanted wanted, boolean mayStay, Function<Fault.Match, Fault> fault) {
        return new Row(name, hit, wanted, mayStay, console -> console.failWith(fault.apply(hit.match())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void eachFaultIsNamedInTimeAndLeavesNothingBehind(Row row) throws Exception {
        var result = result(row);
        var answer = result.answer();
        var body = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(body.has("data") || body.has("errors")).as(answer.body()).isTrue();
        body.path("errors").forEach(FaultTableTest::isAnError);
        switch (row.wanted()) {
            case ERROR -> {
                assertThat(body.path("errors")).as(answer.body()).isNotEmpty();
                assertThat(body.path("data").path("sightings").path("count").asInt(1))
                        .as("data without anything found")
                        .isPositive();
            }
            case DATA -> {
                assertThat(body.path("errors")).isEmpty();
                assertThat(found(body)).isPositive();
            }
            case EITHER -> assertThat(found(body) + body.path("errors").size()).isPositive();
        }
        assertThat(Duration.ofMillis(result.millis())).isLessThan(LATEST);
        assertThat(answer.body() + answer.headers()).doesNotContain(PASSWORD, basic());
        if (!row.mayStay()) {
            assertThat(result.left()).as("searches left").isEmpty();
        }
    }

    private static void isAnError(JsonNode error) {
        assertThat(error.path("type").asText()).isIn("fatal", "warning");
        assertThat(error.path("code").asText()).isIn(CODES);
        assertThat(error.path("message").asText()).isNotBlank();
    }

    private static int found(JsonNode body) {
        return body.path("data").path("sightings").path("count").asInt();
    }

    private static String basic() {
        return Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** The first row asked for starts them all. */
    private Result result(Row row) throws Exception {
        synchronized (RESULTS) {
            if (RESULTS.isEmpty()) {
                rows().forEach(each -> RESULTS.put(each.toString(), THREADS.submit(() -> run(each))));
            }
        }
        return Objects.requireNonNull(RESULTS.get(row.toString())).get();
    }

    private Result run(Row row) {
        var settings = SimulatorSettings.defaults()
                .withSearchDuration(Duration.ofMillis(60))
                .withEvents(7, 200)
                .withLogin("admin", PASSWORD);
        try (var console = FreshConsole.start(settings, CERTIFICATES)) {
            row.damage().accept(console);
            var token = token(Map.of("SERVER_IP", console.host(), "pass", PASSWORD));
            long began = System.nanoTime();
            var answer = relay.post("/observe/observables", List.of(observable("ip", "127.0.0.1")), token);
            var took = Duration.ofNanos(System.nanoTime() - began);
            var left = leftAfterCleanUp(console, row.mayStay() ? AT_ONCE : CLEAN_UP);
            QRadarContract.checkRequests(console.calls());
            return new Result(answer, took.toMillis(), left);
        }
    }

    private static List<String> leftAfterCleanUp(QRadarSimulator console, Duration atMost) {
        try {
            await().atMost(atMost).until(() -> console.searchesLeft().isEmpty());
        } catch (ConditionTimeoutException stayed) {
            return console.searchesLeft();
        }
        return List.of();
    }

    @AfterAll
    static void write() throws IOException {
        THREADS.shutdownNow();
        var lines = new ArrayList<>(List.of(
                "| Fault | Call | HTTP | Code | Message | ms | Searches left |", "|---|---|---|---|---|---|---|"));
        for (var row : rows()) {
            lines.add(
                    "| " + row.fault() + " | " + row.hit().name().toLowerCase(Locale.ROOT) + " | " + cells(row) + " |");
        }
        Files.createDirectories(TABLE.toAbsolutePath().getParent());
        Files.write(TABLE, lines);
    }

    private static String cells(Row row) {
        var run = RESULTS.get(row.toString());
        if (run == null || run.state() != Future.State.SUCCESS) {
            return "| no answer as the contract wants it | | | |";
        }
        var result = run.resultNow();
        var body = result.answer().json();
        var error = body.path("errors").path(0);
        var message = error.isMissingNode()
                ? found(body) + " sightings"
                : error.path("message").asText();
        return String.join(
                " | ",
                String.valueOf(result.answer().status()),
                error.path("code").asText("-"),
                message.replace("|", "\\|"),
                String.valueOf(result.millis()),
                String.valueOf(result.left().size()));
    }
}
