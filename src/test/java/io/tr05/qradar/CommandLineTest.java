package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theDemoShowsSightingsLinksAndActionsAndEnds() {
        int exitCode = run("demo", "--once", "--port", "0");

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("sightings")
                .contains("127.0.0.1")
                .contains("links into the console")
                .contains("Create a Reference Set and add an observable to it")
                .doesNotContain("\u001b[");
    }

    @Test
    void aPortThatIsTakenIsSaidInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int exitCode = run("demo", "--once", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("tr-05-qradar: can't listen on 127.0.0.1, RELAY_PORT " + taken.getLocalPort())
                    .contains("--port");
        }
    }

    @Test
    void aPortThatThereCannotBeIsAnErrorOfTheCommandLine() {
        assertThat(run("demo", "--once", "--port", "99999")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--port has to be 0 to 65535");
    }

    @Test
    void aFileOfObservablesThatIsNotThereIsAnErrorOfTheCommandLine() {
        assertThat(run("demo", "--once", "--port", "0", "--observables", "nowhere.json"))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--observables can't be read: nowhere.json");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve").contains("demo").contains("--version");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("tr-05-qradar 2.0.0");
    }

    @Test
    void anUnknownOptionIsAnErrorOfTheCommandLine() {
        assertThat(run("--nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("--nonsense");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check", "demo", "generate-completion"})
    void everyCommandHasAHelp(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: tr-05-qradar " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "check", "demo"})
    void theHelpNamesTheExitCodes(String command) {
        run(Stream.of(command, "--help").filter(word -> !word.isEmpty()).toArray(String[]::new));

        assertThat(out.toString())
                .contains("Exit codes:")
                .containsPattern("(?m)^ +0 +")
                .containsPattern("(?m)^ +2 +");
    }

    @Test
    void aShellCanCompleteTheCommandsAndTheirOptions() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString()).contains("complete -F", "serve", "check", "--token-file", "--sightings");
    }

    private int run(String... arguments) {
        return new CommandLine(new TopCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }
}
