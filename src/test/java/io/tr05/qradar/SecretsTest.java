package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.config.LogConfig;
import io.tr05.qradar.config.LogFormat;
import io.tr05.qradar.demo.DemoCertificates;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every endpoint, with faults of every kind, at the most verbose log level: no secret that went in comes out, in no log
 * line, answer, header, metric or health check, in no spelling. Consoles that quote the login they got are among them.
 */
class SecretsTest extends RelayTest {

    private static final String USER = "soc\\relay";
    private static final String PASSWORD = "pa\"ss wörd/&+of%the=console";
    private static final String SERVICE_TOKEN = "7d1f0c62-4d3f-4a3e-8a51-5ef1f2b6c0aa";
    private static final String BASIC = base64(USER + ":" + PASSWORD);

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<String> tokens = new ArrayList<>();
    private final StringBuilder answers = new StringBuilder();

    SecretsTest(Http1Client client) {
        super(client);
    }

    @AfterEach
    void logAsBefore() throws IOException {
        System.setErr(before);
        LogManager.getLogManager().readConfiguration();
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void noSecretComesOut(LogFormat format) throws IOException {
        consoleIsFaulty();
        logEverything(format);
        try (RelayServer server = RelayServer.start(config(Map.of("QRADAR_SEARCH_TIMEOUT", "1100ms")))) {
            RelayCaller caller = caller(server.port());
            for (Login login : Login.values()) {
                faults(login)
                        .forEach(fault -> withConsole(console -> {
                            console.failWith(fault.apply(Fault.on("*", ".*").always()));
                            callAll(caller, login, console.host(), Map.of());
                        }));
                withConsole(console -> {
                    callAll(caller, login, console.host(), Map.of());
                    callAll(caller, login, console.host(), Map.of("pass", login.pass + "2"));
                    callAll(caller, login, console.host(), Map.of("aud", "https://other.example"));
                    callAll(caller, login, console.host(), Map.of("jwks_host", "evil.example"));
                    callAll(caller, login, "10.0.0.1/" + login.pass, Map.of());
                    badBodiesAndTokens(caller, login, console.host());
                });
                withUntrusted(console -> callAll(caller, login, console.host(), Map.of()));
                callAll(caller, login, "localhost:1", Map.of());
            }
            operatorLooks(server.adminPort());
        }

        assertNoSecretCameOut(" failed in ", "POST /observe/observables");
    }

    /** Each fault meets a relay of its own, since a relay that has seen the keys does not ask for them again. */
    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void noSecretComesOutWhenTheIssuerFails(LogFormat format) {
        logEverything(format);
        for (Function<Fault.Match, Fault> fault : issuerFaults()) {
            ISSUER.failWith(fault.apply(Fault.on("GET", ".*").always()));
            try (RelayServer server = RelayServer.start(config(Map.of()))) {
                RelayCaller caller = caller(server.port());
                for (Login login : Login.values()) {
                    callAll(caller, login, CONSOLE.host(), Map.of());
                    callAll(caller, login, CONSOLE.host(), Map.of("jwks_host", "nobody.unreachable.test"));
                }
                operatorLooks(server.adminPort());
            }
            ISSUER.reset();
        }

        assertThat(CONSOLE.calls()).isEmpty();
        assertNoSecretCameOut("POST /observe/observables");
    }

    private void assertNoSecretCameOut(String... loggedAnyway) {
        String out = log.toString(StandardCharsets.UTF_8);
        assertThat(out).as("the log is on").contains(loggedAnyway);
        secrets().forEach(secret -> {
            assertThat(out.contains(secret)).as("in the log: " + secret).isFalse();
            assertThat(answers.indexOf(secret)).as("in an answer: " + secret).isNegative();
        });
    }

    /** The two ways to log in. */
    enum Login {
        PASSWORD_OF_USER(USER, PASSWORD),
        TOKEN_OF_SERVICE("", SERVICE_TOKEN);

        private final String user;
        private final String pass;

        Login(String user, String pass) {
            this.user = user;
            this.pass = pass;
        }
    }

    private void logEverything(LogFormat format) {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        RelayLogging.apply(new LogConfig(format, Level.ALL));
    }

    /** What went in, in the spellings that it may come out in. */
    private Stream<String> secrets() {
        Stream<String> logins = Stream.of(
                PASSWORD,
                PASSWORD.replace("\"", "\\\""),
                URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8),
                base64(PASSWORD),
                BASIC,
                SERVICE_TOKEN,
                base64(SERVICE_TOKEN));
        return Stream.concat(logins, tokens.stream().flatMap(token -> Stream.of(token.split("\\.", -1))
                .skip(1)
                .filter(part -> part.length() > 20)));
    }

