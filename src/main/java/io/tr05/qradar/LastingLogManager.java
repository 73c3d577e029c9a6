package io.tr05.qradar;

import java.util.logging.LogManager;

/**
 * Keeps the log's handlers to the very end of the process. The JDK's own takes them away as soon as the process is told to
 * stop, and with them the lines about the stop. To be named by the property {@code java.util.logging.manager}.
 */
public final class LastingLogManager extends LogManager {

    /** For the JDK, which makes the only one. */
    public LastingLogManager() {}

    /** Does nothing: what is logged goes to standard error, which needs no closing. */
    @Override
    public void reset() {}
}
