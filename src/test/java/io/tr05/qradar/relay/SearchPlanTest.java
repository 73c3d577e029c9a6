package io.tr05.qradar.relay;

import static io.tr05.qradar.relay.Asked.COLUMNS;
import static io.tr05.qradar.relay.Asked.CUSTOM;
import static io.tr05.qradar.relay.Asked.DESTINATION;
import static io.tr05.qradar.relay.Asked.SOURCE;
import static io.tr05.qradar.relay.Asked.SOURCE_V6;
import static io.tr05.qradar.relay.Asked.USER;
import static io.tr05.qradar.relay.Asked.event;
import static io.tr05.qradar.relay.Asked.events;
import static io.tr05.qradar.relay.Asked.ip;
import static io.tr05.qradar.relay.Asked.ips;
import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                                    new ColumnMatch(SOURCE, values, false),
                                    new ColumnMatch(DESTINATION, values, false),
                                    new ColumnMatch(CUSTOM, values, false)),
                            List.of(SOURCE, DESTINATION, SOURCE_V6, USER),
                            Set.of(),
                            WINDOW,
                            22));
        }

        @Test
        void asksForEachFamilyInItsOwnColumnsAndInTheConsolesForm() {
            assertThat(plan(10, "2001:DB8::1", "192.0.2.1").query(WINDOW).matches())
                    .containsExactlyInAnyOrder(
                            new ColumnMatch(SOURCE_V6, List.of("2001:db8:0:0:0:0:0:1"), false),
                            new ColumnMatch(SOURCE, List.of("192.0.2.1"), false),
                            new ColumnMatch(DESTINATION, List.of("192.0.2.1"), false),
                            new ColumnMatch(CUSTOM, List.of("192.0.2.1"), false));
        }
    }

    @Test
    void putsWhatSeveralTypesLookForInOneColumnIntoOneList() {
        Column hash = new Column("File Hash", "");
        Observable md5 = Asked.of("md5", "0123456789ABCDEF0123456789ABCDEF");
        Observable sha1 = Asked.of("sha1", "0123456789abcdef0123456789abcdef01234567");
        SearchPlan plan = new SearchPlan(List.of(md5, sha1), new ConsoleColumns(List.of(hash)), Set.of(), 10);

        assertThat(plan.query(WINDOW).matches())
                .containsExactly(new ColumnMatch(
                        hash,
                        List.of("0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef01234567"),
                        true));
        Event event = event("File Hash", "0123456789ABCDEF0123456789ABCDEF01234567");
        assertThat(plan.match(List.of(event))).containsEntry(md5, List.of()).containsEntry(sha1, List.of(event));
    }

    @Test
    void searchesAnAddressThatWasSentUnderTwoTypesOnceAndHandsItsEventsToBoth() {
        Observable sentAsIp = ip("2001:db8::1");
        Observable sentAsIpv6 = Asked.of("ipv6", "2001:db8::1");
        SearchPlan plan = new SearchPlan(List.of(sentAsIp, sentAsIpv6), COLUMNS, Set.of(), 10);
        Event event = event("sourcev6", "2001:db8:0:0:0:0:0:1");

        assertThat(plan.query(WINDOW).matches())
                .containsExactly(new ColumnMatch(SOURCE_V6, List.of("2001:db8:0:0:0:0:0:1"), false));
        assertThat(plan.match(List.of(event)))
                .containsEntry(sentAsIp, List.of(event))
                .containsEntry(sentAsIpv6, List.of(event));
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
        return new SearchPlan(ips(values), COLUMNS, Set.of(), (limit + 1) * values.length);
    }
}
