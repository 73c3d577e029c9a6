package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.ReferenceSet.ElementType;
import io.tr05.qradar.demo.SimulatorSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A console that has {@code /reference_data/sets} alone. */
class RespondOnReferenceDataTest extends RespondTest {

    private static final SimulatorSettings SETTINGS =
            SimulatorSettings.defaults().withEvents(1, 0).withoutCollections();
    private static final QRadarSimulator OLD = QRadarSimulator.start(SETTINGS, CERTIFICATES);

    private static final String SETS = "/api/reference_data/sets";
    private static final String NEWER_SETS = "/api/reference_data_collections/sets";

    RespondOnReferenceDataTest(Http1Client client) {
        super(client, OLD);
    }

    @AfterAll
    static void stop() {
        OLD.close();
    }

    @Test
    void theNewerApiIsAskedForOnceOnly() {
        try (QRadarSimulator fresh = QRadarSimulator.start(SETTINGS, CERTIFICATES)) {
            fresh.referenceSets().clear();

            for (int call = 0; call < 2; call++) {
                assertThat(offeredBy(fresh).has("errors")).isFalse();
            }

            assertThat(fresh.calls())
                    .extracting(call -> call.line())
                    .containsExactly("GET " + NEWER_SETS, "GET " + SETS, "GET " + SETS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 410, 501})
    void theNewerApiIsTakenToBeMissingWhateverTheConsoleSaysOfIt(int status) {
        try (QRadarSimulator fresh = QRadarSimulator.start(SETTINGS, CERTIFICATES)) {
            fresh.failWith(Fault.on("GET", NEWER_SETS).always().answer(status, ""));

            assertThat(offeredBy(fresh).path("data").findValuesAsText("title"))
                    .contains("Add to Blocked Addresses Reference Set");
        }
    }

    private JsonNode offeredBy(QRadarSimulator fresh) {
        return relay.post(
                        "/respond/observables",
                        List.of(observable("ip", ADDRESS)),
                        token(Map.of("SERVER_IP", fresh.host())))
                .json();
    }

    @Test
    void membershipIsAskedWithAFilterAndNotOfEmptySets() {
        set("Blocked", ElementType.IP, "10.1.1.2");
        set("Empty", ElementType.IP);
        titles(); // the newer API is known to be missing now
        int before = OLD.calls().size();

        titles();

        assertThat(lines().subList(before, lines().size())).containsExactly("GET " + SETS, "GET " + SETS + "/Blocked");
        assertThat(OLD.calls().getLast().queryParameters()).containsEntry("filter", "value=\"10.1.1.1\"");
    }

    @Test
    void addingAndRemovingLookAtTheSetAndThenActOnce() {
        set("Blocked", ElementType.IP);
        titles(); // the newer API is known to be missing now
        int before = OLD.calls().size();

        trigger(ADD, ADDRESS, "Blocked");
        trigger(REMOVE, ADDRESS, "Blocked");

        assertThat(lines().subList(before, lines().size()))
                .containsExactly(
                        "GET " + SETS + "/Blocked",
                        "POST " + SETS + "/Blocked",
                        "GET " + SETS + "/Blocked",
                        "DELETE " + SETS + "/Blocked/10.1.1.1");
    }

    @Test
    void aFailureInTheMiddleKeepsWhatIsKnown() {
        set("Blocked", ElementType.IP, ADDRESS);
        OLD.failWith(Fault.on("GET", SETS + "/Blocked").always().answer(500, "{}"));

        JsonNode answer = offer(List.of(observable("ip", ADDRESS)));

        assertThat(answer.path("data").findValuesAsText("id")).containsExactly(CREATE);
        assertThat(answer.at("/errors/0/code").asText()).isEqualTo("internal error");
    }

    @Test
    void aSetThatIsDeletedWhileItIsLookedAtIsNoFailure() {
        set("Blocked", ElementType.IP, ADDRESS);
        set("Gone", ElementType.IP, ADDRESS);
        OLD.failWith(Fault.on("GET", SETS + "/Gone").error(404, 1002, "gone"));

        JsonNode answer = offer(List.of(observable("ip", ADDRESS)));

        assertThat(answer.has("errors")).isFalse();
        assertThat(answer.path("data").findValuesAsText("title"))
                .contains("Remove from Blocked Reference Set")
                .noneMatch(title -> title.contains("Gone"));
    }
}
