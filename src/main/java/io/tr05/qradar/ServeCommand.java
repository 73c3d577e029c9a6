package io.tr05.qradar;

import io.tr05.qradar.config.ConfigurationException;
import io.tr05.qradar.config.RelayConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
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

    private static final Logger LOGGER = Logger.getLogger(ServeCommand.class.getName());
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return serve(spec.commandLine().getErr());
    }

    /**
     * Serves until the process is told to stop.
     *
     * @param complaints where to say what is wrong
     * @return the exit code
     */
    static int serve(PrintWriter complaints) throws InterruptedException {
        try {
            RelayConfig config = RelayConfig.load();
            RelayLogging.apply(config.log());
            serve(config);
            return DONE;
        } catch (ConfigurationException wrong) {
            wrong.faults().forEach(fault -> complain(complaints, fault));
            return WRONG_SETTINGS;
        } catch (PortTakenException taken) {
            complain(complaints, taken.wording());
            return FAILED;
        }
    }

    /** As each command says what is wrong: with the program's name before it. */
    static void complain(PrintWriter complaints, String message) {
        complaints.println("tr-05-qradar: " + message);
        complaints.flush();
    }

    private static void serve(RelayConfig config) throws InterruptedException {
        RelayServer relay = RelayServer.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(relay), "shutdown"));
        StartBanner.log(config, relay);
        new CountDownLatch(1).await(); // the process ends in stop
    }

    /**
     * Ends the process with 0: to be told to stop is no failure, but a JVM that a signal ends would exit with the signal's
     * code. Only the hooks of libraries are left out by that, and none of them has anything to do.
     */
    private static void stop(RelayServer relay) {
        LOGGER.info("stopping");
        RelayLogging.expectRefusedConnections();
        relay.close();
        LOGGER.info("stopped");
        RelayLogging.flush();
        Runtime.getRuntime().halt(DONE);
    }
}
