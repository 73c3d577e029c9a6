package io.tr05.qradar.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.HotSpotDiagnosticMXBean;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.RelayServer;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.demo.TokenIssuer;
import io.tr05.qradar.faults.ServerFault.Kind;
import io.tr05.qradar.testing.FreshConsole;
import io.tr05.qradar.testing.RawServer;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each endpoint when the console, or the issuer of the token, fails in each way. The table goes to
 * {@code target/fault-matrix.md}. A fault hits every call that reads or makes something; what one does to a single call of a
 * search is {@code FaultTableTest}'s matter. Rows run a few at a time, since many wait for a time-out.
 */
class FaultMatrixTest extends RelayTest {

    /** The time-out of the relay under test, and a bound for a busy machine. */
    private static final Duration LATEST = Duration.ofSeconds(2 + 3);

    private static final Duration CLEAN_UP = Duration.ofSeconds(25);
    private static final Path TABLE = Path.of("target", "fault-matrix.md");
    private static final String SET = "Blocked Addresses";
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(8);
    private static final Map<Row, Future<Result>> RESULTS = new LinkedHashMap<>();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static final Map<String, String> ISSUERS = new HashMap<>();

    private static final AtomicInteger LOGINS = new AtomicInteger();

    private static RelayServer server;
    private static RelayCaller caller;

    FaultMatrixTest(Http1Client client) {
        super(client);
    }

    /** An endpoint, and which of a console's two APIs for reference sets it finds. */
    enum Endpoint {
        HEALTH("/health", true),
        OBSERVE("/observe/observables", true),
        REFER("/refer/observables", true),
        RESPOND("/respond/observables", true),
        RESPOND_ON_OLDER("/respond/observables", false),
        TRIGGER("/respond/trigger", true),
        TRIGGER_ON_OLDER("/respond/trigger", false);

        private final String path;
        private final boolean collections;

        Endpoint(String path, boolean collections) {
            this.path = path;
            this.collections = collections;
        }

        private Object body() {
            return path.endsWith("/trigger")
                    ? Map.of(
                            "action-id", "qradar-add-to-reference-set",
                            "observable_type", "ip",
                            "observable_value", "198.51.100.99",
                            "reference_set_name", SET)
                    : List.of(observable("ip", "127.0.0.1"));
        }
    }

    /** Who fails. */
    enum Peer {
        CONSOLE,
        ISSUER
    }

    record Row(Endpoint endpoint, Peer peer, ServerFault fault) {
        @Override
        public String toString() {
            return peer + " " + fault + ", " + endpoint;
        }
    }

    /** What came of a row. */
    record Result(RelayCaller.Answer answer, Duration took, int consoleCalls) {}

