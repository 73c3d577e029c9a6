package io.tr05.qradar.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tr05.qradar.PortTakenException;
import io.tr05.qradar.UsageFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code demo}: the relay with a simulated console and token issuer beside it, all in this process and on loopback; sends the
 * demo's observables through it as the platform would and shows what comes back.
 */
@Command(
        name = "demo",
        description = "Start the relay beside a simulated QRadar and show what an analyst gets.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:sightings came back", "1:none came back, or a port is taken", "2:the command line is wrong"})
public final class DemoCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int HIGHEST_PORT = 65_535;
    private static final String OBSERVABLES = "/META-INF/demo/observables.json";

    @Option(names = "--once", description = "Show it and end, instead of staying up until Ctrl-C.")
    private boolean once;

    @Option(names = "--sightings", description = "Also show one sighting of each type of observable, as JSON.")
    private boolean sightings;

    @Option(names = "--port", paramLabel = "PORT", description = "The relay's port, 0 for any free one [9090].")
    private int port = 9090;

    @Option(
            names = "--observables",
            paramLabel = "FILE",
            description = "Observables to send, a JSON array [observables.json of this build].")
    private Optional<Path> observables = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw wrong("--port has to be 0 to " + HIGHEST_PORT);
        }
        String asked = observablesToSend();
        PrintWriter out = spec.commandLine().getOut();
        try (DemoRelay relay = DemoRelay.start(port)) {
            boolean seen = show(relay, asked, new DemoReport(out, Ansi.AUTO.enabled()));
            if (!once) {
                untilInterrupted(relay);
            }
            return seen ? DONE : FAILED;
        } catch (PortTakenException taken) {
            complain(taken.wording() + "; choose another with --port PORT, or --port 0 for any free one");
            return FAILED;
        }
    }

    private boolean show(DemoRelay relay, String asked, DemoReport report) {
        report.opening(relay);
        report.health(relay.post("/health", "{}"));
        int callsBefore = relay.consoleCalls();
        JsonNode found = relay.post("/observe/observables", asked);
        report.sightings(found, relay.searches(), relay.consoleCalls() - callsBefore);
        if (sightings) {
            report.oneOfEachType(found);
        }
        report.links(relay.post("/refer/observables", asked));
        report.actions(relay.post("/respond/observables", asked));
        report.invitation(relay, once);
        return found.path("data").path("sightings").path("count").asInt() > 0;
    }

    private String observablesToSend() throws IOException {
        if (observables.isPresent()) {
            try {
                return Files.readString(observables.get());
            } catch (IOException unreadable) {
                throw wrong("--observables can't be read: " + observables.get());
            }
        }
        try (var resource = DemoCommand.class.getResourceAsStream(OBSERVABLES)) {
            if (resource == null) {
                throw new IllegalStateException("the program is incomplete: it lacks observables.json");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Closes what is open when the process is told to stop; it ends when that is done. */
    private static void untilInterrupted(DemoRelay relay) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(relay::close, "shutdown"));
        new CountDownLatch(1).await();
    }

    private RuntimeException wrong(String message) {
        return UsageFault.of(spec, message);
    }

    private void complain(String message) {
        spec.commandLine().getErr().println("tr-05-qradar: " + message);
        spec.commandLine().getErr().flush();
    }
}
