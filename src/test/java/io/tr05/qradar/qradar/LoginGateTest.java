package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.http.Status;
import io.tr05.qradar.auth.ConsoleAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a burst of calls costs, as time goes by; {@code PolitenessTest} shows it over HTTP. */
class LoginGateTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicLong now = new AtomicLong();
    private final LoginGate gate = new LoginGate(now::get);

    /** Whoever has a turn keeps it. */
    private final List<LoginGate.Pass> passes = new ArrayList<>();

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
