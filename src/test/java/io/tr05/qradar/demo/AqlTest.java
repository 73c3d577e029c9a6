package io.tr05.qradar.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AqlTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

    /** Three events, one, two and three minutes ago; row 2 has few values. */
    private static final EventTable TABLE = DemoEvents.emptyTable()
            .withRows(List.of(
                    Map.of(
                            "starttime",
                            minutesAgo(1),
                            "sourceip",
                            "10.1.2.3",
                            "username",
                            "O'Brien",
                            "sourceport",
                            443L,
                            "qid",
                            28250113L,
                            "hasoffense",
                            true,
                            "URL Host",
                            "a.example",
                            "payload",
                            "größe 100%"),
                    Map.of("starttime", minutesAgo(2), "sourceip", "192.0.2.1", "sourceport", 80L),
                    Map.of(
                            "starttime",
                            minutesAgo(3),
                            "sourceip",
                            "10.200.0.1",
                            "username",
                            "ann",
                            "sourceport",
                            8080L,
                            "protocolid",
                            6L)));

    private static long minutesAgo(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes)).toEpochMilli();
    }

    private static List<ResultRow> run(String aql) {
        return run(aql, AqlQuery.Rounding.UP);
    }

    private static List<ResultRow> run(String aql, AqlQuery.Rounding rounding) {
        return new AqlEvaluation(AqlParser.parse(aql, ZoneOffset.UTC), TABLE, rounding).rows(NOW);
    }

    private static void refuses(String aql) {
        assertThatExceptionOfType(AqlException.class).as(aql).isThrownBy(() -> run(aql));
    }

    private static String ports(String rest) {
        return String.join(
                " ",
                run("SELECT sourceport AS p FROM events " + rest).stream()
                        .map(row -> String.valueOf(row.values().get("p")))
                        .toList());
    }

    @Nested
    class AWhereClause {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "sourceip = '10.1.2.3'                                    | 443",
                    "sourceip IN ('10.1.2.3', '10.200.0.1', 'x')              | 443 8080",
                    "sourceip NOT IN ('10.1.2.3')                             | 80 8080",
                    "sourceport > 80 AND sourceport <= 443                    | 443",
                    "sourceport < 80 OR sourceport >= 8080                    | 8080",
                    "sourceport != 80                                         | 443 8080",
                    "sourceport <> 80 and not sourceport = 443                | 8080",
                    "sourceport = '80'                                        | 80",
                    "sourceport > -1                                          | 443 80 8080",
                    "sourceport = 80 OR sourceport = 443 AND sourceport = 1   | 80",
                    "(sourceport = 80 OR sourceport = 443) AND sourceport > 1 | 443 80",
                    "username = 'O''Brien'                                    | 443",
                    "username = 'o''brien'                                    | ``",
                    "LOWER(username) = 'o''brien'                             | 443",
                    "UPPER(username) = 'ANN'                                  | 8080",
                    "username ILIKE 'o_b%'                                    | 443",
                    "username LIKE 'o%'                                       | ``",
                    "username NOT LIKE 'O%'                                   | 80 8080",
                    "UTF8(payload) LIKE '%größe%'                             | 443",
                    "username IS NULL                                         | 80",
                    "username IS NOT NULL                                     | 443 8080",
                    "username != 'ann'                                        | 443",
                    "\"URL Host\" = 'a.example'                               | 443",
                    "'URL Host' = 'a.example'                                 | ``",
                    "INCIDR('10.0.0.0/8', sourceip)                           | 443 8080",
                    "NOT INCIDR('10.0.0.0/8', sourceip)                       | 80",
                    "INCIDR('0.0.0.0/0', sourceip)                            | 443 80 8080",
                    "PROTOCOLNAME(protocolid) = 'tcp_ip'                      | 8080",
                    "QIDNAME(qid) = 'DNS query'                               | 443",
                    "hasoffense = true                                        | 443",
                    "SOURCEIP = '10.1.2.3'                                    | 443",
                    "(sourceip IN ('192.0.2.1') OR LOWER(\"URL Host\") IN ('b', 'a.example')) AND starttime >= 1 AND starttime < 2000000000000 | 443 80",
                    "(sourceip IN ('192.0.2.1') OR LOWER(\"URL Host\") IN ('a.example')) AND starttime >= 1772366370000 AND starttime < 1772366371000 | 443",
                    "sourceip IN ('192.0.2.1') OR LOWER(\"URL Host\") IN ('a.example') AND starttime < 1 | 80",
                    "LOWER(\"URL Host\") IN ('null', '')                      | ``",
                    "LOWER(\"URL Host\") IS NULL                              | 80 8080",
                    "sourceport IN ('80', 443, 'x')                            | 443 80",
                    "\"URL Host\" IN (username, 'a.example')                   | 443",
                })
        void keepsTheRowsThatMatch(String condition, String expected) {
            assertThat(ports("WHERE " + condition)).isEqualTo(expected);
        }
    }

    @Nested
    class TheTimeWindow {

        @ParameterizedTest
        @CsvSource({
            "'', 443 80 8080",
            "LAST 5 MINUTES, 443 80 8080",
            "LAST 1 MINUTES, 443",
            "LAST 1 HOURS, 443 80 8080",
            "LAST 1 DAYS, 443 80 8080",
            "START '2026-03-01 11:58', 443 80",
            "START '2026-03-01 11:57' STOP '2026-03-01 11:58', 8080",
            "START 1772366280000 STOP 1772366340000, 80",
            "LIMIT 2 LAST 1 DAYS, 443 80",
            "LIMIT 0 LAST 1 DAYS, ''",
        })
        void decidesWhichEventsAreSearched(String clause, String expected) {
            assertThat(ports(clause)).isEqualTo(expected);
        }

        @Test
        void isRoundedToWholeMinutes() {
            long start = NOW.minusSeconds(61).toEpochMilli(); // 11:59:29, so 11:59
            long stop = NOW.minusSeconds(59).toEpochMilli(); // 11:59:31, so 12:00

            assertThat(ports("START " + start + " STOP " + stop)).isEqualTo("443");
        }

        @ParameterizedTest
        @CsvSource({"UP, 443 80", "DOWN, 80"})
        void endsWithTheMinuteOrBeforeIt(AqlQuery.Rounding rounding, String expected) {
            long start = NOW.minusSeconds(121).toEpochMilli();
            long stop = NOW.minusSeconds(59).toEpochMilli(); // 11:59:31

            assertThat(run("SELECT sourceport AS p FROM events START " + start + " STOP " + stop, rounding))
                    .extracting(row -> String.valueOf(row.values().get("p")))
                    .containsExactly(expected.split(" ", -1));
        }

        @Test
        void isMeantInTheConsolesTimeZone() {
            var query = AqlParser.parse("SELECT * FROM events START '2026-03-01 13:00'", ZoneId.of("Europe/Zurich"));

            assertThat(query.window().orElseThrow().start(NOW)).isEqualTo("2026-03-01T12:00:00Z");
        }
    }

    @Nested
    class TheSelectList {

        @Test
        void namesTheColumnsOfTheAnswer() {
            var row = run("SELECT sourceip AS ip, sourceport AS \"the port\", QIDNAME(qid) AS 'what', username,"
                            + " UTF8(payload), payload, \"URL Host\", CATEGORYNAME(category) FROM events LIMIT 1")
                    .getFirst();

            assertThat(row)
                    .hasToString("ResultRow[values={ip=10.1.2.3, the port=443, what=DNS query, username=O'Brien,"
                            + " utf8_payload=größe 100%, payload=Z3LDtsOfZSAxMDAl, URL Host=a.example,"
                            + " categoryname_category=null}]");
        }

        @Test
        void mayBeAStar() {
            assertThat(run("SELECT * FROM events LIMIT 1").getFirst().values())
                    .containsKeys("starttime", "sourceip", "destinationip", "username")
                    .doesNotContainKey("payload");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sourceport, 80 443 8080",
        "sourceport DESC, 8080 443 80",
        "p ASC, 80 443 8080",
        "username DESC, 8080 443 80",
        "'protocolid, sourceport', 8080 80 443",
    })
    void anOrderSorts(String order, String expected) {
        assertThat(ports("ORDER BY " + order + " LIMIT 9 LAST 1 DAYS")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT",
                "SELECT FROM events",
                "SELECT sourceip",
                "SELECT sourceip FROM flows",
                "SELECT nosuch FROM events",
                "SELECT \"no such\" FROM events",
                "SELECT NOSUCH(qid) FROM events",
                "SELECT LOWER(username, username) FROM events",
                "SELECT LOWER() FROM events",
                "SELECT sourceip AS FROM events",
                "SELECT sourceip AS limit FROM events",
                "SELECT sourceip, FROM events",
                "SELECT sourceip FROM events WHERE",
                "SELECT sourceip FROM events WHERE sourceip",
                "SELECT sourceip FROM events WHERE sourceip = 'open",
                "SELECT sourceip FROM events WHERE (sourceip = 'x'",
                "SELECT sourceip FROM events WHERE sourceip = 'x')",
                "SELECT sourceip FROM events WHERE sourceip IN ()",
                "SELECT sourceip FROM events WHERE sourceip NOT 'x'",
                "SELECT sourceip FROM events WHERE username LIKE username",
                "SELECT sourceip FROM events WHERE sourceip == 'x'",
                "SELECT sourceip FROM events WHERE sourceip = 'it's'",
                "SELECT sourceip FROM events WHERE INCIDR('10.0.0.0', sourceip)",
                "SELECT sourceip FROM events WHERE INCIDR('10.0.0.0/33', sourceip)",
                "SELECT sourceip FROM events WHERE url = 'wrong case'",
                "SELECT sourceip FROM events ORDER sourceip",
                "SELECT sourceip FROM events LAST 5 MINUTES LIMIT 3",
                "SELECT sourceip FROM events LIMIT 3 ORDER BY sourceip",
                "SELECT sourceip FROM events LIMIT x",
                "SELECT sourceip FROM events LIMIT 99999999999",
                "SELECT sourceip FROM events LIMIT 1.5",
                "SELECT sourceip FROM events LAST 5 WEEKS",
                "SELECT sourceip FROM events START '2026-02-30 00:00'",
                "SELECT sourceip FROM events START '1772366280000'",
                "SELECT sourceip FROM events START 99999999999999999999",
                "SELECT sourceip FROM events STOP 1772366280000",
                "SELECT sourceip FROM events START 2000 STOP 1000",
                "SELECT sourceip FROM events GROUP BY sourceip",
                "SELECT sourceip FROM events; DROP",
                "SELECT sourceip FROM events WHERE sourceport = 1.2.3",
            })
    void textOutsideTheSubsetIsRefused(String aql) {
        refuses(aql);
    }

    @Test
    void deepNestingIsRefusedAndNotAnOverflow() {
        refuses("SELECT sourceip FROM events WHERE " + "(".repeat(100_000) + "sourceip = 'x'");
        refuses("SELECT sourceip FROM events WHERE " + "NOT ".repeat(100_000) + "sourceip = 'x'");
        refuses("SELECT " + "LOWER(".repeat(100_000) + " FROM events");
    }

    @Test
    void hundredsOfValuesAreFine() {
        var values = String.join(",", Collections.nCopies(900, "'10.1.2.3'"));

        assertThat(ports("WHERE sourceip IN (" + values + ")")).isEqualTo("443");
    }

    /** Whatever the text, a query either runs or is refused; the seed is fixed. */
    @Test
    void noTextCausesAnyOtherFailure() {
        var pieces =
                "SELECT|*|sourceip|FROM|events|WHERE|AND|OR|NOT|(|)|,|=|<|>|'|\"|'x'|1|.|-|IN|LIKE|IS|NULL|ORDER|BY|"
                        + "LIMIT|START|STOP|LAST|DAYS|AS|LOWER|INCIDR|99999999999|é|\u0000|\\|%";
        var words = Arrays.asList(pieces.split("\\|", -1));
        var random = new SplittableRandom(42);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(i % 2 == 0 ? "SELECT sourceip FROM events " : "");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
            }
            assertThatNoException().as(text.toString()).isThrownBy(() -> runOrRefuse(text.toString()));
        }
    }

    private static void runOrRefuse(String aql) {
        try {
            assertThat(run(aql)).hasSizeLessThan(4);
        } catch (AqlException expected) {
            assertThat(expected).hasMessageNotContaining("null");
        }
    }
}
