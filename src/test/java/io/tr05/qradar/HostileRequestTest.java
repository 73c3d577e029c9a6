package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.testing.LogLines;
import io.tr05.qradar.testing.RawCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no good caller makes, most of them without a token. */
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
            await().until(() -> log.texts().stream().anyMatch(line -> line.contains("/ui/")));
            lines = log.texts();
        }

        assertThat(lines).isNotEmpty().noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoRequestOfUsualSizeIsRefusedAndItsConnectionClosed(String bytes) throws IOException {
        try (RelayServer server = RelayServer.start(config(Map.of()));
                RawCaller caller = RawCaller.to(server.port())) {
            caller.send(bytes);

            assertThat(caller.answer()).isIn("HTTP/1.1 400 Bad Request", "HTTP/1.1 414 Request-URI Too Long");
            assertThat(caller.answer()).isEmpty();
        }
    }

    static Stream<Named<String>> whatIsNoRequestOfUsualSizeIsRefusedAndItsConnectionClosed() {
        String head = "POST /version HTTP/1.1\r\nHost: a\r\n";
        return Stream.of(
                named("a long path", "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                named("a long header", head + "X-Long: " + "a".repeat(40_000) + "\r\n\r\n"),
                named("many headers", head + "X-Many: a\r\n".repeat(4_000) + "\r\n"),
                named("a name without a value", head + "Nothing\r\n\r\n"),
                named("a space before the colon", head + "Content-Length : 0\r\n\r\n"),
                named("two lengths", head + "Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello"),
                named("a length and chunks", head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                named("no version", "POST /version\r\n\r\n"),
                named("another protocol", "\u0016\u0003\u0001\u0002\r\n\r\n"));
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInTheirOrder() throws IOException {
        try (RelayServer server = RelayServer.start(config(Map.of()));
                RawCaller caller = RawCaller.to(server.port())) {
            String empty = " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
            caller.send("POST /version" + empty + "GET /nowhere" + empty + "GET /version" + empty);

            assertThat(caller.answer()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(caller.answer()).isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(caller.answer()).isEqualTo("HTTP/1.1 405 Method Not Allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nhello\r\n0\r\n\r\n",
                "-1\r\n\r\n",
                "7fffffffffffffff\r\nhello",
                "ffffffffffffffffff\r\n",
                "2\r\n[]\r\n0\r\nX\r\n"
            })
    void aBodyOfChunksThatAreNoneEndsItsConnection(String chunks) throws IOException {
        String head = RawCaller.post("/observe/observables", "", token())
                .replace("Content-Length: 0", "Transfer-Encoding: chunked");
        try (RelayServer server = RelayServer.start(config(Map.of()));
                RawCaller caller = RawCaller.to(server.port())) {
            caller.send(head + chunks);
            caller.sendNothingMore();

            assertThat(caller.answer()).isEqualTo("HTTP/1.1 400 Bad Request");
            assertThat(caller.answer()).isEmpty();
        }
        assertThat(consoleCalls()).isEmpty();
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
