package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.helidon.http.Status;
import io.tr05.qradar.auth.ConsoleAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a burst of calls costs, as time goes by; {@code PolitenessTest} shows it over HTTP. */
class LoginGateTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicLong now = new AtomicLong();
    private final LoginGate gate = new LoginGate(now::get);

    /** Whoever has a turn keeps it. */
    private final Queue<LoginGate.Pass> passes = new ConcurrentLinkedQueue<>();

    private final Login login = new Login(ConsoleAddress.parse("qradar.example.com"), "digest");

    @Test
    void callsWithAProvenLoginAreLetThroughTogether() {
        enter().answered(Status.OK_200);

        enter();
        enter();
        assertThat(isBusy()).isFalse();
    }

    @Test
    void aProofIsForgottenAfterFiveMinutes() {
        enter().answered(Status.OK_200);
        pass(Duration.ofMinutes(5).plusSeconds(1));

        enter();

        assertThat(isBusy()).isTrue();
    }

    @Test
    void aRejectedLoginIsTriedAgainAfterAMinuteOneCallAtATime() {
        enter().answered(Status.UNAUTHORIZED_401);
        assertThatThrownBy(this::enter).isInstanceOf(QRadarException.LoginRejected.class);

        pass(Duration.ofSeconds(61));
        enter();

        assertThat(isBusy()).isTrue();
    }

    @Test
    void thoseWhoWaitedAreAllLetThroughByAProof() {
        LoginGate.Pass first = enter();
        List<CompletableFuture<LoginGate.Pass>> others = List.of(waiting(), waiting(), waiting());

        first.answered(Status.OK_200);

        assertThat(others).allSatisfy(other -> assertThat(other).succeedsWithin(LONG));
    }

    @Test
    void thoseWhoWaitedAreAllTurnedAwayByARejection() {
        LoginGate.Pass first = enter();
        List<CompletableFuture<LoginGate.Pass>> others = List.of(waiting(), waiting(), waiting());

        first.answered(Status.UNAUTHORIZED_401);

        assertThat(others).allSatisfy(other -> assertThat(other)
                .failsWithin(LONG)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(QRadarException.LoginRejected.class));
    }

    @Test
    void whoIsInterruptedWaitsNoLongerAndStaysInterrupted() {
        enter();
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::enter).isInstanceOf(QRadarException.Unreachable.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** The console holds status calls: one that it let in may be answered long after the password was changed. */
    @Test
    void aSuccessThatComesAfterARejectionProvesNothing() {
        enter().answered(Status.OK_200);
        LoginGate.Pass held = enter();
        enter().answered(Status.UNAUTHORIZED_401);
        held.answered(Status.OK_200);

        pass(Duration.ofSeconds(61));
        enter();

        assertThat(isBusy()).isTrue();
    }

    /** One more, which waits for its turn. */
    private CompletableFuture<LoginGate.Pass> waiting() {
        CompletableFuture<LoginGate.Pass> passed = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> passed.completeAsync(this::enter, Runnable::run));
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return passed;
    }

    private LoginGate.Pass enter() {
        LoginGate.Pass pass = gate.enter(login, Deadline.after(LONG));
        passes.add(pass);
        return pass;
    }

    /** Whether one more call would have to wait for its turn. */
    private boolean isBusy() {
        try {
            gate.enter(login, Deadline.after(SHORT));
            return false;
        } catch (QRadarException.Unreachable noTurn) {
            return true;
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
