package io.tr05.qradar;

import io.tr05.qradar.config.ConfigurationException;
import io.tr05.qradar.config.RelayConfig;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;

/** This process as a relay, until it is told to stop. */
final class ServingProcess {

    private static final Logger LOGGER = Logger.getLogger(ServingProcess.class.getName());
    private static final int DONE = 0;
    static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;

    private ServingProcess() {}

    /**
     * Serves until the process is told to stop.
     *
     * @param complaints where to say what is wrong
     * @return the exit code
     */
    static int run(PrintWriter complaints) throws InterruptedException {
        AtomicReference<Optional<RelayServer>> relay = new AtomicReference<>(Optional.empty());
        Thread stop = new Thread(() -> stop(relay.get()), "shutdown");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return serve(relay, complaints);
        } finally { // the process ends by itself, and not as one that was told to
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    /** Serves until the process ends, or says why it can't. */
    private static int serve(AtomicReference<Optional<RelayServer>> relay, PrintWriter complaints)
            throws InterruptedException {
        HeadStart.begin();
        try {
            RelayConfig config = RelayConfig.load();
            RelayLogging.apply(config.log());
            RelayServer server = RelayServer.start(config);
            relay.set(Optional.of(server));
            StartBanner.log(config, server);
            new CountDownLatch(1).await(); // the process ends in stop
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

    /**
     * Ends the process with 0: to be told to stop is no failure, but a JVM that a signal ends would exit with the signal's
     * code. Only the hooks of libraries are left out by that, and none of them has anything to do.
     *
     * @param relay empty before it serves
     */
    private static void stop(Optional<RelayServer> relay) {
        relay.ifPresent(ServingProcess::close);
        Runtime.getRuntime().halt(DONE);
    }

    private static void close(RelayServer relay) {
        LOGGER.info("stopping");
        RelayLogging.expectRefusedConnections();
        relay.close();
        LOGGER.info("stopped");
        RelayLogging.flush();
    }
}
