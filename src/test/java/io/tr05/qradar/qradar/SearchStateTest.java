package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SearchStateTest {

    @Test
    void theLastStepOfASearchOfHalfAMinuteIsGuessedInFull() {
        SearchState sorting = new SearchState("id", "SORTING", 85, MissingNode.getInstance());

        assertThat(sorting.untilComplete(Duration.ofMillis(25_500))).isEqualTo(Duration.ofMillis(4_500));
    }

    @Test
    void aGuessIsNeverLongerThanFiveSeconds() {
        SearchState begun = new SearchState("id", "EXECUTE", 1, MissingNode.getInstance());

        assertThat(begun.untilComplete(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aConsoleThatTellsNoProgressIsAskedAgainSoon() {
        SearchState silent = new SearchState("id", "SORTING", 0, MissingNode.getInstance());

        assertThat(silent.untilComplete(Duration.ofMinutes(1))).isEqualTo(Duration.ofMillis(100));
    }
}
