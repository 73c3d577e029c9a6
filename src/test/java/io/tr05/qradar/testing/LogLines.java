package io.tr05.qradar.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a logger is told, until closed. */
public final class LogLines extends Handler implements AutoCloseable {

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LogLines(Logger logger) {
        this.logger = logger;
    }

    /** Listens to the lines that requests leave. */
    public static LogLines ofRequests() {
        return of("io.tr05.qradar.access", Level.INFO);
    }

    /** Listens to what is said of the calls to consoles. */
    public static LogLines ofConsoleCalls() {
        return of("io.tr05.qradar.qradar.ConsoleTransport", Level.FINE);
    }

    private static LogLines of(String logger, Level level) {
        LogLines lines = new LogLines(Logger.getLogger(logger));
        lines.logger.addHandler(lines);
        lines.logger.setLevel(level); // whatever a test before has set above it
        return lines;
    }

    /** All lines so far. */
    public List<LogRecord> records() {
        return records;
    }

    /** The texts of all lines so far. */
    public List<String> texts() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}