    private static List<Function<Fault.Match, Fault>> faults(Login login) {
        String quoted = login == Login.PASSWORD_OF_USER
                ? "Login of " + USER + ":" + PASSWORD + " by Basic " + BASIC
                : "Login by SEC " + SERVICE_TOKEN;
        List<Function<Fault.Match, Fault>> faults = new ArrayList<>();
        Stream.of(400, 401, 403, 404, 409, 422, 500, 503)
                .forEach(status -> faults.add(call -> call.error(status, 18, quoted)));
        faults.add(call -> call.answer(502, "<html>" + quoted + "</html>"));
        faults.add(call -> call.answer(200, "{\"message\":\"" + login.pass + "\""));
        faults.add(call -> call.redirect(302, "https://localhost:1/?login=" + login.pass.replaceAll("[^a-z0-9]", "")));
        faults.add(Fault.Match::cut);
        faults.add(Fault.Match::reset);
        faults.add(Fault.Match::hang);
        faults.add(call -> call.hugeHeader(100_000));
        return faults;
    }

    private static List<Function<Fault.Match, Fault>> issuerFaults() {
        return List.of(
                call -> call.answer(500, "no key for " + PASSWORD),
                call -> call.answer(200, "<html>" + SERVICE_TOKEN + "</html>"),
                call -> call.answer(200, "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"" + SERVICE_TOKEN + "\"}]}"),
                call -> call.redirect(302, "https://localhost:1/"),
                Fault.Match::cut,
                Fault.Match::reset,
                Fault.Match::hang,
                call -> call.hugeHeader(100_000));
    }

    private interface WithConsole {
        void run(QRadarSimulator console);
    }

    private static void withConsole(WithConsole work) {
        SimulatorSettings settings = SimulatorSettings.defaults()
                .withSearchDuration(Duration.ofMillis(20))
                .withLogin(USER, PASSWORD)
                .withSecurityToken(SERVICE_TOKEN);
        try (QRadarSimulator console = QRadarSimulator.start(settings, CERTIFICATES)) {
            work.run(console);
        }
    }

    private static void withUntrusted(WithConsole work) {
        try (QRadarSimulator console = QRadarSimulator.start(DemoCertificates.create())) {
            work.run(console);
        }
    }

    private void callAll(RelayCaller caller, Login login, String console, Map<String, ?> changes) {
        String token = newToken(login, console, changes);
        Object observables = List.of(observable("ip", "127.0.0.1"));
        note(caller.post("/health", Map.of(), token));
        note(caller.post("/observe/observables", observables, token));
        note(caller.post("/refer/observables", observables, token));
        note(caller.post("/respond/observables", observables, token));
        note(caller.post(
                "/respond/trigger",
                Map.of(
                        "action-id", "qradar-add-to-reference-set",
                        "observable_type", "ip",
                        "observable_value", "198.51.100.99",
                        "reference_set_name", "Blocked Addresses"),
                token));
    }

    private void badBodiesAndTokens(RelayCaller caller, Login login, String console) {
        String token = newToken(login, console, Map.of());
        for (String body : List.of("", "[", "{}", "[{\"type\":\"ip\",\"value\":7}]", "x".repeat(3_000_000))) {
            note(caller.post("/observe/observables", body, token));
        }
        for (String bad :
                List.of(token + "x", token.substring(0, token.length() - 9), token + " " + token, "." + token)) {
            note(caller.post("/observe/observables", "[]", bad));
        }
        var request = caller.request(Method.POST, "/nowhere").header(HeaderNames.AUTHORIZATION, "Bearer " + token);
        note(caller.send(request, Method.POST, "/nowhere", "[]"));
    }

    private String newToken(Login login, String console, Map<String, ?> changes) {
        Map<String, Object> claims =
                new HashMap<>(Map.of("SERVER_IP", console, "user", login.user, "pass", login.pass));
        claims.putAll(changes);
        String token = token(claims);
        tokens.add(token);
        return token;
    }

    private void operatorLooks(int adminPort) {
        Http1Client admin =
                Http1Client.builder().baseUri("http://127.0.0.1:" + adminPort).build();
        for (String path : List.of("/metrics", "/health")) {
            answers.append(admin.get(path).requestEntity(String.class));
        }
    }

    private void note(RelayCaller.Answer answer) {
        answers.append(answer.headers()).append(answer.body()).append('\n');
    }

    private static RelayCaller caller(int port) {
        return new RelayCaller(Http1Client.builder()
                .baseUri("http://127.0.0.1:" + port)
                .keepAlive(false)
                .build());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
