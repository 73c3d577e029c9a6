package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.testing.ProgramProcess;
import io.tr05.qradar.testing.RawCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real process, told to stop by SIGTERM while calls are worked on. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class TerminationTest extends RelayTest {

    private static final Duration START = Duration.ofSeconds(30);
    private static final int CALLERS = 6;

    /** Of ten seconds' grace, of what discarding searches takes, and of a busy machine. */
    private static final long LONGEST_STOP_SECONDS = 30;

    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final int port = freePort();
    private final int adminPort = freePort();

    @TempDir
    private Path directory = Path.of(".");

    private @Nullable Process process;

    TerminationTest(Http1Client client) {
        super(client);
    }

    @AfterEach
    void killTheProcess() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** How callers use them. */
    enum Connections {
        ONE_FOR_EACH_CALL,
        KEPT
    }

    @ParameterizedTest
    @EnumSource
    void underLoadItAnswersEachCallDiscardsEachSearchAndExitsWithZero(Connections kept) throws Exception {
        Path log = directory.resolve("log");
        Process relay = start(log);
        process = relay;
        await().atMost(START).until(() -> Files.readString(log).contains("is ready"));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CALLERS).forEach(caller -> callers.execute(() -> callUntilTheEnd(caller, kept)));
            await().atMost(START).until(() -> answered.get() > 5 * CALLERS);

            relay.destroy();
        }

        assertThat(relay.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(broken).isEmpty();
        assertThat(relay.exitValue()).isZero();
        assertNoSearchLeft();
        assertThat(Files.readAllLines(log).getLast()).endsWith("stopped");
        assertThat(Files.readString(log)).doesNotContain(" ERROR ").doesNotContain("Exception");
    }

    /** It reads its settings, and waits for a file of them, which is a pipe here. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD) // no interrupt ends an open
    void beforeItServesItExitsWithZeroToo() throws Exception {
        Path pipe = directory.resolve("authorities.pem");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        ProcessBuilder program = ProgramProcess.of(List.of(), "serve");
        program.environment().put("QRADAR_TLS_CA", pipe.toString());
        Path log = directory.resolve("log");
        Process relay =
                program.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process = relay;
        OutputStream opened = Files.newOutputStream(pipe); // waits until the relay reads
        try {
            relay.destroy();

            assertThat(relay.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            opened.close();
        }
        assertThat(relay.exitValue()).isZero();
        assertThat(Files.readString(log)).doesNotContain("Exception");
    }

    private Process start(Path log) throws IOException {
        ProcessBuilder relay = ProgramProcess.of(List.of(), "serve");
        relay.environment().putAll(environment());
        relay.environment().put("RELAY_PORT", String.valueOf(port));
        relay.environment().put("RELAY_ADMIN_PORT", String.valueOf(adminPort));
        return relay.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** Each call another observable, so that no two share a search; over one connection after the other, until nobody listens. */
    private void callUntilTheEnd(int caller, Connections kept) {
        int number = 0;
        boolean listening = true;
        while (listening) {
            try (RawCaller connection = RawCaller.to(port)) {
                do {
                    listening = call(connection, caller, number++);
                } while (listening && kept == Connections.KEPT && !connection.isClosing());
            } catch (IOException refused) {
                return;
            }
        }
    }

    /** Whether there was an answer. That there is none at all is no broken one: the call came too late. */
    private boolean call(RawCaller connection, int caller, int number) {
        String address = "10.%d.%d.%d".formatted(caller + 1, number / 250, number % 250);
        try {
            connection.send(request(address));
            String status = connection.answer();
            if (!connection.hasAnswerBegun()) {
                return false;
            }
            if (status.equals("HTTP/1.1 200 OK")) {
                answered.incrementAndGet();
            } else {
                broken.add(status);
            }
            return true;
        } catch (IOException cut) {
            if (connection.hasAnswerBegun()) {
                broken.add("cut: " + cut);
            }
            return false;
        }
    }

    private static String request(String address) {
        return RawCaller.post(
                "/observe/observables", "[{\"type\":\"ip\",\"value\":\"%s\"}]".formatted(address), token());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
