package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    @Nested
    class HasNoValue {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null",
                    "\"\"",
                    "\"  \"",
                    "\"null\"",
                    "\"NULL\"",
                    "\"N/A\"",
                    "\" N/A \"",
                    "\"0.0.0.0\"",
                    "\"::\"",
                    "\"0:0:0:0:0:0:0:0\"",
                    "\"0000:0000:0000:0000:0000:0000:0000:0000\"",
                    "\"00:00:00:00:00:00\"",
                })
        void whereQRadarSaysSoInOneOfItsWays(String json) {
            Event event = row("{\"column\":" + json + "}");

            assertThat(event.text("column")).isEmpty();
            assertThat(event.number("column")).isEmpty();
            assertThat(event.time("column")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"a\":1}", "[]", "[\"192.0.2.1\"]"})
        void whereTheConsoleSentSomethingWithParts(String json) {
            assertThat(row("{\"column\":" + json + "}").text("column")).isEmpty();
        }

        @Test
        void inAColumnThatWasNotReturned() {
            assertThat(row("{}").text("column")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.1", "nullify", "10.0.0.0", "0", "::1", "00:00:00:00:00:01", " alice "})
    void keepsARealValueAsItIs(String value) {
        assertThat(Event.of(Map.of("column", value)).text("column")).hasValue(value);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "true, true", "1.5, 1.5", "1.6135518861E12, 1.6135518861E12"})
    void givesWhatIsNoStringAsText(String json, String text) {
        assertThat(row("{\"column\":" + json + "}").text("column")).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sourceip", "SOURCEIP", "sourceIP"})
    void findsAColumnInAnyCase(String column) {
        assertThat(Event.of(Map.of("sourceIP", "192.0.2.1")).text(column)).hasValue("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-3, -3",
        "12, 12",
        "12.0, 12",
        "12.9, 12",
        "1.6135518861E12, 1613551886100",
        "9223372036854775807, 9223372036854775807",
        "1e300, 9223372036854775807",
    })
    void readsANumberHoweverItIsWritten(String written, long number) {
        assertThat(Event.of(Map.of("column", written)).number("column")).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "NaN", "Infinity", "-Infinity", "1,000", "12 events", "--1", "1e999"})
    void hasNoNumberWhereThereIsNone(String written) {
        assertThat(Event.of(Map.of("column", written)).number("column")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1613551886123, 1613551886123",
        "1.613551886123E12, 1613551886123",
        "1613551886123.0, 1613551886123",
        "1.6135518861235E12, 1613551886123.5",
        "9223372036854775807, 9223372036854775807",
        "-0.0, 0",
        "99999999999999999999, 99999999999999999999",
        "1e300, 1e300",
        "NaN, NaN",
        "abc, abc",
    })
    void writesANumberOutInFullAndLeavesOtherTextsAsTheyAre(String written, String numeral) {
        assertThat(Event.of(Map.of("column", written)).numeral("column")).hasValue(numeral);
    }

    @ParameterizedTest
    @CsvSource({
        "1613551886123, 2021-02-17T08:51:26.123Z",
        "1.613551886123E12, 2021-02-17T08:51:26.123Z",
        "1.6135518861E12, 2021-02-17T08:51:26.100Z",
        "1, 1970-01-01T00:00:00.001Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
    })
    void readsATimeInEpochMilliseconds(String written, Instant time) {
        assertThat(Event.of(Map.of("starttime", written)).time("starttime")).hasValue(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.4", "253402300800000", "9223372036854775807", "1e300", "2021-02-17", "NaN"})
    void hasNoTimeOutsideOfWhatIsoDatesCanSay(String written) {
        assertThat(Event.of(Map.of("starttime", written)).time("starttime")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"username, true", "USERNAME, true", "sourceip, false", "missing, false"})
    void knowsWhichColumnsHaveAValue(String column, boolean has) {
        assertThat(row("{\"username\":\"alice\",\"sourceip\":\"0.0.0.0\"}").has(column))
                .isEqualTo(has);
    }

    @Test
    void showsNoValueWhenItIsLogged() {
        assertThat(Event.of(Map.of("username", "alice"))).hasToString("Event[username]");
    }

    private static Event row(String json) {
        return Rows.event(json);
    }
}
