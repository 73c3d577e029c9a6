package io.tr05.qradar.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a process of its own, with the classes of these tests. */
public final class ProgramProcess {

    private ProgramProcess() {}

    /**
     * To be started.
     *
     * @param options of the JVM
     * @param arguments the program's command line
     */
    public static ProcessBuilder of(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool("java")));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tr05.qradar.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** A program of the JDK that runs the tests. */
    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
