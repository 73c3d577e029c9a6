package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.testing.LogLines;
import io.tr05.qradar.testing.RawCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no good caller makes, without any token. */
class HostileRequestTest extends RelayTest {

    HostileRequestTest(Http1Client client) {
        super(client);
    }

    @Test
    void aPathWithLineBreaksIsOneLineOfTheLog() throws IOException {
        List<String> lines;
        try (LogLines log = LogLines.ofRequests();
                RelayServer server = RelayServer.start(config(Map.of()));
                RawCaller caller = RawCaller.to(server.port())) {
            caller.send("GET /ui/%0a2026-11-25%20INFO%20forged:%20line%1b2J HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(caller.answer()).isEqualTo("HTTP/1.1 404 Not Found");
            await().until(() -> !log.texts().isEmpty());
            lines = log.texts();
        }

        assertThat(lines).isNotEmpty().noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-99999999999999999999",
                "bytes=-99999999999",
                "bytes=-5",
                "bytes=0-1,3-4",
                "bytes=a-b",
                "bytes=",
                "lines=1-2"
            })
    void aRangeOfNoUseIsTheCallersFault(String range) {
        var request = relay.request(Method.GET, "/ui/index.html").header(HeaderNames.RANGE, range);

        assertThat(relay.send(request, Method.GET, "/ui/index.html", "").status())
                .isEqualTo(416);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-9", "bytes=5-"})
    void aRangeOfAFileIsThatPartOfIt(String range) {
        var request = relay.request(Method.GET, "/ui/index.html").header(HeaderNames.RANGE, range);

        assertThat(relay.send(request, Method.GET, "/ui/index.html", "").status())
                .isEqualTo(206);
    }
}
