package io.tr05.qradar.benchmark;

import io.tr05.qradar.RelayLogging;
import io.tr05.qradar.config.LogConfig;
import io.tr05.qradar.config.LogFormat;
import io.tr05.qradar.demo.DemoCertificates;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.demo.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.IntStream;

/**
 * How much of a processor a call of each endpoint takes: the processor time of a relay in a process of its own, divided by
 * the calls that it answered. What else the machine does hardly changes it, other than times by the clock. Ends by itself in
 * some 90 seconds.
 */
public final class ProcessorBenchmark {

    /** 60 % of a container of 1 GiB, as the manifests have it. */
    private static final int HEAP_MEGABYTES = 614;

    /** As many as a tenant may have at once, so that calls which wait for the console make room for others. */
    private static final int CALLERS = 32;

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(6);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
    private static final int MANY = 20;
    private static final int SIGHTINGS_OF_EACH = 100;

    private final AtomicInteger calls = new AtomicInteger();
    private final RelayProcess relay;
    private final String token;
    private final HttpClient caller =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ProcessorBenchmark(RelayProcess relay, String token) {
        this.relay = relay;
        this.token = token;
    }

    /**
     * Prints the table to standard output.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        RelayLogging.apply(new LogConfig(LogFormat.TEXT, Level.WARNING));
        DemoCertificates certificates = DemoCertificates.create();
        List<String> many =
                IntStream.range(0, MANY).mapToObj("10.9.0.%d"::formatted).toList();
        try (QRadarSimulator console = QRadarSimulator.start(
                        SimulatorSettings.defaults().withSearchDuration(Duration.ofMillis(20)), certificates);
                TokenIssuer issuer = TokenIssuer.start(certificates);
                RelayProcess relay = new RelayProcess(HEAP_MEGABYTES, certificates, issuer, Map.of())) {
            console.serveRows(rowsThatShow(many));
            new ProcessorBenchmark(relay, BenchmarkRelay.token(issuer, console)).run(many);
        }
        System.exit(0); // whatever the client's threads still wait for
    }

    private static List<Map<String, Object>> rowsThatShow(List<String> addresses) {
        long time = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String address : addresses) {
            for (int copy = 0; copy < SIGHTINGS_OF_EACH; copy++) {
                rows.add(Map.of("starttime", time - rows.size(), "sourceip", address, "username", "alice"));
            }
        }
        return rows;
    }

    private void run(List<String> many) throws Exception {
        System.out.println("| Call | Calls | ms of a processor, each | Calls a second of one core |");
        System.out.println("|---|---:|---:|---:|");
        measure("/version", "/version", List.of());
        measure("/refer/observables, 1 address", "/refer/observables", many.subList(0, 1));
        measure("/health", "/health", List.of());
        measure("/respond/observables, 1 address", "/respond/observables", many.subList(0, 1));
        measure("/observe/observables, 2 addresses, 100 sightings", "/observe/observables", many.subList(0, 1));
        measure("/observe/observables, 21 addresses, 2000 sightings", "/observe/observables", many);
    }

    private void measure(String name, String path, List<String> addresses) throws Exception {
        calls(path, addresses, WARM_UP);
        Duration before = relay.processorTime();
        int calls = calls(path, addresses, MEASURED);
        double millis = relay.processorTime().minus(before).toNanos() / 1e6 / calls;
        System.out.printf(Locale.ROOT, "| `%s` | %d | %.2f | %.0f |%n", name, calls, millis, 1000 / millis);
    }

    /** Closed loops; returns the calls that were answered. */
    private int calls(String path, List<String> addresses, Duration time) throws Exception {
        long began = System.nanoTime();
        Callable<Integer> loop = () -> {
            int calls = 0;
            while (System.nanoTime() - began < time.toNanos()) {
                call(path, body(path, addresses));
                calls++;
            }
            return calls;
        };
        int all = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> ended : threads.invokeAll(
                    IntStream.range(0, CALLERS).mapToObj(number -> loop).toList())) {
                all += ended.get();
            }
        }
        return all;
    }

    /** For observe with one more that nobody has seen, another in each call, so that no two calls share a search. */
    private String body(String path, List<String> addresses) throws IOException {
        List<String> all = new ArrayList<>(addresses);
        if (path.startsWith("/observe")) {
            int number = calls.incrementAndGet();
            all.add("10.%d.%d.%d".formatted(100 + (number >> 16 & 15), number >> 8 & 255, number & 255));
        }
        return all.isEmpty() ? "" : BenchmarkRelay.observables("ip", all);
    }

    private void call(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.port() + path))
                .header("Authorization", "Bearer " + token)
                .timeout(LONGEST_CALL)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer =
                caller.send(request, HttpResponse.BodyHandlers.ofString()).body();
        if (answer.contains("\"type\":\"fatal\"")) {
            throw new IllegalStateException("the relay failed: " + answer);
        }
    }
}
