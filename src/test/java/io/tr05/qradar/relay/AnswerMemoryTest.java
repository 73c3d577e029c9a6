package io.tr05.qradar.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.auth.Secret;
import io.tr05.qradar.qradar.Deadline;
import io.tr05.qradar.qradar.TenantCall;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The bound on sightings that all answers hold together. */
class AnswerMemoryTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AnswerMemory memory = new AnswerMemory(100);

    @Test
    void aCallForWhichThereIsNoRoomBeforeItsDeadlineGetsNone() {
        TenantCall first = call(LONG);
        assertThat(memory.takeFor(first, 80)).isTrue();

        assertThat(memory.takeFor(call(SHORT), 21)).isFalse();
    }

    @Test
    void smallCallsGoOnBesideALargeOne() {
        assertThat(memory.takeFor(call(LONG), 80)).isTrue();

        assertThat(memory.takeFor(call(SHORT), 20)).isTrue();
    }

    @Test
    void aCallThatWaitsGetsTheRoomOfOneThatIsOver() {
        TenantCall first = call(LONG);
        assertThat(memory.takeFor(first, 100)).isTrue();
        CompletableFuture<Boolean> second = waitingFor(50);

        first.end();

        assertThat(second.join()).isTrue();
    }

    @Test
    void roomIsGivenBackOnceOnly() {
        TenantCall first = call(LONG);
        memory.takeFor(first, 60);
        first.end();
        first.end();

        assertThat(memory.takeFor(call(SHORT), 100)).isTrue();
        assertThat(memory.takeFor(call(SHORT), 1)).isFalse();
    }

    @Test
    void aCallThatFoundMoreThanThereIsRoomForHasItAlone() {
        TenantCall huge = call(LONG);
        assertThat(memory.takeFor(huge, 1_000)).isTrue();
        assertThat(memory.takeFor(call(SHORT), 1)).isFalse();

        huge.end();

        assertThat(memory.takeFor(call(SHORT), 100)).isTrue();
    }

    @Test
    void aCallThatIsInterruptedWaitsNoLongerAndStaysInterrupted() {
        memory.takeFor(call(LONG), 100);
        Thread.currentThread().interrupt();

        assertThat(memory.takeFor(call(LONG), 1)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCallThatIsInterruptedGetsTheRoomThatThereIsAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(memory.takeFor(call(LONG), 100)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCallThatFoundNothingDoesNotQueueForRoom() {
        TenantCall first = call(LONG);
        memory.takeFor(first, 100);
        CompletableFuture<Boolean> second = waitingFor(50);

        assertThat(memory.takeFor(call(SHORT), 0)).isTrue();

        first.end();
        assertThat(second.join()).isTrue();
    }

    /** Whether another call gets room for so many, for which it waits by now. */
    private CompletableFuture<Boolean> waitingFor(int sightings) {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().daemon().start(() -> taken.complete(memory.takeFor(call(LONG), sightings)));
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        return taken;
    }

    private static TenantCall call(Duration time) {
        Credentials tenant = new Credentials(
                ConsoleAddress.parse("qradar.example.com"),
                new ConsoleAccount.WithPassword("admin", new Secret("password")),
                100);
        return new TenantCall(tenant, Deadline.after(time), "test");
    }
}
