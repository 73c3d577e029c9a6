package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.testing.RelayTest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a console is spared: logins that may fail, and searches that others have just asked for. */
class PolitenessTest extends RelayTest {

    private static final String OBSERVE = "/observe/observables";

    PolitenessTest(Http1Client client) {
        super(client);
    }

    @Test
    void manyCallsAtOnceWithAWrongPasswordMakeOneLogin() throws Exception {
        String wrong = token(Map.of("pass", "not it"));

        List<JsonNode> answers = atOnce(20, () -> observe("127.0.0.1", wrong));

        assertThat(answers).allSatisfy(answer -> assertThat(
                        answer.path("errors").path(0).path("code").asText())
                .isEqualTo("authorization error"));
        assertThat(CONSOLE.calls()).extracting(RecordedCall::status).containsExactly(401);
    }

    @Test
    void aSlowRejectionIsWaitedForAndNotProvokedAgain() throws Exception {
        CONSOLE.failWith(Fault.on("*", "/api/.*").always().delay(Duration.ofMillis(300)));
        String wrong = token(Map.of("pass", "not it, slowly"));

        List<JsonNode> answers = atOnce(20, () -> observe("127.0.0.1", wrong));

        assertThat(answers).allSatisfy(answer -> assertThat(
                        answer.path("errors").path(0).path("code").asText())
                .isEqualTo("authorization error"));
        assertThat(CONSOLE.calls()).hasSize(1);
    }

    @Test
    void callsWithALoginThatTheConsoleTookGoTogether() throws Exception {
        relay.post("/health", Map.of());
        CONSOLE.failWith(Fault.on("GET", "/api/help/versions").always().delay(Duration.ofMillis(700)));

        // one after the other they would take 7 seconds, and the relay's deadline is 2
        List<JsonNode> answers = atOnce(10, () -> relay.post("/health", Map.of()));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.has("data")).isTrue());
    }

    @Test
    void theFirstStatusLetsTheOthersGoEvenWhenItsBodyDrips() throws Exception {
        String alias = token(Map.of("SERVER_IP", CONSOLE.host().replace("127.0.0.1", "localhost")));
        CONSOLE.failWith(Fault.on("GET", "/api/help/versions").drip(Duration.ofMillis(400)));

        List<JsonNode> answers =
                atOnce(5, () -> relay.post("/health", Map.of(), alias).json());

        assertThat(answers).filteredOn(answer -> answer.has("data")).hasSize(4);
    }

    @Test
    void aCallThatGetsNoTurnBeforeItsDeadlineFailsLikeOneToAnUnreachableConsole() throws Exception {
        CONSOLE.failWith(Fault.on("*", "/api/.*").always().hang());
        String alias = token(Map.of("SERVER_IP", CONSOLE.host().replace("127.0.0.1", "localhost"), "user", "stranger"));

        List<JsonNode> answers =
                atOnce(5, () -> relay.post("/health", Map.of(), alias).json());

        assertThat(answers).allSatisfy(answer -> assertThat(
                        answer.path("errors").path(0).path("code").asText())
                .isEqualTo("gateway timeout"));
    }

    private JsonNode observe(String address, String token) {
        return relay.post(OBSERVE, List.of(observable("ip", address)), token).json();
    }

    private static List<JsonNode> atOnce(int calls, Callable<JsonNode> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> running = threads.invokeAll(Collections.nCopies(calls, call));
            return running.stream().map(Future::resultNow).toList();
        }
    }
}
