package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.FreshConsole;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of errors in relay-protocol.md, section 2, at each endpoint that asks a console. */
class ConsoleFailureTest extends RelayTest {

    private static final String TIMED_OUT = "The QRadar Relay timed out waiting for the response from API.";
    private static final String INTERNAL = "The QRadar internal error.";
    private static final String API_ERROR = "The QRadar API error.";
    private static final String HTML = "<html><body>Bad gateway</body></html>";

    /** Each call as somebody else, since a login that was rejected is remembered. */
    private static final AtomicInteger SOMEBODY = new AtomicInteger();

    private static final Map<String, Object> BODIES = Map.of(
            "/health", Map.of(),
            "/observe/observables", List.of(Map.of("type", "ip", "value", "127.0.0.1")),
            "/respond/observables", List.of(Map.of("type", "ip", "value", "127.0.0.1")),
            "/respond/trigger",
                    Map.of(
                            "action-id", "qradar-add-to-reference-set",
                            "observable_type", "ip",
                            "observable_value", "127.0.0.1",
                            "reference_set_name", "Blocked Addresses"));

    ConsoleFailureTest(Http1Client client) {
        super(client);
    }

    @BeforeEach
    void faulty() {
        consoleIsFaulty();
    }

    static Stream<Arguments> failures() {
        List<Row> rows = List.of(
                new Row(401, "{}", "authorization error", "Authorization failed: Authorization failed on QRadar side"),
                new Row(401, HTML, "authorization error", "Authorization failed: Authorization failed on QRadar side"),
                new Row(403, "", "permission denied", "The request is missing valid credentials."),
                new Row(500, "", "internal error", INTERNAL),
                new Row(500, qradarError(500, 1020, "boom"), "internal error", INTERNAL),
                new Row(503, qradarError(503, 1010, "Ariel is away."), "unknown", "Ariel is away."),
                new Row(503, HTML, "unknown", API_ERROR),
                new Row(409, "", "unknown", API_ERROR),
                new Row(422, qradarError(422, 2000, "Bad query."), "unknown", "Bad query."),
                new Row(429, "[1]", "unknown", API_ERROR),
                new Row(418, "{\"message\":\"\"}", "unknown", API_ERROR),
                new Row(302, "", "unknown", API_ERROR));
        return BODIES.keySet().stream().sorted().flatMap(path -> rows.stream().map(row -> Arguments.of(path, row)));
    }

    @ParameterizedTest(name = "{0} when the console answers {1}")
    @MethodSource("failures")
    void eachStatusHasItsError(String path, Row row) {
        CONSOLE.failWith(Fault.on("*", "/api/.*").always().answer(row.status(), row.body()));

        JsonNode answer = relay.post(
                        path, bodyOf(path), token(Map.of("user", "somebody-" + SOMEBODY.incrementAndGet())))
                .json();

        assertThat(answer.path("errors")).hasSize(1);
        assertThat(answer.path("errors").path(0).path("type").asText()).isEqualTo("fatal");
        assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo(row.code());
        assertThat(answer.path("errors").path(0).path("message").asText()).startsWith(row.message());
        assertThat(answer.path("data").path("status").asText("none"))
                .isEqualTo(path.equals("/respond/trigger") ? "failure" : "none");
        assertThat(answer.has("data")).isEqualTo(path.equals("/respond/trigger"));
    }

    @Test
    void aRejectedLoginIsNeitherTriedAgainNorAskedForAgainSoon() {
        String wrong = token(Map.of("pass", "wrong"));
        for (int call = 0; call < 3; call++) {
            JsonNode answer = relay.post("/observe/observables", bodyOf("/observe/observables"), wrong)
                    .json();

            assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("authorization error");
        }

        assertThat(CONSOLE.calls()).extracting(RecordedCall::status).containsExactly(401);
    }

    @Test
    void theRightLoginWorksBesideARejectedOne() {
        relay.post("/health", Map.of(), token(Map.of("pass", "also wrong")));

        assertThat(relay.post("/health", Map.of()).has("data")).isTrue();
    }

