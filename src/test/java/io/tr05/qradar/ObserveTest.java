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
import io.tr05.qradar.testing.QRadarContract;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ObserveTest extends RelayTest {

    private static final String PATH = "/observe/observables";

    ObserveTest(Http1Client client) {
        super(client);
    }

    @Test
    void anEventOnTheConsoleBecomesASighting() {
        Instant time = Instant.now().minus(Duration.ofHours(1));
        CONSOLE.serveRows(List.of(Map.of(
                "starttime",
                time.toEpochMilli(),
                "endtime",
                time.plusSeconds(5).toEpochMilli(),
                "sourceip",
                "10.1.1.1",
                "destinationip",
                "10.2.2.2",
                "sourcemac",
                "AA:BB:CC:DD:EE:FF",
                "username",
                "alice",
                "eventcount",
                3)));

        JsonNode sightings = observe(observable("ip", "10.1.1.1")).path("data").path("sightings");

        assertThat(sightings.path("count").asInt()).isEqualTo(1);
        JsonNode sighting = sightings.path("docs").path(0);
        assertThat(sighting.path("count").asInt()).isEqualTo(3);
        assertThat(sighting.path("observables").toString()).isEqualTo("[{\"type\":\"ip\",\"value\":\"10.1.1.1\"}]");
        assertThat(Instant.parse(sighting.path("observed_time")
                                .path("start_time")
                                .asText())
                        .toEpochMilli())
                .isEqualTo(time.toEpochMilli());
        assertThat(sighting.path("relations")
                        .path(0)
                        .path("related")
                        .path("value")
                        .asText())
                .isEqualTo("10.2.2.2");
        assertThat(sighting.path("targets").path(0).path("observables"))
                .extracting(observed -> observed.path("value").asText())
                .containsExactly("10.1.1.1", "AA:BB:CC:DD:EE:FF", "alice");
    }

    @Test
    void nothingFoundIsEmptyData() {
        assertThat(observe(observable("ip", "203.0.113.254"))).hasToString("{\"data\":{}}");
    }

    @Test
    void eachOfManyObservablesHasAShareOfTheSightingsThatOneCallMayHave() {
        List<Map<String, Object>> twice = new ArrayList<>(rows("10.0.0.", 60));
        twice.addAll(rows("10.0.0.", 60));
        CONSOLE.serveRows(twice);
        List<Map<String, String>> sixty = IntStream.range(0, 60)
                .mapToObj(n -> observable("ip", "10.0.0." + n))
                .toList();
        try (RelayServer server =
                RelayServer.start(config(Map.of("RELAY_MAX_SIGHTINGS", "100", "QRADAR_SEARCH_TIMEOUT", "20s")))) {
            RelayCaller bounded = new RelayCaller(Http1Client.builder()
                    .baseUri("http://127.0.0.1:" + server.port())
                    .build());

            JsonNode answer =
                    bounded.post("/observe/observables", sixty, token()).json();

            assertThat(answer.at("/data/sightings/count").asInt()).isEqualTo(60);
            assertThat(answer.at("/errors/0/code").asText()).isEqualTo("too-many-messages-warning");
            assertThat(answer.at("/errors/0/message").asText())
                    .startsWith("The limit of 1 sightings was reached for '10.0.0.0', ")
                    .endsWith("fewer at once have more each.");
        }
    }

    @Test
    void tenAddressesMakeOneSearchOfEachSliceAndAtMostFiveCallsForIt() {
        CONSOLE.serveRows(rows("10.0.0.", 10));
        observe(observable("ip", "10.99.99.99")); // from here on the columns are known
        int before = consoleCalls().size();

        JsonNode answer = observe(IntStream.range(0, 10)
                .mapToObj(n -> observable("ip", "10.0.0." + n))
                .toList());

        assertThat(answer.path("data").path("sightings").path("count").asInt()).isEqualTo(10);
        assertThat(consoleCalls().size() - before).isLessThanOrEqualTo(2 * 5);
        assertThat(searches()).hasSize(2 + 2);
    }

    @Test
    void aConsoleThatIgnoresLongPollsIsNotHammered() {
        try (QRadarSimulator slow = QRadarSimulator.start(
                SimulatorSettings.defaults().withoutLongPoll().withSearchDuration(Duration.ofSeconds(1)),
                CERTIFICATES)) {
            relay.post(PATH, List.of(observable("ip", "192.0.2.146")), token(Map.of("SERVER_IP", slow.host())));

            assertThat(slow.calls()).hasSizeLessThanOrEqualTo(1 + 2 * 6);
            assertThat(slow.searchesLeft()).isEmpty();
            QRadarContract.check(slow.calls());
        }
    }

    @Test
    void resultsThatAreNotThereYetAreWaitedFor() {
        consoleIsFaulty();
        CONSOLE.serveRows(rows("10.0.0.", 1));
        CONSOLE.failWith(
                Fault.on("GET", "/api/ariel/searches/[^/]+").answer(206, "{\"status\":\"SORTING\",\"progress\":99}"));
        CONSOLE.failWith(
                Fault.on("GET", "/api/ariel/searches/[^/]+/results").error(404, 1003, "The search is still running."));

        assertThat(observed(observe(observable("ip", "10.0.0.0")))).containsExactly("10.0.0.0");
        assertNoSearchLeft();
    }

    /** IBM describes no body for this status. */
    @Test
    void aSearchOfWhichTheConsoleSaysNoMoreThanThatItIsNotCompleteIsWaitedFor() {
        CONSOLE.serveRows(rows("10.0.0.", 1));
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+").times(2).answer(206, Map.of(), ""));

        assertThat(observed(observe(observable("ip", "10.0.0.0")))).containsExactly("10.0.0.0");
        assertNoSearchLeft();
    }

    @Test
    void theSearchIsDeletedAfterwards() {
        observe(observable("ip", "127.0.0.1"));

        assertThat(consoleCalls()).endsWith("DELETE /api/ariel/searches/ID");
        assertNoSearchLeft();
    }

    @Test
    void unsupportedTypesAreDroppedWithoutAnyCall() {
        assertThat(observe(observable("device", "example.com"), observable("registry_key", "x")))
                .hasToString("{\"data\":{}}");
        assertThat(consoleCalls()).isEmpty();
    }

    @Test
    void theTypeIsComparedInLowerCase() {
        CONSOLE.serveRows(rows("10.0.0.", 1));

        JsonNode answer = observe(observable("IP", "10.0.0.0"));

        assertThat(answer.path("data")
                        .path("sightings")
                        .path("docs")
                        .path(0)
                        .path("observables")
                        .path(0)
                        .path("type")
                        .asText())
                .isEqualTo("ip");
    }

    @Test
    void duplicatesAreSearchedOnce() {
        CONSOLE.serveRows(rows("10.0.0.", 1));

        JsonNode answer = observe(observable("ip", "10.0.0.0"), observable("ip", "10.0.0.0"));

        assertThat(answer.path("data").path("sightings").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void aValueThatIsNoAddressNeverReachesTheConsole() {
        JsonNode answer = observe(observable("ip", "1.2.3.4' OR 1=1"));

        assertThat(answer.has("data")).isFalse();
        assertThat(answer.path("errors").path(0).path("type").asText()).isEqualTo("warning");
        assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("invalid argument");
        assertThat(answer.path("errors").path(0).path("message").asText()).contains("1.2.3.4' OR 1=1");
        assertThat(consoleCalls()).isEmpty();
    }

    @Test
    void theOthersGoOnBesideABadValue() {
        CONSOLE.serveRows(rows("10.0.0.", 1));

        JsonNode answer = observe(observable("ip", "abc"), observable("ip", "10.0.0.0"));

        assertThat(answer.path("data").path("sightings").path("count").asInt()).isEqualTo(1);
        assertThat(answer.path("errors")).hasSize(1);
    }

    @Test
    void anIpv6LiteralSentAsIpIsSearchedInTheIpv6Columns() {
        CONSOLE.serveRows(List.of(
                Map.of("starttime", minutesAgo(10), "endtime", minutesAgo(10), "sourcev6", "2001:db8:0:0:0:0:0:1")));

        JsonNode answer = observe(observable("ip", "2001:db8::1"));

        assertThat(answer.path("data").path("sightings").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void onlyColumnsThatTheConsoleHasAreNamed() {
        CONSOLE.serve(CONSOLE.events().withoutColumns(Set.of("prenatsourceip", "identityip", "sourceaddress")));
        String otherName = CONSOLE.host().replace("127.0.0.1", "localhost"); // whose columns are not known yet

        relay.post(PATH, List.of(observable("ip", "127.0.0.1")), token(Map.of("SERVER_IP", otherName)));

        assertThat(aql()).contains("sourceip IN ('127.0.0.1')").doesNotContain("prenatsourceip");
    }

    @Test
    void aCustomPropertyWithASpaceStandsInDoubleQuotes() {
        observe(observable("ip", "127.0.0.1"));

        assertThat(aql()).contains("\"Original Client IP\" IN ('127.0.0.1')");
    }

    @Test
    void theWindowIsSevenDaysInEpochMillisecondsTheLastDayFirst() {
        long before = Instant.now().toEpochMilli();

        observe(observable("ip", "203.0.113.254"));

        List<Long> newest = window(searches().get(0));
        List<Long> rest = window(searches().get(1));
        assertThat(newest.get(1)).isBetween(before, Instant.now().toEpochMilli());
        assertThat(newest.get(1) - newest.get(0))
                .isBetween(
                        Duration.ofDays(1).toMillis(),
                        Duration.ofDays(1).plusMinutes(1).toMillis());
        assertThat(rest.get(1)).isEqualTo(newest.get(0));
        assertThat(newest.get(1) - rest.get(0)).isEqualTo(Duration.ofDays(7).toMillis());
    }

    @Test
    void anEventOfTheMinuteUnderWayIsFoundOnAConsoleThatRoundsTheEndOfAWindowDown() {
        try (QRadarSimulator floors =
                QRadarSimulator.start(SimulatorSettings.defaults().withStopFloored(), CERTIFICATES)) {
            long time = Instant.now().minusSeconds(3).toEpochMilli();
            floors.serveRows(List.of(Map.of("starttime", time, "endtime", time, "sourceip", "10.1.1.1")));

            JsonNode answer = relay.post(
                            PATH, List.of(observable("ip", "10.1.1.1")), token(Map.of("SERVER_IP", floors.host())))
                    .json();

            assertThat(observed(answer)).containsExactly("10.1.1.1");
        }
    }

    @Test
    void theCallsCarryTheVersionAndBasicCredentials() {
        observe(observable("ip", "127.0.0.1"));

        assertThat(CONSOLE.calls()).allSatisfy(call -> {
            assertThat(call.headers()).containsEntry("version", "26.0").containsKey("authorization");
            assertThat(call.headers().get("accept")).contains("application/json");
        });
    }

    @Test
    void theLimitIsPerObservableAndABusyOneDoesNotStarveTheOthers() {
        List<Map<String, Object>> rows = new ArrayList<>(rows("10.9.9.", 1));
        for (int n = 0; n < 50; n++) {
            rows.add(row("10.8.8.8", n));
        }
        CONSOLE.serveRows(rows);

        JsonNode answer = relay.post(
                        PATH,
                        List.of(observable("ip", "10.8.8.8"), observable("ip", "10.9.9.0")),
                        token(Map.of("CTR_ENTITIES_LIMIT", 3)))
                .json();

        assertThat(observed(answer)).containsExactly("10.8.8.8", "10.8.8.8", "10.8.8.8", "10.9.9.0");
        assertNoSearchLeft();
    }

    @Test
    void theLimitIsNamedInAWarningWhenItIsReached() {
        CONSOLE.serveRows(List.of(row("10.8.8.8", 1), row("10.8.8.8", 2), row("10.8.8.8", 3)));

        JsonNode answer = relay.post(
                        PATH, List.of(observable("ip", "10.8.8.8")), token(Map.of("CTR_ENTITIES_LIMIT", "2")))
                .json();

        assertThat(observed(answer)).hasSize(2);
        assertThat(answer.path("errors").path(0).path("type").asText()).isEqualTo("warning");
        assertThat(answer.path("errors").path(0).path("message").asText())
                .contains("2")
                .contains("10.8.8.8");
    }

    @Test
    void aSearchThatTakesTooLongIsCancelledAndDeleted() {
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+").always().delay(Duration.ofSeconds(10)));

        JsonNode answer = observe(observable("ip", "127.0.0.1"));

        assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("gateway timeout");
        assertThat(answer.path("errors").path(0).path("message").asText())
                .isEqualTo("Failed to get search results since search processing is still ongoing on QRadar"
                        + " API side.");
        assertThat(consoleCalls()).contains("POST /api/ariel/searches/ID", "DELETE /api/ariel/searches/ID");
        assertNoSearchLeft();
    }

    @Test
    void aSearchThatEndsInErrorSaysWhy() {
        CONSOLE.endSearches(SearchEnd.ERROR, SearchEnd.ERROR);

        JsonNode answer = observe(observable("ip", "127.0.0.1"));

        assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("unknown");
        assertThat(answer.path("errors").path(0).path("message").asText()).isNotBlank();
        assertThat(consoleCalls()).noneMatch(call -> call.endsWith("/results"));
        assertNoSearchLeft();
    }

    @Test
    void aCancelledSearchIsAnError() {
        CONSOLE.endSearches(SearchEnd.CANCELED, SearchEnd.CANCELED);

        assertThat(observe(observable("ip", "127.0.0.1"))
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("unknown");
        assertNoSearchLeft();
    }

    @Test
    void aSearchThatExpiredIsMadeOnceMore() {
        CONSOLE.serveRows(
                List.of(Map.of("starttime", Instant.now().minusSeconds(600).toEpochMilli(), "sourceip", "10.0.0.1")));
        CONSOLE.endSearches(SearchEnd.EXPIRED, SearchEnd.COMPLETED);

        assertThat(observe(observable("ip", "10.0.0.1"))
                        .path("data")
                        .path("sightings")
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(searches()).hasSize(2 + 1);
    }

    @Test
    void anAnswerCutOffInTheMiddleIsAnErrorOfTheConsole() {
        consoleIsFaulty();
        CONSOLE.failWith(
                Fault.on("GET", "/api/ariel/searches/[^/]+/results").always().cut());

        JsonNode answer = observe(observable("ip", "127.0.0.1"));

        assertThat(answer.path("errors").path(0).path("message").asText()).startsWith("The QRadar API error.");
        assertNoSearchLeft();
    }

    @Test
    void aBrokenConnectionWhileReadingIsTriedOnceMore() {
        CONSOLE.serveRows(rows("10.0.0.", 1));
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+/results").reset());

        JsonNode answer = observe(observable("ip", "10.0.0.0"));

        assertThat(answer.has("errors")).isFalse();
        assertThat(observed(answer)).containsExactly("10.0.0.0");
    }

    @Test
    void whatMayNotBeDoneTwiceGoesOverAFreshConnection() {
        observe(observable("ip", "127.0.0.1"));

        assertThat(searches()).allSatisfy(call -> assertThat(call.headers()).containsEntry("connection", "close"));
    }

    @Test
    void whatWasFoundBeforeAFailureIsKept() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            rows.add(row("10.8.8.8", n));
        }
        CONSOLE.serveRows(rows);
        CONSOLE.endSearches(SearchEnd.COMPLETED, SearchEnd.ERROR);

        JsonNode answer = relay.post(
                        PATH,
                        List.of(observable("ip", "10.8.8.8"), observable("ip", "10.9.9.9")),
                        token(Map.of("CTR_ENTITIES_LIMIT", 3)))
                .json();

        assertThat(observed(answer)).hasSize(3);
        assertThat(answer.path("errors"))
                .extracting(error -> error.path("type").asText())
                .contains("fatal");
    }

    @Test
    void whatWasSearchedWhenTheTimeIsUpIsAnsweredWithAWarningOfWhatIsMissing() {
        try (QRadarSimulator slow = QRadarSimulator.start(
                SimulatorSettings.defaults().withScanRate(Duration.ofMillis(700)), CERTIFICATES)) {
            slow.serveRows(rows("10.0.0.", 1));

            JsonNode answer = relay.post(
                            PATH,
                            List.of(observable("ip", "10.0.0.0"), observable("user", "alice")),
                            token(Map.of("SERVER_IP", slow.host())))
                    .json();

            assertThat(observed(answer)).containsExactly("10.0.0.0");
            assertThat(answer.path("errors")).hasSize(1);
            JsonNode warning = answer.path("errors").path(0);
            assertThat(warning.path("type").asText()).isEqualTo("warning");
            assertThat(warning.path("code").asText()).isEqualTo("gateway timeout");
            List<Long> rest = window(searches(slow).get(1));
            assertThat(warning.path("message").asText())
                    .isEqualTo("The result is incomplete: events of '10.0.0.0', 'alice' from "
                            + Instant.ofEpochMilli(rest.get(0)).truncatedTo(ChronoUnit.SECONDS) + " to "
                            + Instant.ofEpochMilli(rest.get(1))
                            + " are missing, since QRadar was not done with it in time.");
            await().until(() -> slow.searchesLeft().isEmpty());
        }
    }

    @Test
    void aSliceThatFailsDoesNotKeepTheOthersFromBeingSearched() {
        CONSOLE.endSearches(SearchEnd.ERROR, SearchEnd.COMPLETED);
        CONSOLE.serveRows(List.of(row("10.0.0.0", (int) Duration.ofDays(3).toMinutes())));

        JsonNode answer = observe(observable("ip", "10.0.0.0"));

        assertThat(observed(answer)).containsExactly("10.0.0.0");
        assertThat(answer.path("errors"))
                .extracting(error -> error.path("type").asText())
                .containsExactly("fatal", "warning");
        assertThat(answer.path("errors").path(1).path("message").asText())
                .contains("'10.0.0.0' from ")
                .endsWith(" are missing, since QRadar did not answer that search.");
    }

    @Test
    void moreObservablesThanOneQueryTakesMakeSeveral() {
        CONSOLE.serveRows(List.of(row("10.1.2.3", 1), row("10.2.1.0", 2)));

        JsonNode answer = observe(IntStream.range(0, 600)
                .mapToObj(n -> observable("ip", "10." + (1 + n / 300) + "." + (n % 300) / 100 + "." + n % 100))
                .toList());

        assertThat(observed(answer)).containsExactly("10.1.2.3", "10.2.1.0");
        assertThat(searches()).hasSize(2 * 2);
        assertNoSearchLeft();
    }

    private JsonNode observe(Object... observables) {
        return observe(List.of(observables));
    }

    private JsonNode observe(List<?> observables) {
        return relay.post(PATH, observables);
    }

    private static List<String> observed(JsonNode answer) {
        return StreamSupport.stream(
                        answer.path("data").path("sightings").path("docs").spliterator(), false)
                .map(sighting ->
                        sighting.path("observables").path(0).path("value").asText())
                .toList();
    }

    private static List<RecordedCall> searches() {
        return searches(CONSOLE);
    }

    private static List<RecordedCall> searches(QRadarSimulator console) {
        return console.calls().stream()
                .filter(call -> call.line().equals("POST /api/ariel/searches"))
                .toList();
    }

    private static List<Long> window(RecordedCall search) {
        var window = Pattern.compile(" AND starttime >= (\\d{13}) AND starttime < (\\d{13})")
                .matcher(search.parameter("query_expression").orElseThrow());
        assertThat(window.find()).isTrue();
        return List.of(Long.parseLong(window.group(1)), Long.parseLong(window.group(2)));
    }

    private static String aql() {
        return searches().get(0).parameter("query_expression").orElseThrow();
    }

    private static List<Map<String, Object>> rows(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(n -> row(prefix + n, n)).toList();
    }

    private static Map<String, Object> row(String sourceip, int minute) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("starttime", minutesAgo(minute + 2));
        row.put("endtime", minutesAgo(minute + 2));
        row.put("sourceip", sourceip);
        row.put("destinationip", "192.0.2.1");
        return row;
    }

    private static long minutesAgo(int minutes) {
        return Instant.now().minus(Duration.ofMinutes(minutes)).toEpochMilli();
    }
}
