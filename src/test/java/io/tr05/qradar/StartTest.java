package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.testing.ProgramProcess;
import io.tr05.qradar.testing.RelayTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The line that scripts wait for. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StartTest extends RelayTest {

    private static final Duration START = Duration.ofSeconds(30);

    @TempDir
    private Path directory = Path.of(".");

    StartTest(Http1Client client) {
        super(client);
    }

    /** In Persian, Java writes numbers with other digits unless it is told not to. */
    @Test
    void portsAreInDigitsThatScriptsKnow() throws Exception {
        Path log = directory.resolve("log");
        ProcessBuilder relay = ProgramProcess.of(List.of("-Duser.language=fa", "-Duser.country=IR"), "serve");
        relay.environment().putAll(environment());
        relay.environment().put("RELAY_PORT", "0");
        relay.environment().put("RELAY_ADMIN_PORT", "0");
        Process process =
                relay.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            await().atMost(START).until(() -> Files.readString(log).contains("is ready"));

            assertThat(Files.readString(log))
                    .containsPattern("is ready: http://127\\.0\\.0\\.1:[0-9]+ \\(.* port [0-9]+\\)");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anAddressOfColonsStandsInBrackets() {
        assertThat(StartBanner.inUrl("::1")).isEqualTo("[::1]");
        assertThat(StartBanner.inUrl("127.0.0.1")).isEqualTo("127.0.0.1");
    }
}
