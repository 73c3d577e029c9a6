package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.ReferenceSet.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A console with {@code /reference_data_collections}. */
class RespondOnCollectionsTest extends RespondTest {

    private static final String SETS = "/api/reference_data_collections/sets";
    private static final String ENTRIES = "/api/reference_data_collections/set_entries";

    RespondOnCollectionsTest(Http1Client client) {
        super(client, CONSOLE);
    }

    @Test
    void anOfferTakesTwoCallsHoweverManySetsThereAre() {
        IntStream.range(0, 300).forEach(i -> set("Set " + i, ElementType.IP, ADDRESS));

        titles();

        assertThat(lines()).containsExactly("GET " + SETS, "GET " + ENTRIES);
        RecordedCall entries = CONSOLE.calls().get(1);
        assertThat(entries.queryParameters())
                .containsEntry("entry_type", "IP")
                .containsEntry("filter", "value = \"10.1.1.1\"");
    }

    @Test
    void observablesOfSeveralTypesAreAskedForTogether() {
        set("Blocked", ElementType.IP);
        set("Domains", ElementType.ALNIC);

        offer(List.of(observable("ip", ADDRESS), observable("url", "https://evil.example/A")));

        assertThat(lines()).containsExactly("GET " + SETS, "GET " + ENTRIES);
        assertThat(CONSOLE.calls().get(1).queryParameters())
                .doesNotContainKey("entry_type")
                .containsEntry(
                        "filter", "value in (\"10.1.1.1\",\"https://evil.example/A\",\"https://evil.example/a\")");
    }

    @Test
    void moreThanAPageOfHitsIsReadToItsEnd() {
        IntStream.range(0, 1100).forEach(i -> set("Set " + i, ElementType.IP, ADDRESS));

        assertThat(titles())
                .filteredOn(title -> title.startsWith("Remove from Set "))
                .hasSize(1100);
        assertThat(lines()).containsExactly("GET " + SETS, "GET " + SETS, "GET " + ENTRIES, "GET " + ENTRIES);
    }

    @Test
    void aConsoleThatIgnoresRangesAndSendsJustAPageIsReadOnce() {
        consoleIsFaulty();
        String sets = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"id\":%d,\"name\":\"Set %d\",\"entry_type\":\"IP\"}".formatted(i, i))
                .collect(Collectors.joining(",", "[", "]"));
        CONSOLE.failWith(Fault.on("GET", SETS).always().answer(200, sets));

