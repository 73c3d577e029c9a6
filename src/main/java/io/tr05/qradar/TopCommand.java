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
        versionProvider = TopCommand.Version.class,
        subcommands = {ServeCommand.class, CheckCommand.class, DemoCommand.class, AutoComplete.GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:the command line or a setting is wrong"},
        footer = {"", "Settings are environment variables: see the table in README.md."})
final class TopCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return ServingProcess.run(spec.commandLine().getErr());
    }

    /** Runs a command, and returns its exit code. */
    static int execute(String... args) {
        return new CommandLine(new TopCommand()).execute(args);
    }

    /** The version as the build wrote it down. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tr-05-qradar " + BuildProperties.load().version()};
        }
    }
}
