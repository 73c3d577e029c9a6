package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.RelayTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A console that quotes the login it got: however it spells it, the analyst does not read it. */
class QuotedSecretTest extends RelayTest {

    private static final String PASSWORD = "wörd/&+of~the=console";
    private static final String BASIC =
            Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final QRadarSimulator console =
            QRadarSimulator.start(SimulatorSettings.defaults().withLogin("admin", PASSWORD), CERTIFICATES);

    QuotedSecretTest(Http1Client client) {
        super(client);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 409, 422})
    void aSecretInEscapesOfJsonIsHidden(int status) {
        console.failWith(
                Fault.on("*", ".*").always().answer(status, "{\"message\":\"No: " + escaped(PASSWORD) + "\"}"));

        assertThat(observed()).contains("No: ***").doesNotContain(PASSWORD);
    }

    @Test
    void aHeaderInEscapesOfJsonIsHidden() {
        console.failWith(Fault.on("*", ".*").always().answer(409, "{\"message\":\"No: " + escaped(BASIC) + "\"}"));

        assertThat(observed()).contains("No: ***").doesNotContain(BASIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /api/ariel/searches", "GET /api/ariel/searches/[^/]+"})
    void aSecretInTheReasonWhyASearchFailedIsHidden(String call) {
        String[] words = call.split(" ", 2);
        console.failWith(Fault.on(words[0], words[1])
                .always()
                .answer(
                        200,
                        "{\"search_id\":\"x\",\"status\":\"ERROR\",\"error_messages\":[{\"message\":\"No: " + PASSWORD
                                + " " + BASIC + "\"}]}"));

        assertThat(observed()).contains("No: *** ***").doesNotContain(PASSWORD).doesNotContain(BASIC);
    }

    /** Each character as JSON may write it, which nobody finds who looks at the bytes. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(character -> escaped.append("\\u%04x".formatted(character)));
        return escaped.toString();
    }

    private String observed() {
        return relay.post(
                        "/observe/observables",
                        List.of(observable("ip", "127.0.0.1")),
                        token(Map.of("SERVER_IP", console.host(), "pass", PASSWORD)))
                .body();
    }
}
