package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.RawCaller;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More calls at once than the relay works on, and callers that take their time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OverloadTest extends RelayTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String OK = "HTTP/1.1 200 OK";
    private static final String OBSERVABLES = "[{\"type\":\"ip\",\"value\":\"10.1.1.1\"}]";
    private static final String VERSION = "POST /version HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
    private static final String TRIGGER =
            """
            {"action-id":"qradar-add-to-reference-set","observable_type":"ip","observable_value":"10.1.1.1",\
            "reference_set_name":"Blocked Addresses"}""";

    private final QRadarSimulator slow = slowConsole();
    private final QRadarSimulator other = slowConsole();
    private final RelayServer server = RelayServer.start(
            config(Map.of("RELAY_MAX_CALLS", "3", "RELAY_MAX_CALLS_PER_TENANT", "2", "QRADAR_SEARCH_TIMEOUT", "55s")),
            Duration.ofMillis(100));
    private final RelayCaller caller = new RelayCaller(
            Http1Client.builder().baseUri("http://127.0.0.1:" + server.port()).build());
    private final List<RawCaller> waiting = new ArrayList<>();

    OverloadTest(Http1Client client) {
        super(client);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawCaller open : waiting) {
            open.close();
        }
        server.close();
        slow.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/observe/observables", "/refer/observables", "/respond/observables"})
    void beyondATenantsBoundACallIsRefusedAtOnceInTheEndpointsEnvelope(String path) throws IOException {
        occupy(slow, 2);

        var answer = caller.post(path, OBSERVABLES, tokenOf(slow));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).hasSize(1);
        assertRefused(answer);
        assertThat(waiting).as("answered before").noneMatch(OverloadTest::hasAnswer);
    }

    @Test
    void aTriggerThatIsRefusedHasItsStatus() throws IOException {
        occupy(slow, 2);

        var answer = caller.post("/respond/trigger", TRIGGER, tokenOf(slow));

        assertThat(answer.json().at("/data/status").asText()).isEqualTo("failure");
        assertRefused(answer);
    }

    @Test
    void anotherTenantIsServedMeanwhile() throws IOException {
        occupy(slow, 2);

        assertThat(caller.post("/health", "", token()).body()).isEqualTo("{\"data\":{\"status\":\"ok\"}}");
    }

    @Test
    void beyondTheBoundOfAllACallIsRefusedBeforeItsTokenIsLookedAt() throws IOException {
        occupy(slow, 2);
        occupy(other, 1);

        assertRefused(caller.post("/health", "", "no token at all"));
        assertThat(waiting).as("answered before").noneMatch(OverloadTest::hasAnswer);
        assertThat(caller.send(caller.request(Method.POST, "/version"), Method.POST, "/version", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void placesOfCallersThatWentAwayAreFreeAgain() throws IOException {
        occupy(slow, 2);
        for (RawCaller open : waiting) {
            open.close();
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(caller.post("/refer/observables", OBSERVABLES, tokenOf(slow))
                                .json()
                                .has("data"))
                        .isTrue());
    }

    @Test
    void placesOfCallsThatFailedAreFreeAgain() {
        for (int times = 0; times < 5; times++) {
            assertThat(caller.post("/health", "", "bad").body()).contains("authorization error");
            assertThat(caller.post("/observe/observables", "nonsense", token()).body())
                    .contains("invalid argument");
            assertThat(caller.post("/observe/observables", " ".repeat((4 << 20) + 1), token())
                            .status())
                    .isEqualTo(413);
        }

        assertThat(caller.post("/health", "", token()).body()).isEqualTo("{\"data\":{\"status\":\"ok\"}}");
    }

    @Test
    void beyondTheBoundOfConnectionsOneWaitsUntilAnotherEnds() throws IOException {
        for (int count = 0; count < RelayServer.MOST_CONNECTIONS; count++) {
            waiting.add(RawCaller.to(server.port()));
        }
        RawCaller last = waiting.getLast();
        last.send(VERSION);
        assertThat(last.answer()).isEqualTo(OK); // so all of them are accepted
        RawCaller beyond = RawCaller.to(server.port());
        waiting.add(beyond);
        beyond.send(VERSION);
        for (int later = 0; later < 20; later++) {
            last.send(VERSION);
            assertThat(last.answer()).isEqualTo(OK);
        }
        assertThat(beyond.hasAnswer()).isFalse();

        last.close();

        assertThat(beyond.answer()).isEqualTo(OK);
    }

    /** Before, each byte began Helidon's patience anew, and there was none at all within the headers. */
    @Test
    void requestsThatComeByteByByteAreNotWaitedFor() throws IOException {
        String whole = RawCaller.post("/observe/observables", OBSERVABLES + " ".repeat(1000), token());
        List<String> starts = List.of(
                "POST /he",
                "POST /health HTTP/1.1\r\n",
                "POST /health HTTP/1.1\r\nHost: a\r\nX-Slow: ",
                whole.substring(0, whole.length() - 1000));
        for (String start : starts) {
            RawCaller drip = RawCaller.to(server.port());
            waiting.add(drip);
            drip.send(start);
        }

        await().atMost(Duration.ofSeconds(45))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> waiting.stream()
                        .filter(drip -> !drip.sendsInVain())
                        .toList()
                        .isEmpty());
    }

    /** Far more than the buffers of both sides take: the relay has to wait for somebody who reads. */
    @Test
    void answersThatNobodyTakesAreGivenUp() throws IOException {
        RawCaller deaf = RawCaller.to(server.port());
        waiting.add(deaf);
        deaf.send("GET /ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: a\r\n\r\n".repeat(60));

        await().atMost(Duration.ofSeconds(50))
                .pollInterval(Duration.ofMillis(500))
                .until(deaf::sendsInVain);
    }

    /** Longer than a request's head may take, from the first byte that came. */
    @Test
    void aConnectionWhoseCallTookLongIsKeptForTheNext() throws IOException {
        try (QRadarSimulator twelveSeconds = QRadarSimulator.start(
                        SimulatorSettings.defaults().withSearchDuration(Duration.ofSeconds(12)), CERTIFICATES);
                RawCaller kept = RawCaller.to(server.port())) {
            kept.send(RawCaller.post("/observe/observables", OBSERVABLES, tokenOf(twelveSeconds)));
            assertThat(kept.answer()).isEqualTo(OK);

            kept.send(RawCaller.post("/refer/observables", OBSERVABLES, token()));

            assertThat(kept.answer()).isEqualTo(OK);
        }
    }

    private static QRadarSimulator slowConsole() {
        return QRadarSimulator.start(
                SimulatorSettings.defaults()
                        .withSearchDuration(Duration.ofSeconds(50))
                        .withoutLongPoll(),
                CERTIFICATES);
    }

    /** Lets a tenant's calls wait for its console, which is slow. */
    private void occupy(QRadarSimulator console, int calls) throws IOException {
        for (int call = 1; call <= calls; call++) {
            String address = "10.1.1." + call;
            RawCaller open = RawCaller.to(server.port());
            waiting.add(open);
            open.send(RawCaller.post(
                    "/observe/observables", "[{\"type\":\"ip\",\"value\":\"" + address + "\"}]", tokenOf(console)));
            await().atMost(SOON).until(() -> console.calls().stream()
                    .anyMatch(sent ->
                            sent.parameter("query_expression").orElse("").contains("'" + address + "'")));
        }
    }

    private static boolean hasAnswer(RawCaller open) {
        try {
            return open.hasAnswer();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String tokenOf(QRadarSimulator console) {
        return token(Map.of("SERVER_IP", console.host()));
    }

    private static void assertRefused(RelayCaller.Answer answer) {
        assertThat(answer.json().at("/errors/0/type").asText()).isEqualTo("fatal");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("too many requests");
        assertThat(answer.json().at("/errors/0/message").asText()).endsWith("Try again in a moment.");
    }
}
