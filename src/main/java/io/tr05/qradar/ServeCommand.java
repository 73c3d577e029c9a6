package io.tr05.qradar;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code serve}: the relay, until it is told to stop. */
@Command(
        name = "serve",
        description = "Start the relay (what happens without a command).",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was told to stop, and has",
            "1:a port is taken",
            "2:the command line or a setting is wrong"
        })
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return ServingProcess.run(spec.commandLine().getErr());
    }
}
