package io.tr05.qradar.relay;

import static io.tr05.qradar.relay.Asked.COLUMNS;
import static io.tr05.qradar.relay.Asked.CUSTOM;
import static io.tr05.qradar.relay.Asked.DESTINATION;
import static io.tr05.qradar.relay.Asked.SOURCE;
import static io.tr05.qradar.relay.Asked.SOURCE_V6;
import static io.tr05.qradar.relay.Asked.event;
import static io.tr05.qradar.relay.Asked.events;
import static io.tr05.qradar.relay.Asked.ip;
import static io.tr05.qradar.relay.Asked.ips;
import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPlanTest {

    private static final SearchWindow WINDOW = new SearchWindow(1, 2);

    @Nested
    class Query {

        @Test
        void asksForAllObservablesInEachColumnThatMayHoldThem() {
            List<String> values = List.of("192.0.2.1", "192.0.2.2");

            assertThat(plan(10, "192.0.2.1", "192.0.2.2").query(WINDOW))
                    .isEqualTo(new EventQuery(
                            List.of(
                                    new ColumnMatch(SOURCE, values),
                                    new ColumnMatch(DESTINATION, values),
                                    new ColumnMatch(CUSTOM, values)),
                            WINDOW,
                            22));
        }

        @Test
        void asksForEachFamilyInItsOwnColumnsAndInTheConsolesForm() {
            assertThat(plan(10, "2001:DB8::1", "192.0.2.1").query(WINDOW).matches())
                    .containsExactlyInAnyOrder(
                            new ColumnMatch(SOURCE_V6, List.of("2001:db8:0:0:0:0:0:1")),
                            new ColumnMatch(SOURCE, List.of("192.0.2.1")),
                            new ColumnMatch(DESTINATION, List.of("192.0.2.1")),
                            new ColumnMatch(CUSTOM, List.of("192.0.2.1")));
        }

        @ParameterizedTest
        @CsvSource({"1, 2", "100, 101", "99999, 100000", "100000, 100000", "100001, 100000", "2147483647, 100000"})
        void asksForNoMoreRowsThanOneSearchMayReturn(int limit, int rows) {
            assertThat(plan(limit, "192.0.2.1").query(WINDOW).limit()).isEqualTo(rows);
        }

        @Test
        void asksForNoMoreRowsThanOneSearchMayReturnHoweverManyAskForHoweverMuch() {
            assertThat(plan(Integer.MAX_VALUE, "192.0.2.1", "192.0.2.2")
                            .query(WINDOW)
                            .limit())
                    .isEqualTo(100_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "20, true", "21, true", "22, false", "23, false"})
    void isExhaustedByFewerEventsThanItAskedFor(int events, boolean exhausted) {
        assertThat(plan(10, "192.0.2.1", "192.0.2.2").isExhaustedBy(events(events)))
                .isEqualTo(exhausted);
    }

    @Nested
    class Match {

        @Test
        void handsEachEventToTheObservableItShows() {
            Event first = event("sourceip", "192.0.2.1");
            Event second = event("destinationip", "192.0.2.2");

            assertThat(plan(10, "192.0.2.2", "192.0.2.1").match(List.of(first, second)))
                    .containsExactly(
                            Map.entry(ip("192.0.2.2"), List.of(second)), Map.entry(ip("192.0.2.1"), List.of(first)));
        }

        @Test
        void handsAnEventToEveryObservableItShows() {
            Event both = Event.of(Map.of("sourceip", "192.0.2.1", "NAT Address", "192.0.2.2"));

            assertThat(plan(10, "192.0.2.1", "192.0.2.2").match(List.of(both)))
                    .containsEntry(ip("192.0.2.1"), List.of(both))
                    .containsEntry(ip("192.0.2.2"), List.of(both));
        }

        @Test
        void knowsAnAddressInWhateverFormAndCaseTheConsoleWritesIt() {
            Event event = event("SOURCEV6", "2001:DB8::1");

            assertThat(plan(10, "2001:db8:0:0:0:0:0:1", "192.0.2.1").match(List.of(event)))
                    .containsEntry(ip("2001:db8::1"), List.of(event))
                    .containsEntry(ip("192.0.2.1"), List.of());
        }

        @Test
        void looksOnlyInColumnsThatWereSearched() {
            Event event = event("username", "192.0.2.1");

            assertThat(plan(10, "192.0.2.1", "192.0.2.2").match(List.of(event)))
                    .containsEntry(ip("192.0.2.1"), List.of());
        }

        @Test
        void takesTheConsolesWordWhenThereIsOneObservableOnly() {
            Event event = event("sourceip", "written in a way nobody knows");

            assertThat(plan(10, "192.0.2.1").match(List.of(event))).containsEntry(ip("192.0.2.1"), List.of(event));
        }
    }

    private static SearchPlan plan(int limit, String... values) {
        return new SearchPlan(ips(values), COLUMNS, limit);
    }
}
