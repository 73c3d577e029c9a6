package io.tr05.qradar;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Makes the failure by which picocli tells that a command line is wrong. It is here alone, since a class of the JVM's AOT cache
 * that throws it has the JVM read it, and with it picocli's jar, at each start, also of a relay that has no command line.
 */
public final class UsageFault {

    private UsageFault() {}

    /**
     * A failure.
     *
     * @param command what was called wrongly
     * @param message what is wrong, and what would be right
     */
    public static RuntimeException of(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
