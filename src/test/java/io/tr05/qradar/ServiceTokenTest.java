package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.testing.QRadarContract;
import io.tr05.qradar.testing.RelayTest;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A module whose user is empty: its password is the token of one of QRadar's authorised services (issue 7, point 5). */
class ServiceTokenTest extends RelayTest {

    private static final String TOKEN = "5ec-0f-a-service";

    private final QRadarSimulator console =
            QRadarSimulator.start(CONSOLE.settings().withSecurityToken(TOKEN), CERTIFICATES);

    ServiceTokenTest(Http1Client client) {
        super(client);
    }

    @AfterEach
    void closeConsole() {
        QRadarContract.checkRequests(console.calls());
        console.close();
    }

    @Test
    void isSentAsSecAndNothingElse() {
        JsonNode found = post("/observe/observables", TOKEN);

        assertThat(found.at("/data/sightings/count").asInt()).isPositive();
        assertThat(console.calls())
                .isNotEmpty()
                .extracting(RecordedCall::headers)
                .allSatisfy(headers -> assertThat(headers).containsKey("sec").doesNotContainKey("authorization"));
    }

    @Test
    void thatIsRejectedIsSentOnceAndTheAnalystReadsWhatToDo() {
        String message = "Authorization failed: Authorization failed on QRadar side. The service token in the module's"
                + " Password is wrong or has expired, or its authorized service is not deployed yet.";

        for (int call = 0; call < 3; call++) {
            assertThat(post("/observe/observables", "another")
                            .at("/errors/0/message")
                            .asText())
                    .isEqualTo(message);
        }
        assertThat(console.failedLogins()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: yes", "two words", "t\u00f6ken"})
    void thatIsNoWordNeverReachesAConsole(String bad) {
        assertThat(post("/observe/observables", bad).at("/errors/0/message").asText())
                .startsWith("Authorization failed: Wrong user or pass in JWT payload.");
        assertThat(console.calls()).isEmpty();
    }

    @Test
    void isWhatTheCheckCommandCanUseToo() {
        var out = new StringWriter();

        int exit = check(out, Map.of("QRADAR_CHECK_TOKEN", TOKEN), "");

        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("credentials: the console accepts the service token")
                .doesNotContain(TOKEN);
    }

    @Test
    void comesFromAFileAndGoesBeforeAUserInTheEnvironment() {
        var out = new StringWriter();

        int exit = check(out, Map.of("QRADAR_CHECK_USER", "admin"), TOKEN + "\n", "--token-file", "-");

        assertThat(exit).as(out.toString()).isZero();
    }

    @Test
    void thatIsRejectedIsExplainedByTheCheckCommand() {
        var out = new StringWriter();

        assertThat(check(out, Map.of("QRADAR_CHECK_TOKEN", "another"), "")).isEqualTo(1);
        assertThat(out.toString())
                .contains("rejects this service token (401)", "Authorized Services")
                .doesNotContain("another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a\tb"})
    void thatIsNoWordIsRefusedByTheCheckCommand(String bad) {
        var out = new StringWriter();

        assertThat(check(out, Map.of("QRADAR_CHECK_TOKEN", bad), "")).isEqualTo(2);
        assertThat(out.toString()).contains("one word of visible ASCII").doesNotContain(bad);
    }

    @Test
    void besideAUserIsRefusedByTheCheckCommand() {
        var out = new StringWriter();

        assertThat(check(out, Map.of("QRADAR_CHECK_TOKEN", TOKEN, "QRADAR_CHECK_USER", "admin"), ""))
                .isEqualTo(2);
        assertThat(out.toString()).contains("not both").doesNotContain(TOKEN);
    }

    private int check(StringWriter out, Map<String, String> account, String input, String... arguments) {
        var environment = new java.util.HashMap<>(Map.of(
                "QRADAR_TLS_CA", AUTHORITY.toString(),
                "QRADAR_ALLOW_LOOPBACK", "true",
                "QRADAR_CHECK_HOST", console.host()));
        environment.putAll(account);
        var command = new CheckCommand(environment, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }

    private JsonNode post(String path, String token) {
        var claims = Map.of("SERVER_IP", console.host(), "user", "", "pass", token);
        return relay.post(path, List.of(observable("ip", "127.0.0.1")), token(claims))
                .json();
    }
}
