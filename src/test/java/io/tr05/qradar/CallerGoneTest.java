package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webclient.http1.Http1Client;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.ReferenceSet.ElementType;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.RawCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller that closes its connection while the console still searches for it, and callers that do not. */
class CallerGoneTest extends RelayTest {

    private static final Duration LONG_SEARCH = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String OK = "HTTP/1.1 200 OK";
    private static final String OBSERVABLES = "[{\"type\":\"ip\",\"value\":\"10.1.1.1\"}]";

    private final QRadarSimulator slow = QRadarSimulator.start(
            SimulatorSettings.defaults().withSearchDuration(LONG_SEARCH).withoutLongPoll(), CERTIFICATES);
    private final RelayServer server = RelayServer.start(config(Map.of("QRADAR_SEARCH_TIMEOUT", "30s")));
    private final LogLines log = new LogLines();

    CallerGoneTest(Http1Client client) {
        super(client);
    }

    @BeforeEach
    void listen() {
        log.listen();
    }

    @AfterEach
    void stop() {
        log.close();
        server.close();
        slow.close();
    }

    @Test
    void aCallerThatClosesItsConnectionHasItsSearchCancelledAndDeleted() throws IOException {
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(slowObserve());
            awaitSearch();
        }

        assertSearchDiscarded();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(log.lines).singleElement().asString().startsWith("POST /observe/observables 499 "));
    }

    @Test
    void aCallerWhoseConnectionIsResetHasItsSearchCancelledAndDeleted() throws IOException {
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(slowObserve());
            awaitSearch();
            caller.reset();
        }

        assertSearchDiscarded();
    }

    @Test
    void aCallerThatLeavesDuringItsSecondCallIsNoticedToo() throws IOException {
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe());
            assertThat(caller.answer()).isEqualTo(OK);
            caller.send(slowObserve());
            awaitSearch();
        }

        assertSearchDiscarded();
    }

    @Test
    void aCallerThatLeavesEndsTheLookUpsOfReferenceSets() throws IOException {
        int sets = 200;
        try (QRadarSimulator old =
                QRadarSimulator.start(SimulatorSettings.defaults().withoutCollections(), CERTIFICATES)) {
            IntStream.range(0, sets)
                    .forEach(i -> old.referenceSets().create("Set " + i, ElementType.IP, List.of("10.1.1.2")));
            old.failWith(Fault.on("GET", "/api/reference_data/sets/.*").always().delay(Duration.ofMillis(300)));
            try (RawCaller caller = RawCaller.to(server.port())) {
                caller.send(
                        RawCaller.post("/respond/observables", OBSERVABLES, token(Map.of("SERVER_IP", old.host()))));
                await().atMost(SOON).until(() -> old.calls().size() > 2);
            }

            await().atMost(SOON).untilAsserted(() -> assertThat(log.lines)
                    .singleElement()
                    .asString()
                    .startsWith("POST /respond/observables 499 "));
            assertThat(old.calls()).hasSizeLessThan(sets / 2);
        }
    }

    /** TCP can't tell it from one that is gone, and most servers take it for that. */
    @Test
    void aCallerThatOnlyStopsSendingCountsAsGone() throws IOException {
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(slowObserve());
            awaitSearch();
            caller.sendNothingMore();

            assertThat(caller.answer()).isEmpty();
        }

        assertSearchDiscarded();
    }

    @Test
    void aCallerThatLeavesWhileItSendsItsRequestIsNoFaultOfOurs() throws IOException {
        String request = slowObserve();
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(request.substring(0, request.length() - 5));
        }

        assertLoggedAsGone();
    }

    /** Before, it was "Something went wrong." and a stack trace. */
    @Test
    void aCallerWhoseConnectionIsResetWhileItSendsItsRequestIsNoFaultOfOurs() throws IOException {
        String request = slowObserve();
        String head = request.substring(0, request.indexOf("\r\n\r\n"));
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(head + "\r\nExpect: 100-continue\r\n\r\n");
            assertThat(caller.answer()).as("now the body is read").startsWith("HTTP/1.1 100");
            caller.reset();
        }

        assertLoggedAsGone();
    }

    @Test
    void overTlsACallerThatLeavesIsNoticedAndOneThatStaysIsAnswered() throws IOException {
        WebServerConfig.Builder settings = WebServer.builder().shutdownHook(false);
        new RelayServer(config(Map.of("QRADAR_SEARCH_TIMEOUT", "30s"))).configure(settings);
        WebServer overTls = settings.tls(CERTIFICATES.serverTls())
                .shutdownGracePeriod(Duration.ZERO)
                .build()
                .start();
        try {
            SocketFactory sockets = CERTIFICATES.clientContext().getSocketFactory();
            try (RawCaller caller = RawCaller.to(overTls.port(), sockets)) {
                caller.send(observe() + observe());
                assertThat(List.of(caller.answer(), caller.answer())).containsExactly(OK, OK);
                caller.send(observe());
                assertThat(caller.answer()).isEqualTo(OK);
                caller.send(slowObserve());
                awaitSearch();
            }

            assertSearchDiscarded();
        } finally {
            overTls.stop();
        }
    }

    @Test
    void callsOneAfterTheOtherOverOneConnectionAreAnswered() throws IOException {
        try (RawCaller caller = RawCaller.to(server.port())) {
            for (int call = 0; call < 3; call++) {
                caller.send(observe());

                assertThat(caller.answer()).isEqualTo(OK);
            }
        }
    }

    @Test
    void callsThatAreSentAtOnceAreAnsweredInTheirOrder() throws IOException {
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe() + RawCaller.post("/nowhere", "", "") + observe());

            assertThat(List.of(caller.answer(), caller.answer(), caller.answer()))
                    .containsExactly(OK, "HTTP/1.1 404 Not Found", OK);
        }
    }

    @Test
    void aCallThatIsSentInPiecesWhileAnotherIsWorkedOnIsAnswered() throws IOException {
        String next = observe();
        try (RawCaller caller = RawCaller.to(server.port())) {
            caller.send(observe() + next.substring(0, 10));
            assertThat(caller.answer()).isEqualTo(OK);
            caller.send(next.substring(10, 200));
            caller.send(next.substring(200));

            assertThat(caller.answer()).isEqualTo(OK);
        }
    }

    private static String observe() {
        return RawCaller.post("/observe/observables", OBSERVABLES, token());
    }

    private String slowObserve() {
        return RawCaller.post("/observe/observables", OBSERVABLES, token(Map.of("SERVER_IP", slow.host())));
    }

    /** Until the relay waits for a search that it knows. */
    private void awaitSearch() {
        await().atMost(SOON).until(() -> slow.calls().stream()
                .anyMatch(call -> call.line().startsWith("GET /api/ariel/searches/")));
    }

    private void assertLoggedAsGone() {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(log.lines).singleElement().asString().startsWith("POST /observe/observables 499 "));
    }

    private void assertSearchDiscarded() {
        await().atMost(SOON).until(() -> slow.searchesLeft().isEmpty());
        assertThat(slow.calls())
                .anySatisfy(call -> assertThat(call.queryParameters()).containsEntry("status", "CANCELED"))
                .extracting(RecordedCall::method)
                .contains("DELETE");
    }

    /** What the relay logs: for a call whose caller is gone one line, and no stack trace. */
    private static final class LogLines extends Handler {

        private final Logger logger = Logger.getLogger("io.tr05.qradar");
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private @Nullable Level level;

        private void listen() {
            level = logger.getLevel();
            logger.setLevel(Level.INFO);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setLevel(level);
        }
    }
}
