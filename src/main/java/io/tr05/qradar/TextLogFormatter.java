package io.tr05.qradar;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** A line for people: time with its offset from UTC, level, logger, message; below it the stack trace, if there is one. */
final class TextLogFormatter extends Formatter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);

    private final ZoneId zone = ZoneId.systemDefault();

    @Override
    public String format(LogRecord line) {
        Instant time = line.getInstant();
        Throwable thrown = line.getThrown();
        return "%s %s %s: %s%n%s"
                .formatted(
                        TIME.format(time.atZone(zone)),
                        levelOf(line),
                        line.getLoggerName(),
                        formatMessage(line),
                        thrown == null ? "" : stackTrace(thrown));
    }

    /** A line's level, in the words of {@code RELAY_LOG_LEVEL}, as those who collect logs know them too. */
    static String levelOf(LogRecord line) {
        int level = line.getLevel().intValue();
        if (level >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (level >= Level.INFO.intValue()) {
            return "INFO";
        }
        return level >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    /** The stack trace as Java writes it, with its causes. */
    static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
