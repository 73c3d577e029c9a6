package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.testing.RelayTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RespondTest extends RelayTest {

    RespondTest(Http1Client client) {
        super(client);
    }

    @Test
    void offersSomething() {
        JsonNode answer = relay.post("/respond/observables", List.of(observable("ip", "127.0.0.1")));
        CONSOLE.calls()
                .forEach(call -> System.out.println(
                        call.line() + "?" + call.query() + " " + call.status() + " " + call.answer()));

        assertThat(answer.path("data")).isNotEmpty();
    }
}
