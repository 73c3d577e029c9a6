package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.ReferenceSet.ElementType;
import io.tr05.qradar.testing.RelayTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespondTest extends RelayTest {

    private static final String ADDRESS = "10.1.1.1";
    private static final String ADD = "qradar-add-to-reference-set";
    private static final String REMOVE = "qradar-remove-from-reference-set";
    private static final String CREATE = "qradar-add-and-create-reference-set";

    RespondTest(Http1Client client) {
        super(client);
    }

    @BeforeEach
    void noSets() {
        CONSOLE.referenceSets().clear();
    }

    @Test
    void addIsOfferedWhereTheAddressIsNotInTheSet() {
        CONSOLE.referenceSets().create("Blocked", ElementType.IP, List.of("10.1.1.10", "110.1.1.1"));

        JsonNode action = offered().path(0);

        assertThat(action)
                .hasToString("{\"id\":\"qradar-add-to-reference-set\",\"title\":\"Add to Blocked Reference Set\","
                        + "\"description\":\"Add IP to Reference Set\",\"categories\":[\"QRadar SIEM\"],"
                        + "\"query-params\":{\"observable_value\":\"10.1.1.1\",\"observable_type\":\"ip\","
                        + "\"reference_set_name\":\"Blocked\"}}");
    }

    @Test
    void removeIsOfferedWhereTheAddressIsInTheSet() {
        CONSOLE.referenceSets().create("Blocked", ElementType.IP, List.of(ADDRESS, "10.1.1.10"));

        assertThat(titles()).contains("Remove from Blocked Reference Set");
        assertThat(offered().findValuesAsText("description")).contains("Remove IP from Reference Set");
    }

    @Test
    void addIsOfferedWhereTheSetIsEmpty() {
        CONSOLE.referenceSets().create("Empty", ElementType.IP, List.of());

        assertThat(titles()).contains("Add to Empty Reference Set");
    }

    @Test
    void createIsOfferedWhereTheInvestigationSetIsMissing() {
        assertThat(titles()).containsExactly("Create a Reference Set and add an observable to it");
        assertThat(offered().path(0).path("id").asText()).isEqualTo(CREATE);
        assertThat(offered()
                        .path(0)
                        .path("query-params")
                        .path("reference_set_name")
                        .asText())
                .isEqualTo("SecureX Investigation");
    }

    @Test
    void createIsNotOfferedWhereTheInvestigationSetExists() {
        CONSOLE.referenceSets().create("SecureX Investigation", ElementType.IP, List.of());

        assertThat(titles()).containsExactly("Add to SecureX Investigation Reference Set");
    }

    @Test
    void setsOfOtherTypesAreLeftAlone() {
        CONSOLE.referenceSets().create("Names", ElementType.ALN, List.of(ADDRESS));

        assertThat(titles()).containsExactly("Create a Reference Set and add an observable to it");
    }

    @Test
    void actionsAreSortedByTitle() {
        CONSOLE.referenceSets().create("B", ElementType.IP, List.of());
        CONSOLE.referenceSets().create("A", ElementType.IP, List.of());
        CONSOLE.referenceSets().create("C", ElementType.IP, List.of(ADDRESS));

        assertThat(titles())
                .containsExactly(
                        "Add to A Reference Set",
                        "Add to B Reference Set",
                        "Create a Reference Set and add an observable to it",
                        "Remove from C Reference Set");
    }

    @Test
    void nothingSupportedIsAnEmptyList() {
        assertThat(relay.post("/respond/observables", List.of(observable("device", "example.com"))))
                .hasToString("{\"data\":[]}");
    }

    @Test
    void aFailureInTheMiddleKeepsWhatIsKnown() {
        CONSOLE.referenceSets().create("Blocked", ElementType.IP, List.of(ADDRESS));
        CONSOLE.failWith(
                Fault.on("GET", "/api/reference_data/sets/Blocked").always().answer(500, "{}"));
        consoleIsFaulty();

        JsonNode answer = relay.post("/respond/observables", List.of(observable("ip", ADDRESS)));

        assertThat(answer.path("data")).hasSize(1);
        assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("internal error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Blocked",
                "two words",
                "a/b",
                "100% sure?",
                "Bob's \"set\"",
                "a+b&c=d#e",
                "Größe 東京",
                "back\\slash",
                "semi;colon"
            })
    void addAndRemoveWorkWhateverTheSetIsCalled(String name) {
        CONSOLE.referenceSets().create(name, ElementType.IP, List.of());

        assertThat(trigger(ADD, ADDRESS, name)).hasToString("{\"data\":{\"status\":\"success\"}}");
        assertThat(CONSOLE.referenceSets().find(name).orElseThrow().values()).containsExactly(ADDRESS);
        assertThat(titles()).contains("Remove from " + name + " Reference Set");

        assertThat(trigger(REMOVE, ADDRESS, name)).hasToString("{\"data\":{\"status\":\"success\"}}");
        assertThat(CONSOLE.referenceSets().find(name).orElseThrow().values()).isEmpty();
        assertThat(titles()).contains("Add to " + name + " Reference Set");
    }

    @Test
    void elementsCarryTheirSource() {
        CONSOLE.referenceSets().create("Blocked", ElementType.IP, List.of());

        trigger(ADD, ADDRESS, "Blocked");

        assertThat(CONSOLE.calls())
                .filteredOn(call -> call.method().equals("POST"))
                .singleElement()
                .satisfies(call -> assertThat(call.parameter("source")).contains("SecureX Threat Response"));
    }

    @Test
    void createMakesTheSetAndAddsTheAddress() {
        assertThat(trigger(CREATE, ADDRESS, "SecureX Investigation")
                        .path("data")
                        .path("status")
                        .asText())
                .isEqualTo("success");

        var set = CONSOLE.referenceSets().find("SecureX Investigation").orElseThrow();
        assertThat(set.type()).isEqualTo(ElementType.IP);
        assertThat(set.values()).containsExactly(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {ADD, REMOVE, CREATE})
    void doingItAgainSucceeds(String action) {
        CONSOLE.referenceSets().create("Blocked", ElementType.IP, List.of());

        trigger(action, ADDRESS, "Blocked");

        assertThat(trigger(action, ADDRESS, "Blocked")).hasToString("{\"data\":{\"status\":\"success\"}}");
    }

    @Test
    void anUnknownActionIsUnsupported() {
        assertThat(trigger("qradar-explode", ADDRESS, "Blocked"))
                .hasToString("{\"data\":{\"status\":\"failure\"},\"errors\":[{\"type\":\"fatal\","
                        + "\"code\":\"invalid argument\",\"message\":\"Unsupported action.\"}]}");
        assertThat(consoleCalls()).isEmpty();
    }

    @Test
    void aValueThatIsNoAddressNeverReachesTheConsole() {
        JsonNode answer = trigger(ADD, "not-an-address", "Blocked");

        assertThat(answer.path("data").path("status").asText()).isEqualTo("failure");
        assertThat(answer.path("errors").path(0).path("message").asText()).contains("/observable_value");
        assertThat(consoleCalls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ADD, REMOVE})
    void aSetThatIsNotThereIsAFailureInTheConsolesWords(String action) {
        JsonNode answer = trigger(action, ADDRESS, "Gone");

        assertThat(answer.path("data").path("status").asText()).isEqualTo("failure");
        assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("unknown");
        assertThat(answer.path("errors").path(0).path("message").asText()).contains("Gone");
    }

    @Test
    void furtherFieldsAreAllowed() {
        CONSOLE.referenceSets().create("Blocked", ElementType.IP, List.of());

        JsonNode answer = relay.post(
                "/respond/trigger",
                Map.of(
                        "action-id",
                        ADD,
                        "observable_type",
                        "ip",
                        "observable_value",
                        ADDRESS,
                        "reference_set_name",
                        "Blocked",
                        "something",
                        Map.of("else", 1)));

        assertThat(answer.path("data").path("status").asText()).isEqualTo("success");
    }

    private JsonNode offered() {
        return relay.post("/respond/observables", List.of(observable("ip", ADDRESS)))
                .path("data");
    }

    private List<String> titles() {
        return offered().findValuesAsText("title");
    }

    private JsonNode trigger(String action, String value, String set) {
        return relay.post(
                "/respond/trigger",
                Map.of(
                        "action-id", action,
                        "observable_type", "ip",
                        "observable_value", value,
                        "reference_set_name", set));
    }
}
