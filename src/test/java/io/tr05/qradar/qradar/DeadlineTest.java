package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Nested
    class ThatIsAhead {

        private final Deadline deadline = Deadline.after(Duration.ofHours(1));

        @Test
        void hasTimeLeft() {
            assertThat(deadline.hasPassed()).isFalse();
            assertThat(deadline.remaining()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        }

        @Test
        void givesAStepAllItMayTake() {
            assertThat(deadline.remainingAtMost(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        }

        @Test
        void givesAStepNoMoreThanIsLeft() {
            assertThat(deadline.remainingAtMost(Duration.ofHours(2))).isLessThanOrEqualTo(Duration.ofHours(1));
        }
    }

    @Nested
    class ThatHasPassed {

        private final Deadline deadline = Deadline.after(Duration.ofSeconds(-1));

        @Test
        void hasNoTimeLeftAndNeverLess() {
            assertThat(deadline.hasPassed()).isTrue();
            assertThat(deadline.remaining()).isZero();
        }

        @Test
        void givesAStepNothing() {
            assertThat(deadline.remainingAtMost(Duration.ofSeconds(30))).isZero();
        }
    }

    @Test
    void ofNoTimeHasPassedAtOnce() {
        assertThat(Deadline.after(Duration.ZERO).hasPassed()).isTrue();
    }
}
