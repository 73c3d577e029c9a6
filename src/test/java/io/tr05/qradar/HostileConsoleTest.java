package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.RawServer;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The analyst gets an answer soon after the deadline of two seconds, whatever the console does to any of the calls. */
class HostileConsoleTest extends RelayTest {

    /** One second late is the most; the rest is for a busy machine. What hangs takes ten seconds and more. */
    private static final Duration MOST = Duration.ofSeconds(5);

    HostileConsoleTest(Http1Client client) {
        super(client);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                        Fault.on("GET", "/api/ariel/databases/events"),
                        Fault.on("POST", "/api/ariel/searches"),
                        Fault.on("GET", "/api/ariel/searches/[^/]+"),
                        Fault.on("GET", "/api/ariel/searches/[^/]+/results"),
                        Fault.on("DELETE", "/api/ariel/searches/[^/]+"))
                .map(Fault.Match::always)
                .flatMap(call ->
                        Stream.of(call.hang(), call.drip(Duration.ofMillis(300)), call.delay(Duration.ofSeconds(8))))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theAnswerDoesNotWaitForASlowCall(Fault fault) {
        try (QRadarSimulator console = QRadarSimulator.start(
                SimulatorSettings.defaults().withSearchDuration(Duration.ofMillis(50)), CERTIFICATES)) {
            console.failWith(fault);

            JsonNode answer = observeInTime(console.host());

            assertThat(answer.has("errors")).isEqualTo(!fault.method().equals("DELETE"));
        }
    }

    @Test
    void theAnswerDoesNotWaitForAConsoleThatTakesConnectionsAndIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(code(observeInTime("127.0.0.1:" + silent.getLocalPort())))
                    .isEqualTo("gateway timeout");
        }
    }

    @Test
    void aConsoleThatClosesDuringTheTlsHandshakeIsAwayAndNotUntrusted() {
        assertSaysThatTheConsoleIsAway(observeAfterClientHello(new byte[0]));
    }

    /** {@code handshake_failure}, {@code protocol_version}, {@code internal_error} and {@code unrecognized_name} of RFC 8446. */
    @ParameterizedTest
    @ValueSource(bytes = {40, 70, 80, 112})
    void aConsoleThatRefusesTheTlsHandshakeForNoCertificateIsAwayAndNotUntrusted(byte alert) {
        assertSaysThatTheConsoleIsAway(observeAfterClientHello(RawServer.fatalAlert(alert)));
    }

    /**
     * {@code bad_certificate}, {@code certificate_unknown} and {@code unknown_ca}, with which a proxy says that it does not
     * trust the console behind it.
     */
    @ParameterizedTest
    @ValueSource(bytes = {42, 46, 48})
    void aTlsHandshakeRefusedForACertificateIsAMatterOfTrust(byte alert) {
        assertThat(message(observeAfterClientHello(RawServer.fatalAlert(alert))))
                .startsWith("The certificate of QRadar is not trusted by the relay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"columns\":[ ", "{\"columns\":[", "\"", "{\"events\":[", "[["})
    void theAnswerDoesNotWaitForTheEndOfAnEndlessOne(String opening) throws IOException {
        String repeated = opening.equals("{\"columns\":[ ") ? " " : opening.equals("\"") ? "x" : "{},";
        try (ServerSocket flooding = CERTIFICATES
                .serverTls()
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> flood(flooding, opening, repeated.repeat(4096)));

            assertThat(observeInTime("127.0.0.1:" + flooding.getLocalPort()).has("errors"))
                    .isTrue();
        }
    }

    private JsonNode observeInTime(String console) {
        long began = System.nanoTime();
        JsonNode answer = relay.post(
                        "/observe/observables",
                        List.of(observable("ip", "192.0.2.146")),
                        token(Map.of("SERVER_IP", console)))
                .json();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MOST);
        return answer;
    }

    /** What an analyst gets from a console that reads the beginning of each TLS handshake, answers so, and closes. */
    private JsonNode observeAfterClientHello(byte[] answer) {
        try (RawServer closing = RawServer.start(ServerSocketFactory.getDefault(), answer)) {
            return observeInTime(closing.host());
        }
    }

    private static void assertSaysThatTheConsoleIsAway(JsonNode answer) {
        assertThat(code(answer)).isEqualTo("gateway timeout");
        assertThat(message(answer)).isEqualTo("The QRadar Relay timed out waiting for the response from API.");
    }

    private static String message(JsonNode answer) {
        return answer.path("errors").path(0).path("message").asText();
    }

    private static String code(JsonNode answer) {
        return answer.path("errors").path(0).path("code").asText();
    }

    /** Answers each connection's first call with a body without an end, until the socket is closed. */
    private static void flood(ServerSocket server, String opening, String repeated) {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                var unused = caller.getInputStream().read(new byte[16 << 10]);
                OutputStream out = caller.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
                chunk(out, opening);
                while (true) {
                    chunk(out, repeated);
                }
            } catch (IOException callerIsGone) {
                // as it should be, or the test is over
            }
        }
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
}
