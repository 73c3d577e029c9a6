package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.DemoEvents;
import io.tr05.qradar.demo.EventColumn;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorClient;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.FreshConsole;
import io.tr05.qradar.testing.RelayTest;
import io.tr05.qradar.testing.ViewerLink;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform gets of an event, over HTTP. */
class SightingTest extends RelayTest {

    private static final String PATH = "/observe/observables";
    private static final String ADDRESS = "10.1.1.1";

    SightingTest(Http1Client client) {
        super(client);
    }

    @Test
    void anEventIsToldOfWithAllThatTheConsoleKnows() {
        CONSOLE.serveRows(List.of(firewallEvent()));

        JsonNode sighting = docs(observable("ip", ADDRESS)).path(0);

        assertThat(sighting.path("title").asText()).isEqualTo("Deny *inbound* connection [no xlate]");
        assertThat(sighting.path("severity").asText()).isEqualTo("High");
        assertThat(sighting.path("resolution").asText()).isEqualTo("blocked");
        assertThat(sighting.path("internal").asBoolean()).isTrue();
        assertThat(sighting.path("sensor").asText()).isEqualTo("network.firewall");
        assertThat(sighting.path("sensor_coordinates").path("observables").findValuesAsText("value"))
                .containsExactly("fw-edge-01", "ASA @ fw-edge-01");
        assertThat(sighting.path("data").path("rows").toString())
                .isEqualTo("[[\"ASA @ fw-edge-01\",\"Cisco Adaptive Security Appliance (ASA)\",\"Firewall Deny\","
                        + "\"tcp_ip\",4711,443,\"alice\",6,8,9,0,\"Default Domain\"]]");
        assertThat(sighting.path("source_uri").asText())
                .startsWith("https://" + CONSOLE.host() + "/console/do/ariel/arielSearch?")
                .isEqualTo(sighting.at("/external_references/0/url").asText());
    }

    /** All events of the demo, so that there are others like it. */
    @Test
    void theLinkOfASightingFindsItsEventAndNoOther() {
        JsonNode docs = docs(observable("ip", DemoEvents.SEEN_ADDRESSES.get(3)));

        assertThat(docs).hasSizeGreaterThan(20).allSatisfy(sighting -> {
            List<JsonNode> rows = new SimulatorClient(CONSOLE, CERTIFICATES)
                    .rows(ViewerLink.of(sighting.path("source_uri").asText()).aql());
            assertThat(rows).singleElement().satisfies(row -> assertThat(
                            Instant.ofEpochMilli(row.path("starttime").asLong()))
                    .isEqualTo(Instant.parse(
                            sighting.at("/observed_time/start_time").asText())));
        });
    }

    @Test
    void askingAgainGivesTheSameIds() {
        List<Object> asked =
                List.of(observable("ip", DemoEvents.SEEN_ADDRESSES.get(0)), observable("user", DemoEvents.SEEN_USER));

        List<String> first = ids(asked);

        assertThat(ids(asked)).isEqualTo(first).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    @Test
    void aColumnThatTheConsoleLacksCostsOnlyWhatItWouldHaveTold() {
        try (QRadarSimulator older = FreshConsole.start(SimulatorSettings.defaults(), CERTIFICATES)) {
            older.serve(older.events()
                    .withRows(List.of(firewallEvent()))
                    .withoutColumns(Set.of("severity", "devicetype", "category", "destinationmac", "URL")));

            JsonNode sighting = relay.post(
                            PATH, List.of(observable("ip", ADDRESS)), token(Map.of("SERVER_IP", older.host())))
                    .json()
                    .at("/data/sightings/docs/0");

            assertThat(sighting.path("severity").asText()).isEqualTo("Medium");
            assertThat(sighting.path("title").asText()).startsWith("Deny");
            assertThat(sighting.has("sensor")).isFalse();
            assertThat(sighting.has("resolution")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "starttime",
                "endtime",
                "eventcount",
                "destinationip",
                "sourcev6",
                "sourcemac",
                "username",
                "logsourceid",
                "qid"
            })
    void aConsoleThatLacksOneOfTheUsualColumnsIsSearchedWithoutIt(String column) {
        try (QRadarSimulator odd = FreshConsole.start(
                SimulatorSettings.defaults().withSearchDuration(Duration.ofMillis(20)), CERTIFICATES)) {
            odd.serve(odd.events().withRows(List.of(firewallEvent())).withoutColumns(Set.of(column)));

            JsonNode answer = relay.post(
                            PATH, List.of(observable("ip", ADDRESS)), token(Map.of("SERVER_IP", odd.host())))
                    .json();

            assertThat(answer.has("errors")).isFalse();
            assertThat(answer.at("/data/sightings/count").asInt()).isEqualTo(1);
            assertThat(odd.calls().stream().filter(call -> call.status() == 422))
                    .hasSize(column.equals("starttime") ? 2 : 0); // a list without it is not taken for whole
        }
    }

    @Test
    void aConsoleThatNamesNoColumnIsNotTakenToHaveSeenNothing() {
        consoleIsFaulty();
        try (QRadarSimulator odd = FreshConsole.start(SimulatorSettings.defaults(), CERTIFICATES)) {
            odd.serve(odd.events()
                    .withoutColumns(odd.events().columns().stream()
                            .map(EventColumn::name)
                            .collect(Collectors.toSet())));

            JsonNode answer = relay.post(
                            PATH, List.of(observable("ip", ADDRESS)), token(Map.of("SERVER_IP", odd.host())))
                    .json();

            assertThat(answer.at("/errors/0/message").asText()).contains("names no columns");
        }
    }

    /** A log line may be cut in the middle of a character that takes two units of UTF-16. */
    @Test
    void halfACharacterInALogDoesNotCostTheAnswer() {
        consoleIsFaulty();
        CONSOLE.serveRows(List.of(firewallEvent()));
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+/results")
                .answer(
                        200,
                        "{\"events\":[{\"starttime\":1613554286123,\"sourceip\":\"10.1.1.1\",\"username\":\"a\\ud83e\","
                                + "\"event_name\":\"Cut \\ud83e\"}]}"));

        JsonNode sighting = docs(observable("ip", ADDRESS)).path(0);

        assertThat(sighting.path("short_description").asText()).isEqualTo("Event 'Cut \ufffd'");
        assertThat(sighting.at("/targets/0/observables/1/value").asText()).isEqualTo("a\ufffd");
    }

    private static Map<String, Object> firewallEvent() {
        long time = Instant.now().minusSeconds(600).toEpochMilli();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("starttime", time);
        row.put("endtime", time);
        row.put("sourceip", ADDRESS);
        row.put("destinationip", "203.0.113.5");
        row.put("username", "alice");
        row.put("logsourceid", 101L);
        row.put("devicetype", 41L);
        row.put("qid", 11750106L);
        row.put("category", 4003L);
        row.put("protocolid", 6L);
        row.put("sourceport", 4711L);
        row.put("destinationport", 443L);
        row.put("severity", 8L);
        row.put("magnitude", 6L);
        row.put("credibility", 9L);
        row.put("relevance", 0L);
        return row;
    }

    private JsonNode docs(Object... observables) {
        return relay.post(PATH, List.of(observables))
                .path("data")
                .path("sightings")
                .path("docs");
    }

    private List<String> ids(List<Object> observables) {
        return docs(observables.toArray()).findValuesAsText("id");
    }
}