    @Test
    void aConsoleThatIsBusyForAMomentIsAskedAgain() {
        CONSOLE.failWith(Fault.on("POST", "/api/ariel/searches").answer(503, "{}"));
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+").answer(429, ""));

        assertThat(relay.post("/observe/observables", bodyOf("/observe/observables"))
                        .has("data"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {410, 422})
    void anApiVersionThatTheConsoleNoLongerHasGivesWayToOneThatItHas(int status) {
        try (QRadarSimulator old =
                FreshConsole.start(SimulatorSettings.defaults().withVersions(10.0, 19.0, status), CERTIFICATES)) {
            old.failWith(
                    Fault.on("*", "/api/(?!help).*").answer(status, "{\"message\":\"API version 26.0 is removed\"}"));

            assertFindsSightingsInVersion19(old);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HTML, "{}"})
    void aRefusalWithoutAReasonGivesWayToAVersionThatTheConsoleHas(String body) {
        try (QRadarSimulator old =
                FreshConsole.start(SimulatorSettings.defaults().withVersions(10.0, 19.0, 422), CERTIFICATES)) {
            old.failWith(Fault.on("GET", "/api/ariel/databases/events").answer(422, body));

            assertFindsSightingsInVersion19(old);
        }
    }

    @Test
    void aRefusalWithoutAReasonInAVersionThatTheConsoleHasIsNotTriedAgain() {
        assertThat(callsWhenAllAreRefusedWithoutAReason(SimulatorSettings.defaults()))
                .containsExactly("GET /api/ariel/databases/events", "GET /api/help/versions");
    }

    @Test
    void aRefusalWithoutAReasonIsTriedOnceMoreAtMost() {
        assertThat(callsWhenAllAreRefusedWithoutAReason(
                        SimulatorSettings.defaults().withVersions(10.0, 19.0, 422)))
                .containsExactly(
                        "GET /api/ariel/databases/events", "GET /api/help/versions", "GET /api/ariel/databases/events");
    }

    /** Before, the relay waited for another try until nobody waited for the answer, and called it a time-out. */
    @Test
    void aConsoleThatIsTooBusyForASearchIsNotAskedAgainWhenNobodyWaitsAnyMore() {
        CONSOLE.failWith(
                Fault.on("POST", "/api/ariel/searches").always().answer(503, qradarError(503, 1010, "Ariel is away.")));
        Map<String, String> hasty = Map.of("QRADAR_SEARCH_TIMEOUT", "3s");
        try (RelayServer server = RelayServer.start(config(hasty))) {
            JsonNode answer = new RelayCaller(client(server.port()))
                    .post("/observe/observables", bodyOf("/observe/observables"), token())
                    .json();

            assertThat(answer.path("errors").findValuesAsText("message")).containsOnly("Ariel is away.");
        }
    }

    /** Before, the analyst got the failure of a call of ours that nobody had asked for. */
    @Test
    void aRefusalStandsWhereTheConsoleDoesNotTellItsVersions() {
        CONSOLE.failWith(Fault.on("GET", "/api/help/versions").always().error(403, 26, "not for you"));
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/databases/events").always().error(410, 22, "It is gone."));

        JsonNode answer = relay.post("/observe/observables", bodyOf("/observe/observables"));

        assertThat(message(answer)).contains("It is gone.");
    }

    private JsonNode observe(QRadarSimulator console) {
        return relay.post(
                        "/observe/observables",
                        bodyOf("/observe/observables"),
                        token(Map.of("SERVER_IP", console.host())))
                .json();
    }

    private void assertFindsSightingsInVersion19(QRadarSimulator console) {
        JsonNode answer = observe(console);

        assertThat(answer.path("data").path("sightings").path("count").asInt()).isPositive();
        assertThat(console.calls()).last().satisfies(call -> assertThat(call.headers())
                .containsEntry("version", "19.0"));
    }

    private List<String> callsWhenAllAreRefusedWithoutAReason(SimulatorSettings settings) {
        try (QRadarSimulator console = FreshConsole.start(settings, CERTIFICATES)) {
            console.failWith(Fault.on("*", "/api/(?!help).*").always().answer(422, ""));

            assertThat(message(observe(console))).isEqualTo(API_ERROR);
            return console.calls().stream().map(RecordedCall::line).toList();
        }
    }

    @Test
    void callsThatAreRefusedTheVersionTogetherAllGetAnother() throws Exception {
        try (QRadarSimulator old =
                        FreshConsole.start(SimulatorSettings.defaults().withVersions(10.0, 19.0, 410), CERTIFICATES);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            old.failWith(Fault.on("*", "/api/(?!help).*").times(2).answer(410, "{}"));
            // so that one of the two asks for the versions while the other has already found its own
            old.failWith(Fault.on("GET", "/api/help/versions").delay(Duration.ofMillis(500)));
            String token = token(Map.of("SERVER_IP", old.host()));
            Callable<JsonNode> call = () -> relay.post("/respond/observables", bodyOf("/respond/observables"), token)
                    .json();

            for (Future<JsonNode> answer : threads.invokeAll(List.of(call, call))) {
                assertThat(answer.get().has("errors")).isFalse();
            }
        }
    }

    @Test
    void aPageInPlaceOfAnAnswerIsNoSuccessOfAnAction() {
        CONSOLE.failWith(Fault.on("POST", "/api/reference_data.*").answer(200, HTML));

        JsonNode answer = relay.post("/respond/trigger", bodyOf("/respond/trigger"));

        assertThat(answer.path("data").path("status").asText()).isEqualTo("failure");
        assertThat(message(answer)).startsWith(API_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"x\"", "{}"})
    void aSearchWithoutAStatusIsUnreadable(String body) {
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+").answer(200, body));

        assertThat(message(relay.post("/observe/observables", bodyOf("/observe/observables"))))
                .startsWith(API_ERROR);
    }

    @Test
    void aFailedSearchIsExplainedByTheFirstOfItsErrorsThatHasAMessage() {
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+")
                .always()
                .answer(
                        200,
                        "{\"status\":\"ERROR\",\"error_messages\":[{\"code\":\"X\"},{\"message\":\" \"},"
                                + "{\"message\":\"The disk is full.\"},{\"message\":\"Another.\"}]}"));

        assertThat(message(relay.post("/observe/observables", bodyOf("/observe/observables"))))
                .startsWith("The disk is full.");
    }

    @Test
    void aMissingRoleIsNamed() {
        CONSOLE.failWith(Fault.on("POST", "/api/ariel/searches").always().answer(403, "{}"));

        assertThat(message(relay.post("/observe/observables", bodyOf("/observe/observables"))))
                .contains("Log Activity");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aConsoleThatHangsTimesOut(String path) {
        // a console of its own, since the relay may go on cleaning up there when the next test has begun
        try (QRadarSimulator hanging = FreshConsole.start(SimulatorSettings.defaults(), CERTIFICATES)) {
            hanging.failWith(Fault.on("*", "/api/.*").always().hang());
            long began = System.nanoTime();

            JsonNode answer = relay.post(path, bodyOf(path), token(Map.of("SERVER_IP", hanging.host())))
                    .json();

            assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("gateway timeout");
            assertThat(message(answer)).isEqualTo(TIMED_OUT);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aConsoleThatDripsTimesOut(String path) {
        try (QRadarSimulator dripping = FreshConsole.start(SimulatorSettings.defaults(), CERTIFICATES)) {
            dripping.failWith(Fault.on("*", "/api/.*").always().drip(Duration.ofMillis(400)));

            JsonNode answer = relay.post(path, bodyOf(path), token(Map.of("SERVER_IP", dripping.host())))
                    .json();

            assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("gateway timeout");
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aConsoleThatResetsTheConnectionTimesOut(String path) {
        CONSOLE.failWith(Fault.on("*", "/api/.*").always().reset());

        assertThat(message(relay.post(path, bodyOf(path)))).isEqualTo(TIMED_OUT);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aConsoleThatIsNotThereTimesOut(String path) throws IOException {
        String nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "127.0.0.1:" + socket.getLocalPort();
        }

        JsonNode answer = relay.post(path, bodyOf(path), token(Map.of("SERVER_IP", nobody)))
                .json();

        assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("gateway timeout");
        assertThat(message(answer)).isEqualTo(TIMED_OUT);
    }

    static Stream<String> paths() {
        return BODIES.keySet().stream().sorted();
    }

    @Test
    void anAnswerThatIsNotJsonIsAnErrorOfTheConsole() {
        CONSOLE.failWith(Fault.on("*", "/api/.*").always().answer(200, HTML));

        assertThat(message(relay.post("/observe/observables", bodyOf("/observe/observables"))))
                .startsWith(API_ERROR);
    }

    /** Jackson takes such bytes for UTF-32. */
    @Test
    void anAnswerOfBytesThatAreNoTextIsAnErrorOfTheConsole() {
        CONSOLE.failWith(Fault.on("*", "/api/.*").always().answer(200, "\0\0\0[no text"));

        assertThat(message(relay.post("/health", Map.of()))).startsWith(API_ERROR);
    }

    @Test
    void anEmptyAnswerIsAnErrorOfTheConsole() {
        CONSOLE.failWith(Fault.on("*", "/api/.*").always().answer(200, ""));

        assertThat(message(relay.post("/health", Map.of()))).startsWith(API_ERROR);
    }

    private static Object bodyOf(String path) {
        return Objects.requireNonNull(BODIES.get(path));
    }

    private static String message(JsonNode answer) {
        return answer.path("errors").path(0).path("message").asText();
    }

    private static String qradarError(int status, int code, String message) {
        return "{\"http_response\":{\"code\":" + status + ",\"message\":\"x\"},\"code\":" + code
                + ",\"description\":\"\",\"details\":{},\"message\":\"" + message + "\"}";
    }

    /** What a console answers, and what the analyst reads. */
    record Row(int status, String body, String code, String message) {
        @Override
        public String toString() {
            return status + (body.isEmpty() ? " without a body" : " with " + body);
        }
    }
}
