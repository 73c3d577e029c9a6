package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.testing.LogLines;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator learns of a request, and by which name it is found again. */
class RequestLogTest extends RelayTest {

    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
    private static final String OBSERVABLES =
            "[{\"type\":\"ip\",\"value\":\"127.0.0.1\"},{\"type\":\"domain\",\"value\":\"secret-case.example\"}]";

    private final LogLines log = LogLines.ofRequests();

    RequestLogTest(Http1Client client) {
        super(client);
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void aLineSaysWhatWasAskedOfWhichConsoleAndWhatCameOfIt() {
        observe("case-7", token(Map.of("CTR_ENTITIES_LIMIT", 1_000)));

        assertThat(line("case-7"))
                .startsWith("POST /observe/observables 200 answered in ")
                .contains("console=" + CONSOLE.host(), "observables=2", "searches=", "request_id=case-7")
                .containsPattern("found=[1-9]");
    }

    @Test
    void noLineHoldsTheValueOfAnObservable() {
        observe("case-8", token());

        assertThat(line("case-8")).doesNotContain("secret-case", "127.0.0.1 ");
    }

    @Test
    void aCallWithoutAGoodTokenNamesTheCheckThatFailed() {
        observe("case-9", token(Map.of("aud", "https://other.example")));

        assertThat(line("case-9"))
                .contains(" authorization_error in ", "reason=wrong_audience")
                .doesNotContain("console=");
    }

    @Test
    void theFieldsAreWrittenAsJsonForMachines() throws IOException {
        observe("case-10", token(Map.of("CTR_ENTITIES_LIMIT", 1_000)));

        LogRecord record = record("case-10");
        JsonNode json = new ObjectMapper().readTree(new JsonLogFormatter().format(record));

        assertThat(json.path("endpoint").asText()).isEqualTo("observe");
        assertThat(json.path("outcome").asText()).isEqualTo("answered");
        assertThat(json.path("status").asInt()).isEqualTo(200);
        assertThat(json.path("observables").asInt()).isEqualTo(2);
        assertThat(json.path("request_id").asText()).isEqualTo("case-10");
        assertThat(json.path("duration_ms").isNumber()).isTrue();
        assertThat(json.path("timestamp").asText()).endsWith("Z");
    }

    @Test
    void aFailureKeepsItsStackTraceInJson() throws IOException {
        LogRecord record = new LogRecord(java.util.logging.Level.SEVERE, "unforeseen \"failure\"\n");
        record.setLoggerName("io.tr05.qradar");
        record.setThrown(new IllegalStateException("why"));

        String line = new JsonLogFormatter().format(record);

        assertThat(line.strip()).doesNotContain("\n");
        assertThat(new ObjectMapper().readTree(line).path("exception").asText())
                .startsWith("java.lang.IllegalStateException: why");
    }

    @Test
    void aRequestKeepsTheNameThatItCameWithAndTheConsoleGetsItToo() {
        RelayCaller.Answer answer = observe("trace-1f.2_3", token());

        assertThat(answer.headers().get(REQUEST_ID).get()).isEqualTo("trace-1f.2_3");
        assertThat(CONSOLE.calls()).isNotEmpty().allSatisfy(call -> assertThat(call.headers())
                .containsEntry("x-request-id", "trace-1f.2_3"));
    }

    @Test
    void whoLooksCloserFindsTheCallsToTheConsoleByThatName() {
        try (LogLines calls = LogLines.ofConsoleCalls()) {
            observe("trace-2", token());

            // those that clean up may be of a test before
            assertThat(calls.texts())
                    .allSatisfy(line -> assertThat(line).contains(" request_id="))
                    .anySatisfy(line -> assertThat(line)
                            .matches("POST /ariel/searches -> 201 in [0-9]+ ms, console=" + CONSOLE.host()
                                    + " request_id=trace-2"));
        }
    }

    @Test
    void whoLooksCloserFindsACallThatFailedByThatNameToo() {
        CONSOLE.failWith(Fault.on("POST", "/api/ariel/searches").always().reset());
        try (LogLines calls = LogLines.ofConsoleCalls()) {
            observe("trace-3", token());

            assertThat(calls.texts()).anySatisfy(line -> assertThat(line)
                    .matches("POST /ariel/searches failed in [0-9]+ ms, console=" + CONSOLE.host()
                            + " request_id=trace-3"));
        }
    }

    @Test
    void whoLooksCloserFindsACallThatWasWaitedForInVainByThatNameToo() {
        CONSOLE.failWith(Fault.on("GET", "/api/ariel/searches/[^/]+").always().hang());
        try (LogLines calls = LogLines.ofConsoleCalls()) {
            observe("trace-4", token());

            // the analyst has an answer by then
            await().untilAsserted(() -> assertThat(calls.texts()).anySatisfy(line -> assertThat(line)
                    .matches("GET /ariel/searches/\\S+ failed for want of an answer in [0-9]+ ms, console="
                            + CONSOLE.host() + " request_id=trace-4")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a\"b", "ünknown", "{0}"})
    void aRequestWithoutAFitNameGetsANewOne(String name) {
        RelayCaller.Answer answer = observe(name, token());

        assertThat(UUID.fromString(answer.headers().get(REQUEST_ID).get())).isNotNull();
    }

    @Test
    void aNameThatIsTooLongIsReplaced() {
        RelayCaller.Answer answer = observe("x".repeat(129), token());

        assertThat(answer.headers().get(REQUEST_ID).get()).hasSize(36);
    }

    @Test
    void aPathThatIsNotThereHasALineAndANameToo() {
        RelayCaller.Answer answer = relay.send(relay.request(Method.GET, "/nowhere"), Method.GET, "/nowhere", "");

        assertThat(answer.headers().contains(REQUEST_ID)).isTrue();
        assertThat(line(answer.headers().get(REQUEST_ID).get())).startsWith("GET /nowhere 404 not_found in ");
    }

    private RelayCaller.Answer observe(String requestId, String token) {
        var request = relay.request(Method.POST, "/observe/observables")
                .header(HeaderNames.AUTHORIZATION, "Bearer " + token)
                .header(HeaderValues.CONTENT_TYPE_JSON);
        if (!requestId.isEmpty()) {
            request.header(REQUEST_ID, requestId);
        }
        return relay.send(request, Method.POST, "/observe/observables", OBSERVABLES);
    }

    /** The one line of a request, which is written after the answer; those of tests before may still come. */
    private LogRecord record(String requestId) {
        await().until(() -> !records(requestId).isEmpty());
        assertThat(records(requestId)).hasSize(1);
        return records(requestId).getFirst();
    }

    private List<LogRecord> records(String requestId) {
        return log.records().stream()
                .filter(line -> line.getMessage().endsWith(" request_id=" + requestId))
                .toList();
    }

    private String line(String requestId) {
        return record(requestId).getMessage();
    }
}
