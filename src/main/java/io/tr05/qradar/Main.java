package io.tr05.qradar;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The program. Where nothing but serving is asked for, it serves without a parser of command lines: the classes of picocli
 * are too old for the JVM's AOT cache, and take a fifth of the start.
 */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends with its exit code: 0 done, 1 failed, 2 the command line or the settings are wrong.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // scripts read ports and figures, in whatever language
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName()); // before any logger is made
        System.exit(servesOnly(args) ? serve() : TopCommand.execute(args));
    }

    private static boolean servesOnly(String... args) {
        List<String> words = Arrays.asList(args);
        return words.isEmpty() || words.equals(List.of("serve"));
    }

    private static int serve() {
        Charset encoding = System.err.charset();
        try {
            return ServingProcess.run(new PrintWriter(System.err, true, encoding));
        } catch (InterruptedException | RuntimeException unforeseen) {
            Thread main = Thread.currentThread();
            main.getUncaughtExceptionHandler().uncaughtException(main, unforeseen);
            return ServingProcess.FAILED;
        }
    }
}
