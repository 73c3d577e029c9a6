package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueryTest {

    private static final Column COLUMN = new Column("sourceip", "Host");
    private static final List<ColumnMatch> MATCHES = List.of(new ColumnMatch(COLUMN, List.of("192.0.2.1"), false));
    private static final SearchWindow WINDOW = new SearchWindow(1, 2);

    @Test
    void withoutAConditionIsRefusedSinceItWouldReturnEverything() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventQuery(List.of(), List.of(), Set.of(), WINDOW, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void withoutALimitIsRefused(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventQuery(MATCHES, List.of(), Set.of(), WINDOW, limit));
    }

    @Test
    void withAColumnThatMatchesNoValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ColumnMatch(COLUMN, List.of(), false))
                .withMessageContaining("sourceip");
    }

    @Test
    void overAWindowThatEndsBeforeItStartsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SearchWindow(2, 1));
    }

    @Test
    void overAWindowThatEndsAfterTheCallIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SearchWindow(1, 3, 2));
    }

    @Test
    void mayCoverASingleMillisecond() {
        assertThat(new SearchWindow(1, 1).stopMillis()).isEqualTo(1);
    }

    @Test
    void doesNotChangeWithTheListsItWasMadeFrom() {
        List<ColumnMatch> matches = new ArrayList<>(MATCHES);
        EventQuery query = new EventQuery(matches, List.of(), Set.of(), WINDOW, 1);

        matches.clear();

        assertThat(query.matches()).isEqualTo(MATCHES);
    }
}
