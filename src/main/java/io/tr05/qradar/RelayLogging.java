package io.tr05.qradar;

import io.helidon.logging.common.LogConfig;
import io.tr05.qradar.config.LogFormat;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sets up java.util.logging. The level is that of the relay's own loggers; those of libraries stay at WARNING, since the web
 * server and client write whole headers, and so tokens and passwords, to their more verbose levels.
 */
public final class RelayLogging {

    /** Held for good: a logger that nobody holds loses its level. */
    private static final Logger OWN = Logger.getLogger("io.tr05.qradar");

    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private static final Logger LISTENER = Logger.getLogger("io.helidon.webserver.ServerListener");

    private static final Logger ROOT = Logger.getLogger("");

    private RelayLogging() {}

    /**
     * Logs to standard error from now on.
     *
     * @param config form and level
     */
    public static void apply(io.tr05.qradar.config.LogConfig config) {
        HELIDON.setLevel(Level.WARNING);
        LogConfig.configureRuntime(); // Helidon's own set-up comes at some time: first, so that ours stays
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(formatter(config.format()));
        ROOT.addHandler(console);
        ROOT.setLevel(Level.WARNING);
        OWN.setLevel(config.level());
    }

    /** To be called before the server stops: it would log each connection that comes too late as a failure of its own. */
    static void expectRefusedConnections() {
        LISTENER.setLevel(Level.OFF);
    }

    /** Writes what is still held back. */
    static void flush() {
        for (Handler handler : ROOT.getHandlers()) {
            handler.flush();
        }
    }

    private static Formatter formatter(LogFormat format) {
        return switch (format) {
            case JSON -> new JsonLogFormatter();
            case TEXT -> new TextLogFormatter();
        };
    }
}