    /** Faults by name, so that a row is the same whenever it is made. */
    private static final List<ServerFault> FAULTS = ServerFault.all(CERTIFICATES);

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.values()) {
            FAULTS.forEach(fault -> rows.add(new Row(endpoint, Peer.CONSOLE, fault)));
            if (endpoint.collections) {
                FAULTS.forEach(fault -> rows.add(new Row(endpoint, Peer.ISSUER, fault)));
            }
        }
        return rows;
    }

    @BeforeAll
    static void startAll() {
        FAULTS.forEach(fault -> ISSUERS.put(fault.name(), issuer(fault)));
        String hosts = ISSUERS.values().stream().distinct().collect(Collectors.joining(","));
        server = RelayServer.start(config(Map.of("RELAY_JWKS_HOSTS", ISSUER.host() + "," + hosts)));
        caller = new RelayCaller(Http1Client.builder()
                .baseUri("http://127.0.0.1:" + server.port())
                .shareConnectionCache(false)
                .build());
        rows().forEach(row -> RESULTS.put(row, THREADS.submit(() -> run(row))));
    }

    private static String issuer(ServerFault fault) {
        return switch (fault.where()) {
            case ServerFault.Answers answers -> {
                TokenIssuer issuer = opened(TokenIssuer.start(CERTIFICATES));
                issuer.failWith(answers.damage().apply(Fault.on("GET", ".*").always()));
                yield issuer.host();
            }
            case ServerFault.Certificate certificate ->
                opened(FreshConsole.start(
                                SimulatorSettings.defaults(), certificate.tls().get()))
                        .host();
            case ServerFault.Other other -> opened(other.server().get()).host();
            case ServerFault.Nowhere nowhere -> nowhere.host();
        };
    }

    private static <T extends AutoCloseable> T opened(T peer) {
        OPEN.add(peer);
        return peer;
    }

    private static Result run(Row row) throws Exception {
        return row.peer() == Peer.ISSUER
                ? call(
                        row,
                        CONSOLE.host(),
                        Objects.requireNonNull(ISSUERS.get(row.fault().name())))
                : switch (row.fault().where()) {
                    case ServerFault.Answers answers -> onSimulator(row, console(row.endpoint()), answers);
                    case ServerFault.Certificate certificate -> {
                        try (QRadarSimulator console = FreshConsole.start(
                                SimulatorSettings.defaults(), certificate.tls().get())) {
                            yield call(row, console.host(), ISSUER.host());
                        }
                    }
                    case ServerFault.Other other -> {
                        try (RawServer console = other.server().get()) {
                            yield call(row, console.host(), ISSUER.host());
                        }
                    }
                    case ServerFault.Nowhere nowhere -> call(row, nowhere.host(), ISSUER.host());
                };
    }

    /** Each with another password: the relay remembers a login that was rejected, and ports come again. */
    private static QRadarSimulator console(Endpoint endpoint) {
        SimulatorSettings settings = SimulatorSettings.defaults()
                .withLogin("admin", "password-" + LOGINS.incrementAndGet())
                .withSearchDuration(Duration.ofMillis(60))
                .withEvents(7, 200);
        return FreshConsole.start(endpoint.collections ? settings : settings.withoutCollections(), CERTIFICATES);
    }

    private static Result onSimulator(Row row, QRadarSimulator started, ServerFault.Answers answers) {
        try (QRadarSimulator console = started) {
            String password = console.settings().password();
            console.failWith(answers.damage().apply(Fault.on("GET", ".*").always()));
            console.failWith(answers.damage().apply(Fault.on("POST", ".*").always()));
            Result result = call(row, console.host(), ISSUER.host(), password);
            await().atMost(CLEAN_UP).until(() -> console.searchesLeft().isEmpty());
            return new Result(result.answer(), result.took(), console.calls().size());
        }
    }

    private static Result call(Row row, String console, String issuer) {
        return call(row, console, issuer, CONSOLE.settings().password());
    }

    private static Result call(Row row, String console, String issuer, String password) {
        String token = token(Map.of("SERVER_IP", console, "jwks_host", issuer, "user", "admin", "pass", password));
        long began = System.nanoTime();
        RelayCaller.Answer answer =
                caller.post(row.endpoint().path, row.endpoint().body(), token);
        return new Result(answer, Duration.ofNanos(System.nanoTime() - began), 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theAnalystIsToldInTimeAndNothingStays(Row row) throws Exception {
        Result result = Objects.requireNonNull(RESULTS.get(row)).get();
        JsonNode body = result.answer().json();

        assertThat(result.answer().status()).isEqualTo(200);
        assertThat(result.took()).isLessThan(LATEST);
        if (row.peer() == Peer.ISSUER) {
            assertIssuerIsNamed(row, body);
        } else if (row.endpoint() == Endpoint.REFER) {
            assertThat(result.consoleCalls()).isZero();
            assertThat(body.has("errors")).as("links need no console").isFalse();
        } else {
            assertConsoleIsNamed(row, body);
        }
        if (row.endpoint().path.endsWith("/trigger") && body.has("errors")) {
            assertThat(body.path("data").path("status").asText()).isEqualTo("failure");
        }
    }

    private static void assertIssuerIsNamed(Row row, JsonNode body) {
        if (row.fault().kind() == Kind.HARMLESS) {
            return;
        }
        JsonNode error = body.path("errors").path(0);
        assertThat(error.path("code").asText()).isEqualTo("authorization error");
        assertThat(error.path("message").asText()).startsWith("Authorization failed: Wrong jwks_host in JWT payload.");
    }

    /** Health asks for no more than a success; what is not there may be on the older API. */
    private static void assertConsoleIsNamed(Row row, JsonNode body) {
        Kind kind = row.fault().kind();
        boolean mayBeFine = kind == Kind.HARMLESS || (row.endpoint() == Endpoint.HEALTH && kind == Kind.UNREADABLE);
        if (mayBeFine && !body.has("errors")) {
            assertThat(body.has("data")).isTrue();
            return;
        }
        JsonNode error = body.path("errors").path(0);
        assertThat(error.path("code").asText()).as(body.toString()).matches(kind.code);
        assertThat(error.path("message").asText()).startsWith(prefix(kind)).isNotBlank();
    }

    private static String prefix(Kind kind) {
        return kind == Kind.LOGIN ? "Authorization failed: " + kind.message : kind.message;
    }

    /** After the last row, as methods run in no order that matters: it waits for all. */
    @Test
    void noThreadStays(@TempDir Path folder) throws Exception {
        for (Future<Result> result : RESULTS.values()) {
            result.get();
        }
        await().atMost(CLEAN_UP).untilAsserted(() -> {
            Path dump = folder.resolve(System.nanoTime() + ".txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            assertThat(Files.readAllLines(dump))
                    .filteredOn(line -> line.contains("\"console-call\"") || line.contains("\"jwks "))
                    .isEmpty();
        });
    }

    @AfterAll
    static void writeAndClose() throws Exception {
        THREADS.shutdownNow();
        server.close();
        for (AutoCloseable peer : OPEN) {
            peer.close();
        }
        write();
    }

    private static void write() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            lines.addAll(List.of("", "## " + peer, ""));
            lines.add("| Fault | "
                    + Arrays.stream(Endpoint.values()).map(Endpoint::name).collect(Collectors.joining(" | ")) + " |");
            lines.add("|---" + "|---".repeat(Endpoint.values().length) + "|");
            for (ServerFault fault : FAULTS) {
                lines.add("| " + fault.name() + " | "
                        + Arrays.stream(Endpoint.values())
                                .map(endpoint -> cell(RESULTS.get(new Row(endpoint, peer, fault))))
                                .collect(Collectors.joining(" | "))
                        + " |");
            }
        }
        Files.createDirectories(TABLE.toAbsolutePath().getParent());
        Files.write(TABLE, lines);
    }

    private static String cell(@org.jspecify.annotations.Nullable Future<Result> run) {
        if (run == null) {
            return "";
        }
        if (run.state() != Future.State.SUCCESS) {
            return "no answer as the contract wants it";
        }
        Result result = run.resultNow();
        JsonNode error = result.answer().json().path("errors").path(0);
        String told = error.isMissingNode()
                ? "answered"
                : error.path("code").asText() + ": "
                        + error.path("message").asText().replace("|", "\\|");
        return told + " (" + result.took().toMillis() + " ms)";
    }
}