        assertThat(titles()).hasSize(1001);
        assertThat(lines()).containsExactly("GET " + SETS, "GET " + SETS, "GET " + ENTRIES);
    }

    @Test
    void aListWithoutAnEndIsAFailure() {
        consoleIsFaulty();
        set("Blocked", ElementType.IP);
        for (int page = 0; page < 100; page++) {
            String value = "[" + ("{\"collection_id\":" + page + "},").repeat(999) + "{\"collection_id\":0}]";
            CONSOLE.failWith(Fault.on("GET", ENTRIES).answer(200, value));
        }

        JsonNode answer = offer(List.of(observable("ip", ADDRESS)));

        assertThat(answer.at("/errors/0/message").asText()).contains("list of elements is too long");
        assertThat(answer.path("data").findValuesAsText("id")).containsExactly(CREATE);
    }

    @Test
    void observablesThatOneRequestLineCannotHoldAreAskedForInSeveral() {
        set("Urls", ElementType.ALN, "https://evil.example/7/" + "a".repeat(900));
        List<Map<String, String>> urls = IntStream.range(0, 20)
                .mapToObj(i -> observable("url", "https://evil.example/" + i + "/" + "a".repeat(900)))
                .toList();

        JsonNode actions = offer(urls).path("data");

        assertThat(actions.findValuesAsText("title"))
                .filteredOn(title -> title.equals("Remove from Urls Reference Set"))
                .hasSize(1);
        assertThat(CONSOLE.calls()).hasSize(8).allSatisfy(call -> assertThat(call.query())
                .hasSizeLessThan(4_000));
    }

    @Test
    void aValueThatNoRequestLineCanHoldSpoilsNothingButItself() {
        set("Texts", ElementType.ALN, "https://evil.example/7");

        JsonNode answer = offer(List.of(
                observable("url", "https://evil.example/" + "a".repeat(5_000)),
                observable("url", "https://evil.example/7")));

        assertThat(answer.path("data").findValuesAsText("title")).contains("Remove from Texts Reference Set");
        assertThat(answer.path("errors")).hasSize(1);
    }

    @Test
    void aConsoleWithoutASetThatFitsIsNotAskedForElements() {
        set("Ports", ElementType.PORT, "22");

        titles();

        assertThat(lines()).containsExactly("GET " + SETS);
    }

    @Test
    void aFailureAfterTheListKeepsWhatIsKnown() {
        set("Blocked", ElementType.IP, ADDRESS);
        CONSOLE.failWith(Fault.on("GET", ENTRIES).always().error(500, 1020, "boom"));

        JsonNode answer = offer(List.of(observable("ip", ADDRESS)));

        assertThat(answer.path("data").findValuesAsText("id")).containsExactly(CREATE);
        assertThat(answer.at("/errors/0/code").asText()).isEqualTo("internal error");
    }

    @ParameterizedTest
    @CsvSource({"401, authorization error", "403, permission denied", "500, internal error", "503, unknown"})
    void aFailureThatSaysNothingOfTheApiIsReportedAndNotAskedOfTheOtherOne(int status, String code) {
        CONSOLE.failWith(Fault.on("GET", SETS).always().answer(status, "{}"));

        JsonNode answer = post(status);

        assertThat(answer.at("/errors/0/code").asText()).isEqualTo(code);
        assertThat(lines()).noneMatch(line -> line.contains("/reference_data/"));
    }

    /** Each as somebody else, since a login that was rejected is remembered. */
    private JsonNode post(int status) {
        return relay.post(
                        "/respond/observables",
                        List.of(observable("ip", ADDRESS)),
                        token(Map.of("user", "somebody-" + status)))
                .json();
    }

    @Test
    void addingAndRemovingActOnce() {
        set("Blocked", ElementType.IP);

        trigger(ADD, ADDRESS, "Blocked");
        assertThat(lines()).containsExactly("GET " + SETS, "POST " + ENTRIES);
        long set = find("Blocked").id();
        assertThat(CONSOLE.calls().getLast().body())
                .isEqualTo("{\"collection_id\":" + set
                        + ",\"value\":\"10.1.1.1\",\"source\":\"SecureX Threat Response\"}");
        assertThat(CONSOLE.calls().getLast().headers().get("content-type")).startsWith("application/json");

        long entry = find("Blocked").entries().values().iterator().next().id();
        trigger(REMOVE, ADDRESS, "Blocked");
        assertThat(lines().subList(2, 5))
                .containsExactly("GET " + SETS, "GET " + ENTRIES, "DELETE " + ENTRIES + "/" + entry);
        assertThat(CONSOLE.calls().get(3).queryParameters())
                .containsEntry("filter", "collection_id = " + set + " and value = \"10.1.1.1\"");
    }

    @Test
    void whatIsInAnotherSetStaysThoughTheConsoleListsIt() {
        consoleIsFaulty();
        CONSOLE.failWith(Fault.on("GET", SETS)
                .answer(
                        200,
                        "[{\"id\":8,\"name\":\"Other\",\"entry_type\":\"IP\"},"
                                + "{\"id\":7,\"name\":\"Blocked\",\"entry_type\":\"IP\"}]"));
        CONSOLE.failWith(Fault.on("GET", ENTRIES)
                .answer(
                        200,
                        "[{\"id\":1,\"collection_id\":8,\"value\":\"10.1.1.1\"},"
                                + "{\"id\":2,\"collection_id\":7,\"value\":\"10.1.1.1\"},"
                                + "{\"id\":3,\"collection_id\":7,\"value\":\"10.1.1.2\"}]"));
        CONSOLE.failWith(Fault.on("DELETE", ENTRIES + "/2").answer(200, "{}"));

        trigger(REMOVE, ADDRESS, "Blocked");

        assertThat(lines()).filteredOn(line -> line.startsWith("DELETE")).containsExactly("DELETE " + ENTRIES + "/2");
    }

    /** As sets of several domains may be. */
    @Test
    void ofSetsOfOneNameTheOneThatHoldsTheValueLosesIt() {
        consoleIsFaulty();
        CONSOLE.failWith(Fault.on("GET", SETS)
                .answer(
                        200,
                        "[{\"id\":6,\"name\":\"Blocked\",\"entry_type\":\"PORT\"},"
                                + "{\"id\":7,\"name\":\"Blocked\",\"entry_type\":\"IP\"},"
                                + "{\"id\":9,\"name\":\"Blocked\",\"entry_type\":\"IP\"}]"));
        CONSOLE.failWith(Fault.on("GET", ENTRIES).answer(200, "[]"));
        CONSOLE.failWith(
                Fault.on("GET", ENTRIES).answer(200, "[{\"id\":4,\"collection_id\":9,\"value\":\"10.1.1.1\"}]"));
        CONSOLE.failWith(Fault.on("DELETE", ENTRIES + "/4").answer(200, "{}"));

        JsonNode answer = trigger(REMOVE, ADDRESS, "Blocked");

        assertThat(answer.at("/data/status").asText()).isEqualTo("success");
        assertThat(lines())
                .containsExactly("GET " + SETS, "GET " + ENTRIES, "GET " + ENTRIES, "DELETE " + ENTRIES + "/4");
    }

    @Test
    void oneSetIsAskedForByItsName() {
        set("Blocked", ElementType.IP);

        trigger(ADD, ADDRESS, "Blocked");

        assertThat(CONSOLE.calls().getFirst().queryParameters()).containsEntry("filter", "name = \"Blocked\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"an \"odd\" one", "\"odd", "an\\odd one", "\\odd"})
    void oneWhoseNameConsolesMayReadDifferentlyIsLookedForAmongAll(String name) {
        set(name, ElementType.IP);

        trigger(ADD, ADDRESS, name);

        assertThat(CONSOLE.calls().getFirst().queryParameters()).doesNotContainKey("filter");
        assertThat(find(name).values()).containsExactly(ADDRESS);
    }

    @Test
    void setsThatCannotHoldTheValueAreNotLookedThrough() {
        set("Blocked", ElementType.IP);
        set("Ports", ElementType.PORT, "22");

        titles();

        assertThat(CONSOLE.calls().get(1).queryParameters()).containsEntry("entry_type", "IP");
    }

    @Test
    void allSpellingsThatASetHoldsAreRemoved() {
        set("Blocked", ElementType.IP, "2001:db8::1", "2001:db8:0:0:0:0:0:1", "2001:db8::2");

        trigger(REMOVE, "2001:db8::1", "Blocked");

        assertThat(find("Blocked").values()).containsExactly("2001:db8::2");
    }

    @Test
    void anElementThatSomebodyElseRemovesInTheMeantimeCountsAsRemoved() {
        set("Blocked", ElementType.IP, ADDRESS);
        CONSOLE.failWith(Fault.on("DELETE", ENTRIES + "/.*").error(404, 1002, "There is no such element."));

        assertThat(trigger(REMOVE, ADDRESS, "Blocked").at("/data/status").asText())
                .isEqualTo("success");
    }

    @Test
    void anElementThatTheConsoleKeepsIsAFailureInItsWords() {
        set("Blocked", ElementType.IP, ADDRESS);
        CONSOLE.failWith(Fault.on("DELETE", ENTRIES + "/.*").error(409, 1008, "The set is being used."));

        JsonNode answer = trigger(REMOVE, ADDRESS, "Blocked");

        assertThat(answer.at("/data/status").asText()).isEqualTo("failure");
        assertThat(answer.at("/errors/0/message").asText()).isEqualTo("The set is being used.");
    }

    @Test
    void anElementWithoutAnIdIsNotRemovedByGuessing() {
        consoleIsFaulty();
        set("Blocked", ElementType.IP, ADDRESS);
        long set = find("Blocked").id();
        CONSOLE.failWith(
                Fault.on("GET", ENTRIES).answer(200, "[{\"collection_id\":" + set + ",\"value\":\"10.1.1.1\"}]"));

        JsonNode answer = trigger(REMOVE, ADDRESS, "Blocked");

        assertThat(answer.at("/data/status").asText()).isEqualTo("failure");
        assertThat(answer.at("/errors/0/message").asText()).contains("no id");
        assertThat(lines()).containsExactly("GET " + SETS, "GET " + ENTRIES);
    }

    @Test
    void aSetThatSomebodyElseCreatesInTheMeantimeIsAddedTo() {
        CONSOLE.failWith(Fault.on("GET", SETS).answer(200, "[]"));
        set("SecureX Investigation", ElementType.IP);

        assertThat(trigger(CREATE, ADDRESS, "SecureX Investigation")
                        .at("/data/status")
                        .asText())
                .isEqualTo("success");
        assertThat(find("SecureX Investigation").values()).containsExactly(ADDRESS);
    }

    @Test
    void creatingASetThatExistsListsSetsOnceAndAdds() {
        set("SecureX Investigation", ElementType.IP);

        trigger(CREATE, ADDRESS, "SecureX Investigation");

        assertThat(lines()).containsExactly("GET " + SETS, "POST " + ENTRIES);
    }

    @ParameterizedTest
    @ValueSource(ints = {20004, 20006, 20009})
    void aValueThatTheConsoleRefusesIsAFailureInItsWords(int code) {
        set("Blocked", ElementType.IP);
        CONSOLE.failWith(Fault.on("POST", ENTRIES).error(422, code, "The value is bad."));

        assertThat(trigger(ADD, ADDRESS, "Blocked").at("/errors/0/message").asText())
                .isEqualTo("The value is bad.");
    }

    @Test
    void aTerseConsoleIsUnderstood() {
        consoleIsFaulty();
        CONSOLE.failWith(Fault.on("GET", SETS).always().answer(200, "[{\"id\":7,\"name\":\"Blocked\"}]"));
        CONSOLE.failWith(
                Fault.on("GET", ENTRIES)
                        .times(1)
                        .answer(
                                200,
                                "[{\"collection_id\":7,\"value\":\"10.1.1.1\"},{\"value\":\"10.1.1.1\"},{\"collection_id\":8}]"));
        CONSOLE.failWith(Fault.on("GET", ENTRIES).answer(200, "[{\"id\":9,\"value\":\"10.1.1.1\"}]"));
        CONSOLE.failWith(Fault.on("DELETE", ENTRIES + "/9").answer(200, "{}"));
        CONSOLE.failWith(Fault.on("POST", ENTRIES).answer(200, "{}"));
        List<String> answers = new ArrayList<>(titles());

        answers.add(trigger(REMOVE, ADDRESS, "Blocked").at("/data/status").asText());
        answers.add(trigger(ADD, ADDRESS, "Blocked").at("/data/status").asText());

        assertThat(answers)
                .containsExactly(
                        "Create a Reference Set and add an observable to it",
                        "Remove from Blocked Reference Set",
                        "success",
                        "success");
    }
}
