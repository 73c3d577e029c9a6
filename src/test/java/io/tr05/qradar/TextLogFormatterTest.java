package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line of the log for people looks like. */
class TextLogFormatterTest {

    private static final Instant TIME = Instant.parse("2026-11-26T19:36:39.123456Z");

    private final TextLogFormatter formatter = new TextLogFormatter();

    @Test
    void aLineHasItsTimeItsLevelItsLoggerAndItsMessage() {
        String line = formatter.format(record(Level.INFO, "it is ready"));

        assertThat(line).endsWith(" INFO io.tr05.example: it is ready" + System.lineSeparator());
        String time = line.substring(0, line.indexOf(' '));
        assertThat(time).matches("[-0-9]{10}T[:0-9]{8}\\.123[-+][0-9]{4}");
        assertThat(OffsetDateTime.parse(time.replaceFirst("(\\d\\d)$", ":$1")).toInstant())
                .isEqualTo(Instant.parse("2026-11-26T19:36:39.123Z"));
    }

    @Test
    void aFailureIsBelowItsLine() {
        LogRecord record = record(Level.SEVERE, "it broke");
        record.setThrown(new IllegalStateException("why", new IllegalArgumentException("because")));

        assertThat(formatter.format(record).lines())
                .anyMatch(line -> line.endsWith(" ERROR io.tr05.example: it broke"))
                .contains("java.lang.IllegalStateException: why")
                .contains("Caused by: java.lang.IllegalArgumentException: because");
    }

    @ParameterizedTest
    @CsvSource({
        "SEVERE,ERROR",
        "WARNING,WARN",
        "INFO,INFO",
        "CONFIG,DEBUG",
        "FINE,DEBUG",
        "FINER,TRACE",
        "FINEST,TRACE",
    })
    void levelsAreWrittenInTheWordsOfTheSetting(String level, String word) {
        assertThat(formatter.format(record(Level.parse(level), "x"))).contains(" " + word + " io.tr05.example: x");
    }

    private static LogRecord record(Level level, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName("io.tr05.example");
        record.setInstant(TIME);
        return record;
    }
}
