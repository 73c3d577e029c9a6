package io.tr05.qradar;

import io.tr05.qradar.demo.DemoCommand;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. Without a command it serves. */
@Command(
        name = "tr-05-qradar",
        description = "Relay between Cisco XDR (SecureX Threat Response) and IBM QRadar.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {ServeCommand.class, CheckCommand.class, DemoCommand.class, AutoComplete.GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:the command line or a setting is wrong"},
        footer = {"", "Settings are environment variables: see the table in README.md."})
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return ServeCommand.serve(spec.commandLine().getErr());
    }

    /**
     * Runs a command and ends with its exit code: 0 done, 1 failed, 2 the command line or the settings are wrong.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName()); // before any logger is made
        System.exit(new CommandLine(new Main()).execute(args));
    }

    /** The version as the build wrote it down. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tr-05-qradar " + BuildProperties.load().version()};
        }
    }
}
