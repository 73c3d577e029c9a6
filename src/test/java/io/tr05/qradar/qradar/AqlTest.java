package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AqlTest {

    private static final SearchWindow WINDOW = new SearchWindow(1_613_551_886_100L, 1_613_638_286_100L);

    @Nested
    class OfASearch {

        @Test
        void selectsWhatIsMappedThenFiltersThenLimitsThenBoundsTheTime() {
            assertThat(search(match("sourceip", "192.0.2.1")))
                    .isEqualTo("SELECT starttime, endtime, eventcount, sourceip, destinationip, sourcev6, sourcemac,"
                            + " username, LOGSOURCENAME(logsourceid) AS logsource_name,"
                            + " QIDDESCRIPTION(qid) AS event_descr, QIDNAME(qid) AS event_name"
                            + " FROM events WHERE (sourceip IN ('192.0.2.1'))"
                            + " AND starttime >= 1613551886100 AND starttime < 1613638286100"
                            + " LIMIT 100 START 1613551860000 STOP 1613638320000");
        }

        @Test
        void alsoSelectsTheColumnsItSearches() {
            assertThat(search(match("identityip", "192.0.2.1"), match("NAT Address", "192.0.2.1", "192.0.2.2")))
                    .isEqualTo("SELECT starttime, endtime, eventcount, sourceip, destinationip, sourcev6, sourcemac,"
                            + " username, identityip, \"NAT Address\", LOGSOURCENAME(logsourceid) AS logsource_name,"
                            + " QIDDESCRIPTION(qid) AS event_descr, QIDNAME(qid) AS event_name"
                            + " FROM events WHERE (identityip IN ('192.0.2.1')"
                            + " OR \"NAT Address\" IN ('192.0.2.1', '192.0.2.2'))"
                            + " AND starttime >= 1613551886100 AND starttime < 1613638286100"
                            + " LIMIT 100 START 1613551860000 STOP 1613638320000");
        }

        @Test
        void selectsAColumnOnceHoweverOftenAndInWhateverCaseItIsSearched() {
            assertThat(search(match("SourceIP", "192.0.2.1"), match("identityIP", "a"), match("IDENTITYip", "b")))
                    .startsWith("SELECT starttime, endtime, eventcount, sourceip, destinationip, sourcev6, sourcemac,"
                            + " username, \"identityIP\", LOGSOURCENAME(logsourceid)")
                    .contains("WHERE (\"SourceIP\" IN ('192.0.2.1') OR \"identityIP\" IN ('a') OR"
                            + " \"IDENTITYip\" IN ('b')) AND");
        }
    }

    /** A console searches by the minute, and nobody says whether it rounds a time up or down. */
    @Nested
    class TheBoundsOfASearch {

        @Test
        void areTheWholeMinutesAroundTheWindowWhoseEdgesAreAConditionToo() {
            assertThat(search(new SearchWindow(60_001, 179_999)))
                    .endsWith(" AND starttime >= 60001 AND starttime < 179999 LIMIT 100 START 60000 STOP 180000");
        }

        @Test
        void areThoseOfAWindowOfWholeMinutes() {
            assertThat(search(new SearchWindow(60_000, 180_000)))
                    .endsWith(" AND starttime >= 60000 AND starttime < 180000 LIMIT 100 START 60000 STOP 180000");
        }

        @Test
        void areTheWindowsOwnEdgesWhereThereIsNoStartTimeToCompare() {
            assertThat(search(new SearchWindow(60_001, 179_999), "starttime"))
                    .endsWith(" WHERE (sourceip IN ('192.0.2.1')) LIMIT 100 START 60001 STOP 179999");
        }

        @Test
        void ofASliceThatEndsBeforeTheCallComeWithTheMomentOfTheCallWhichNoOtherCallHas() {
            assertThat(search(new SearchWindow(60_000, 180_000, 300_123)))
                    .endsWith(" AND starttime >= 60000 AND starttime < 180000 AND starttime < 300123"
                            + " LIMIT 100 START 60000 STOP 180000");
        }

        @Test
        void ofSuchASliceBeginWithinTheSameMinuteWhereThereIsNoStartTimeToCompare() {
            assertThat(search(new SearchWindow(60_000, 180_000, 300_123), "starttime"))
                    .endsWith(" WHERE (sourceip IN ('192.0.2.1')) LIMIT 100 START 60123 STOP 180000");
        }

        private static String search(SearchWindow window, String... lacking) {
            return Aql.of(
                    new EventQuery(List.of(match("sourceip", "192.0.2.1")), List.of(), Set.of(lacking), window, 100));
        }
    }

    @Test
    void whatIsWantedBackIsSelectedOnceAndWithTheNameOfItsNumber() {
        assertThat(Aql.of(new EventQuery(
                        List.of(match("identityip", "192.0.2.1")),
                        List.of(
                                new Column("starttime", ""),
                                new Column("Category", ""),
                                new Column("identityip", ""),
                                new Column("URL Host", ""),
                                new Column("devicetype", ""),
                                new Column("protocolid", ""),
                                new Column("domainid", "")),
                        Set.of(),
                        WINDOW,
                        100)))
                .startsWith("SELECT starttime, endtime, eventcount, sourceip, destinationip, sourcev6, sourcemac,"
                        + " username, identityip, \"Category\", \"URL Host\", devicetype, protocolid, domainid,"
                        + " LOGSOURCENAME(logsourceid) AS logsource_name, QIDDESCRIPTION(qid) AS event_descr,"
                        + " QIDNAME(qid) AS event_name, CATEGORYNAME(category) AS category_name,"
                        + " LOGSOURCETYPENAME(devicetype) AS logsource_type, PROTOCOLNAME(protocolid) AS protocol_name,"
                        + " DOMAINNAME(domainid) AS domain_name FROM events");
    }

    @Nested
    class OfOneEvent {

        @Test
        void namesWhatTellsItFromOthersWithinItsMoment() {
            Event event = Event.of(Map.of(
                    "logsourceid",
                    "101",
                    "qid",
                    "5.0",
                    "sourceip",
                    "192.0.2.1",
                    "destinationip",
                    "it's",
                    "username",
                    "x"));

            assertThat(Aql.forEvent(event, 1_613_554_286_123L, 1_613_554_286_123L))
                    .isEqualTo("SELECT * FROM events WHERE starttime = 1613554286123 AND logsourceid = 101 AND qid = 5"
                            + " AND sourceip = '192.0.2.1' AND destinationip = 'it''s'"
                            + " START 1613554260000 STOP 1613554346123");
        }

        @Test
        void spansAllOfAGroup() {
            assertThat(Aql.forEvent(Event.of(Map.of()), 1_000, 2_000))
                    .isEqualTo("SELECT * FROM events WHERE starttime >= 1000 AND starttime <= 2000"
                            + " START 0 STOP 62000");
        }
    }

    @Test
    void aComparisonWithoutCasePutsTheColumnInLowerCase() {
        assertThat(search(new ColumnMatch(new Column("MD5 Hash", ""), List.of("abc", "def"), true)))
                .contains(", \"MD5 Hash\", ")
                .contains(" WHERE (LOWER(\"MD5 Hash\") IN ('abc', 'def')) AND ");
    }

    @Nested
    class AValue {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "192.0.2.1, '192.0.2.1'",
                    "O'Brien, 'O''Brien'",
                    "1.2.3.4' OR 1=1 --, '1.2.3.4'' OR 1=1 --'",
                    "'', ''''''",
                    "CORP\\alice, 'CORP\\alice'",
                    "\\', '\\'''",
                    "100%_, '100%_'",
                    "say \"hi\", 'say \"hi\"'",
                    "Jürgen 🦊, 'Jürgen 🦊'",
                    "` `, ' '",
                })
        void isOneLiteralWithItsQuotesDoubled(String value, String literal) {
            assertThat(Aql.literal(value)).isEqualTo(literal);
        }

        @Test
        void mayHoldALineBreak() {
            assertThat(Aql.literal("a'\nLIMIT 1")).isEqualTo("'a''\nLIMIT 1'");
        }

        @Test
        void neverEndsItsLiteralWithinAQuery() {
            assertThat(search(match("username", "x') OR sourceip IN ('192.0.2.9")))
                    .contains(" WHERE (username IN ('x'') OR sourceip IN (''192.0.2.9')) AND ");
        }
    }

    @Nested
    class AName {

        @ParameterizedTest
        @CsvSource({
            "sourceip, sourceip",
            "_x9, _x9",
            "Order, \"Order\"",
            "LIMIT, \"LIMIT\"",
            "as, \"as\"",
            "order, \"order\"",
            "SHA256 Hash, \"SHA256 Hash\"",
            "9lives, \"9lives\"",
            "a-b, \"a-b\"",
            "Größe, \"Größe\"",
            "a;b, \"a;b\"",
            "Bob's, \"Bob's\"",
        })
        void isBareInTheFormOfBuiltInColumnsAndElseInDoubleQuotes(String name, String identifier) {
            assertThat(Aql.identifier(new Column(name, ""))).isEqualTo(identifier);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"", "a\"b", "x\" OR \"y"})
        void withADoubleQuoteIsRefused(String name) {
            assertThatIllegalArgumentException().isThrownBy(() -> search(match(name, "v")));
        }
    }

    @Nested
    class ForTheViewer {

        @Test
        void showsAllColumnsUpToTheMomentOfOpening() {
            assertThat(Aql.forViewer(
                            List.of(match("sourceip", "192.0.2.1"), match("destinationip", "192.0.2.1")),
                            Duration.ofDays(7)))
                    .isEqualTo("SELECT * FROM events WHERE sourceip IN ('192.0.2.1')"
                            + " OR destinationip IN ('192.0.2.1') LAST 7 DAYS");
        }

        @Test
        void showsOfOffensesOnlyWhatMatchesInAnyColumn() {
            assertThat(Aql.ofOffensesForViewer(
                            List.of(match("sourceip", "192.0.2.1"), match("destinationip", "192.0.2.1")),
                            Duration.ofDays(7)))
                    .isEqualTo("SELECT * FROM events WHERE (sourceip IN ('192.0.2.1')"
                            + " OR destinationip IN ('192.0.2.1')) AND hasoffense = 'true' LAST 7 DAYS");
        }

        @ParameterizedTest
        @CsvSource({
            "P30D, 30 DAYS",
            "PT24H, 1 DAYS",
            "PT36H, 36 HOURS",
            "PT1H, 1 HOURS",
            "PT90M, 90 MINUTES",
            "PT24H1M, 1441 MINUTES",
            "PT1M, 1 MINUTES",
            "PT90S, 2 MINUTES",
            "PT1S, 1 MINUTES",
        })
        void spansTheWindowInTheLargestUnitThatFits(Duration window, String span) {
            assertThat(Aql.forViewer(List.of(match("sourceip", "192.0.2.1")), window))
                    .endsWith(") LAST " + span);
        }
    }

    private static String search(ColumnMatch... matches) {
        return Aql.of(new EventQuery(List.of(matches), List.of(), Set.of(), WINDOW, 100));
    }

    private static ColumnMatch match(String column, String... values) {
        return new ColumnMatch(new Column(column, ""), List.of(values), false);
    }
}
