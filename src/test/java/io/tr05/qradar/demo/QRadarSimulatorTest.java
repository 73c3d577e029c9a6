package io.tr05.qradar.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.webclient.api.WebClient;
import io.tr05.qradar.testing.QRadarContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QRadarSimulatorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    private static final String ALL = "SELECT sourceip, starttime FROM events LAST 7 DAYS";

    private static DemoCertificates certificates;
    private static QRadarSimulator console;
    private static SimulatorClient client;

    @BeforeAll
    static void start() {
        certificates = DemoCertificates.create();
        console = start(SimulatorSettings.defaults()
                .withClock(Clock.fixed(NOW, ZoneOffset.UTC))
                .withSecurityToken("5ec-token")
                .withSearchDuration(Duration.ofMillis(60))
                .withEvents(3, 500));
        client = new SimulatorClient(console, certificates);
    }

    private static QRadarSimulator start(SimulatorSettings settings) {
        return QRadarSimulator.start(settings, certificates);
    }

    @AfterEach
    void reset() {
        console.reset();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static String newSearch() {
        return newSearch(ALL);
    }

    private static String newSearch(String aql) {
        return client.search(aql).json().path("search_id").asText();
    }

    private static JsonNode awaited(String id) {
        return client.get("/ariel/searches/" + id, "Prefer", "wait=10").json();
    }

    @Nested
    class Searches {

        @Test
        void runThroughTheirStatesAndKeepToTheContract() {
            var created = client.search(ALL);
            var id = created.json().path("search_id").asText();
            var done = awaited(id);
            var results = client.get("/ariel/searches/" + id + "/results", "Range", "items=0-9");

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.json().path("status").asText()).isIn("WAIT", "EXECUTE");
            assertThat(id).matches("[0-9a-f-]{36}");
            assertThat(done.path("status").asText()).isEqualTo("COMPLETED");
            assertThat(done.path("progress").asInt()).isEqualTo(100);
            assertThat(done.path("record_count").asInt()).isEqualTo(500);
            assertThat(results.json().path("events")).hasSize(10);
            assertThat(results.header("Content-Range")).isEqualTo("items 0-9/500");
            assertThat(client.delete("/ariel/searches/" + id).status()).isEqualTo(202);
            assertThat(console.searchesLeft()).isEmpty();
            QRadarContract.check(console.calls());
        }

        @Test
        void takeTheQueryFromTheQueryStringToo() {
            var reply = client.post("/ariel/searches?query_expression=" + SimulatorClient.encode(ALL));

            assertThat(reply.status()).isEqualTo(201);
            QRadarContract.check(console.calls());
        }

        @Test
        void shareOneIdForTheSameQuery() {
            assertThat(newSearch()).isEqualTo(newSearch());
            assertThat(newSearch()).isNotEqualTo(newSearch(ALL + " "));
        }

        @Test
        void startAnewAfterACancel() {
            var first = newSearch();
            var cancelled = client.post("/ariel/searches/" + first + "?status=CANCELED");

            assertThat(cancelled.json().path("status").asText()).isEqualTo("CANCELED");
            assertThat(newSearch()).isNotEqualTo(first);
            assertThat(console.searchesLeft()).hasSize(2);
        }

        @Test
        void startAnewAfterAFailure() {
            console.endSearches(SearchEnd.ERROR);
            var failed = newSearch();
            awaited(failed);

            assertThat(newSearch()).isNotEqualTo(failed);
        }

        @Test
        void haveNoResultsWhileRunning() {
            try (var slow = start(SimulatorSettings.defaults().withSearchDuration(Duration.ofMinutes(1)))) {
                var caller = new SimulatorClient(slow, certificates);
                var id = caller.search(ALL).json().path("search_id").asText();

                assertThat(caller.get("/ariel/searches/" + id + "/results").code())
                        .isEqualTo(1003);
                assertThat(caller.get("/ariel/searches/" + id, "Prefer", "wait=1")
                                .status())
                        .isEqualTo(206);
                QRadarContract.check(slow.calls());
            }
        }

        @Test
        void areUnknownAfterDeletion() {
            var id = newSearch();
            client.delete("/ariel/searches/" + id);

            assertThat(client.get("/ariel/searches/" + id).code()).isEqualTo(1002);
            assertThat(client.get("/ariel/searches/" + id + "/results").code()).isEqualTo(1002);
            assertThat(client.delete("/ariel/searches/" + id).status()).isEqualTo(404);
        }

        @Test
        void answerAtOnceWithoutLongPoll() {
            try (var old =
                    start(SimulatorSettings.defaults().withoutLongPoll().withSearchDuration(Duration.ofMinutes(1)))) {
                var caller = new SimulatorClient(old, certificates);
                var id = caller.search(ALL).json().path("search_id").asText();

                assertThat(caller.get("/ariel/searches/" + id, "Prefer", "wait=15")
                                .status())
                        .isEqualTo(200);
            }
        }

        @Test
        void answerEachChangeOfStatusWhenALongPollIsPerChange() {
            try (var other = start(
                    SimulatorSettings.defaults().withLongPollPerChange().withSearchDuration(Duration.ofSeconds(4)))) {
                var caller = new SimulatorClient(other, certificates);
                var id = caller.search(ALL).json().path("search_id").asText();
                var seen = new ArrayList<String>();
                do {
                    seen.add(caller.get("/ariel/searches/" + id, "Prefer", "wait=10")
                            .json()
                            .path("status")
                            .asText());
                } while (!seen.getLast().equals("COMPLETED"));

                assertThat(seen).hasSizeBetween(2, 3).endsWith("SORTING", "COMPLETED");
            }
        }

        @Test
        void beyondTheCapacityWaitForTheirTurn() {
            try (var small =
                    start(SimulatorSettings.defaults().withCapacity(1).withSearchDuration(Duration.ofMinutes(1)))) {
                var caller = new SimulatorClient(small, certificates);
                var first = caller.search(ALL).json().path("search_id").asText();
                var second = caller.search(ALL + " ").json().path("search_id").asText();

                assertThat(caller.get("/ariel/searches/" + second, "Prefer", "wait=1")
                                .json()
                                .path("progress")
                                .asInt())
                        .isZero();
                caller.delete("/ariel/searches/" + first);
                await().until(() -> caller.get("/ariel/searches/" + second)
                                .json()
                                .path("query_execution_time")
                                .asInt()
                        > 0);
                assertThat(small.mostSearchesAtOnce()).isEqualTo(1);
            }
        }

        @Test
        void runAtOnceAsManyAsThereAre() {
            newSearch(ALL);
            newSearch(ALL + " ");

            assertThat(console.mostSearchesAtOnce()).isEqualTo(2);
        }

        @Test
        void takeLongerForALongerWindowWhenTheConsoleHasAScanRate() {
            try (var scanning = start(SimulatorSettings.defaults()
                    .withSearchDuration(Duration.ZERO)
                    .withScanRate(Duration.ofMinutes(1)))) {
                var caller = new SimulatorClient(scanning, certificates);
                var week = caller.search(ALL).json().path("search_id").asText();
                var minute = caller.search("SELECT sourceip FROM events LAST 1 MINUTES")
                        .json()
                        .path("search_id")
                        .asText();

                assertThat(caller.get("/ariel/searches/" + minute, "Prefer", "wait=20")
                                .json()
                                .path("status")
                                .asText())
                        .isEqualTo("COMPLETED");
                assertThat(caller.get("/ariel/searches/" + week)
                                .json()
                                .path("progress")
                                .asInt())
                        .isLessThan(50);
            }
        }

        @Test
        void endAsTheTestWantsIt() {
            console.endSearches(SearchEnd.ERROR, SearchEnd.CANCELED, SearchEnd.EXPIRED);
            var failed = awaited(newSearch(ALL));
            var cancelled = awaited(newSearch(ALL + " "));
            var expired = awaited(newSearch(ALL + "  "));

            assertThat(failed.path("status").asText()).isEqualTo("ERROR");
            assertThat(failed.path("error_messages").path(0).path("message").asText())
                    .isNotEmpty();
            assertThat(cancelled.path("status").asText()).isEqualTo("CANCELED");
            assertThat(expired.path("code").asInt()).isEqualTo(1002);
            QRadarContract.check(console.calls());
        }

        @Test
        void giveEveryThirdTimeAsADouble() {
            var rows = client.rows(ALL);

            assertThat(rows.get(0).path("starttime").isIntegralNumber()).isTrue();
            assertThat(rows.get(2).path("starttime").isDouble()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"SELEC", "SELECT nothing FROM events", "SELECT sourceip FROM events WHERE sourceip ="})
        void refuseBadAql(String aql) {
            var reply = client.search(aql);

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.code()).isEqualTo(2000);
            assertThat(reply.json().path("http_response").path("code").asInt()).isEqualTo(422);
            assertThat(client.postForm("/ariel/validators/aql", "query_expression", aql)
                            .json()
                            .path("error_messages"))
                    .hasSize(1);
            QRadarContract.check(console.calls());
        }

        @Test
        void needAQuery() {
            assertThat(client.post("/ariel/searches").code()).isEqualTo(1005);
        }

        @Test
        void areListed() {
            var id = newSearch();
            var list = client.get("/ariel/searches", "Range", "items=0-5");

            assertThat(list.json()).extracting(JsonNode::asText).containsExactly(id);
            assertThat(list.header("Content-Range")).isEqualTo("items 0-0/1");
            QRadarContract.check(console.calls());
        }
    }

    @Nested
    class Columns {

        @Test
        void areFilteredAndReduced() {
            var fields = SimulatorClient.encode("columns(name,object_value_type)");
            var filter = SimulatorClient.encode("object_value_type = \"Host\"");
            var columns = client.get("/ariel/databases/events?fields=" + fields + "&filter=" + filter)
                    .json()
                    .path("columns");

            assertThat(columns)
                    .extracting(column -> column.path("name").asText())
                    .contains("sourceip", "postnatdestinationip", "Original Client IP")
                    .doesNotContain("sourcev6", "username");
            assertThat(columns.path(0).has("argument_type")).isFalse();
            QRadarContract.check(console.calls());
        }

        @Test
        void ofAnUnknownDatabaseAre404() {
            assertThat(client.get("/ariel/databases/nothing").code()).isEqualTo(1002);
        }

        @Test
        void canBeTakenAway() {
            console.serve(console.events().withoutColumns(Set.of("sourceaddress")));

            assertThat(client.search("SELECT sourceaddress FROM events").status())
                    .isEqualTo(422);
        }

        @Test
        void canBeLackingFromTheStart() {
            try (var old = start(SimulatorSettings.defaults().withoutColumns("sourcev6"))) {
                assertThat(new SimulatorClient(old, certificates)
                                .search("SELECT sourcev6 FROM events")
                                .status())
                        .isEqualTo(422);
            }
        }
    }

    @Nested
    class Events {

        @Test
        void canBeATestsOwn() {
            console.serveRows(List.of(Map.of(
                    "starttime", NOW.toEpochMilli(), "sourceip", "192.0.2.9", "username", "Ann", "Own Property", "x")));
            var row = client.rows("SELECT sourceip, destinationip, username, \"Own Property\" AS own, \"URL\""
                            + " FROM events WHERE username = 'Ann'")
                    .getFirst();

            assertThat(row)
                    .hasToString("{\"sourceip\":\"192.0.2.9\",\"destinationip\":\"0.0.0.0\","
                            + "\"username\":\"Ann\",\"own\":\"x\",\"URL\":null}");
        }

        @Test
        void areTheSameForTheSameSeed() {
            assertThat(DemoEvents.table(NOW, 3, 50).rows())
                    .isEqualTo(DemoEvents.table(NOW, 3, 50).rows());
        }

        @Test
        void containTheObservablesOfTheDemo() throws IOException {
            var table = DemoEvents.table(NOW, SimulatorSettings.defaults().seed(), 4000);
            var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            table.rows().forEach(row -> row.values().forEach(value -> all.add(value.toString())));
            var listed = new ObjectMapper().readTree(Path.of("observables.json").toFile());
            var unseen = new HashSet<>(DemoEvents.UNSEEN);
            unseen.add(DemoEvents.UNSEEN_ADDRESS);

            assertThat(listed.path(0).path("value").asText()).isEqualTo("127.0.0.1");
            for (var observable : listed) {
                var value = observable.path("value").asText();
                var onTheConsole = value.equals("2001:db8::1") ? DemoEvents.SEEN_IPV6 : value;
                assertThat(all.contains(onTheConsole)).as(value).isEqualTo(!unseen.contains(value));
            }
        }

        @Test
        void haveAValueOfEachTypeAmongTheObservablesOfTheDemo() throws IOException {
            var listed = new ObjectMapper().readTree(Path.of("observables.json").toFile());

            assertThat(listed)
                    .extracting(observable -> observable.path("type").asText())
                    .contains("ip", "ipv6", "mac_address", "user", "hostname", "domain", "url", "md5", "sha1", "sha256")
                    .contains("email", "email_subject", "file_name", "file_path", "process_name", "process_path")
                    .contains("user_agent");
        }
    }

    @Nested
    class Logins {

        @Test
        void mayUseAToken() {
            assertThat(client.sendAs(List.of("SEC", "5ec-token"), "GET", "/help/versions", "")
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void areOfOneKind() {
            var both = new java.util.ArrayList<>(SimulatorClient.basic("admin", "demo-password"));
            both.addAll(List.of("SEC", "5ec-token"));

            assertThat(client.sendAs(both, "GET", "/help/versions", "").status())
                    .isEqualTo(400);
        }

        @Test
        void areNeeded() {
            var reply = client.sendAs(List.of(), "GET", "/help/versions", "");

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo(18);
        }

        @Test
        void thatFailFiveTimesLockOut() {
            var wrong = SimulatorClient.basic("admin", "wrong");
            for (int i = 0; i < 5; i++) {
                assertThat(client.sendAs(wrong, "GET", "/help/versions", "").status())
                        .isEqualTo(401);
            }

            assertThat(client.get("/help/versions").status()).isEqualTo(403);
            assertThat(console.failedLogins()).isEqualTo(5);
        }

        @Test
        void areNotRecordedInClear() {
            client.sendAs(List.of("SEC", "5ec-token"), "GET", "/help/versions", "");
            client.get("/help/versions");

            assertThat(console.calls().toString()).doesNotContain("5ec-token", "YWRtaW46");
            assertThat(console.settings().toString()).doesNotContain("demo-password", "5ec-token");
        }
    }

    @Nested
    class Versions {

        @ParameterizedTest
        @CsvSource({"15.0,200", "26.0,200", "99.0,200", "9.0,422", "x,422"})
        void areCheckedByTheirNumber(String version, int status) {
            assertThat(client.get("/help/versions", "Version", version).status())
                    .isEqualTo(status);
        }

        @Test
        void thatAreRemovedMayAnswerGone() {
            try (var console26 = start(SimulatorSettings.defaults().withVersions(20, 26, 410))) {
                var caller = new SimulatorClient(console26, certificates);

                assertThat(caller.get("/system/about", "Version", "15.0").status())
                        .isEqualTo(410);
                QRadarContract.check(console26.calls());
            }
        }

        @Test
        void areListed() {
            assertThat(client.get("/help/versions").json())
                    .extracting(version -> version.path("version").asText())
                    .contains("12.0", "26.0");
            assertThat(client.get("/system/about")
                            .json()
                            .path("external_version")
                            .asText())
                    .startsWith("7.5");
            QRadarContract.check(console.calls());
        }
    }

    @Nested
    class Faults {

        @Test
        void hitAsManyCallsAsTheySay() {
            console.failWith(Fault.on("GET", "/api/help/.*").times(2).error(503, 1010, "busy"));

            assertThat(client.get("/help/versions").code()).isEqualTo(1010);
            assertThat(client.get("/help/versions").status()).isEqualTo(503);
            assertThat(client.get("/help/versions").status()).isEqualTo(200);
        }

        @Test
        void cutTheBodyButNotTheMessage() {
            console.failWith(Fault.on("*", ".*").cut());
            var reply = client.get("/help/versions");

            assertThat(reply.status()).isEqualTo(200);
            assertThatThrownBy(reply::json).hasCauseInstanceOf(JacksonException.class);
        }

        @Test
        void dropTheConnection() {
            console.failWith(Fault.on("POST", "/api/ariel/searches").reset());

            assertThatThrownBy(() -> client.search(ALL)).isInstanceOf(UncheckedIOException.class);
            assertThat(console.searchesLeft()).isEmpty();
            assertThat(console.calls().getFirst().status()).isZero();
        }

        @Test
        void loseTheAnswerOfACallThatWasCarriedOut() {
            console.failWith(Fault.on("POST", "/api/ariel/searches").lose());

            assertThatThrownBy(() -> client.search(ALL)).isInstanceOf(UncheckedIOException.class);
            assertThat(console.searchesLeft()).hasSize(1);
        }

        @Test
        void stallAfterTheHeaders() {
            console.failWith(Fault.on("GET", ".*").stall());

            assertThatThrownBy(() -> client.statusAndBodyWithin("/system/about", Duration.ofMillis(500)))
                    .hasMessageContaining("200 but no body");
        }

        @Test
        void floodUntilTheCallerHasEnough() {
            console.failWith(Fault.on("GET", ".*").flood("{\"events\":[", "1,"));

            assertThat(client.firstBytes("/system/about", 1_000_000)).startsWith("{\"events\":[1,1,");
        }

        @Test
        void sendWhatAClientDoesNotExpect() {
            console.failWith(Fault.on("GET", ".*").gzipGarbage());
            console.failWith(Fault.on("GET", ".*").hugeHeader(5000));
            console.failWith(Fault.on("GET", ".*").redirect(302, "/elsewhere"));
            console.failWith(Fault.on("GET", ".*").recoded(StandardCharsets.UTF_16));

            assertThat(client.get("/system/about").header("Content-Encoding")).isEqualTo("gzip");
            assertThat(client.get("/system/about").header("X-Filler")).hasSize(5000);
            assertThat(client.get("/system/about").header("Location")).isEqualTo("/elsewhere");
            assertThat(client.get("/system/about").raw().body()).contains("\u0000");
        }

        @Test
        void drip() {
            console.failWith(Fault.on("GET", ".*").drip(Duration.ofNanos(1)));

            assertThat(client.get("/system/about")
                            .json()
                            .path("external_version")
                            .asText())
                    .isEqualTo("7.5.0");
        }

        @Test
        void delayAndHangAndAnswerAnything() {
            console.failWith(Fault.on("GET", ".*").delay(Duration.ofMillis(5)));
            console.failWith(Fault.on("GET", ".*").answer(502, Map.of("retry-after", "7"), "<html>"));

            assertThat(client.get("/system/about").status()).isEqualTo(200);
            var reply = client.get("/system/about");
            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.header("Retry-After")).isEqualTo("7");
        }

        @Test
        void thatHangEndWithTheServer() {
            var doomed = start(SimulatorSettings.defaults());
            doomed.failWith(Fault.on("*", ".*").hang());
            var caller = new SimulatorClient(doomed, certificates);
            var closer = Thread.ofVirtual().unstarted(() -> {
                await().until(() -> !doomed.calls().isEmpty());
                doomed.close();
            });
            closer.start();

            assertThatThrownBy(() -> caller.get("/system/about")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void connectionsAreCounted() {
        client.get("/system/about");
        client.get("/system/about");
        new SimulatorClient(console, certificates).get("/system/about");

        assertThat(console.connections()).isEqualTo(2);
    }

    @Test
    void aHelidonClientTrustsTheCertificate() {
        var helidon = WebClient.builder()
                .tls(certificates.clientTls())
                .baseUri(console.baseUrl())
                .build();

        assertThat(helidon.get("/help/versions").request().status().code()).isEqualTo(401);
    }

    @Test
    void aCertificateMayNameAnotherHost() {
        var other = certificates.serverTls(List.of("qradar.example"));
        try (var misnamed = QRadarSimulator.start(SimulatorSettings.defaults(), other)) {
            var caller = new SimulatorClient(misnamed, certificates);

            assertThatThrownBy(() -> caller.get("/help/versions")).hasRootCauseInstanceOf(CertificateException.class);
        }
    }

    @Test
    void anUnknownResourceIs404AndAWrongMethod405() {
        assertThat(client.get("/nothing").status()).isEqualTo(404);
        assertThat(client.delete("/help/versions").status()).isEqualTo(405);
    }
}
