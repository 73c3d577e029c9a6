package io.tr05.qradar.benchmark;

import io.tr05.qradar.RelayLogging;
import io.tr05.qradar.config.LogConfig;
import io.tr05.qradar.config.LogFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.IntStream;

/**
 * What a refer call costs, by the number of its observables, beside a call that has nothing to make links for: that one does
 * no more than check the token. Ends by itself in less than 20 seconds.
 */
public final class ReferBenchmark {

    private static final String CONSOLE = "qradar.example.com";
    private static final String TOKEN_ONLY = "1 unsupported: the token check";
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURED = Duration.ofSeconds(8);

    private final PrintStream out;
    private final BenchmarkRelay relay;

    ReferBenchmark(PrintStream out, BenchmarkRelay relay) {
        this.out = out;
        this.relay = relay;
    }

    /**
     * Prints the table alone to standard output.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        RelayLogging.apply(new LogConfig(LogFormat.TEXT, Level.WARNING));
        try (var relay = new BenchmarkRelay()) {
            new ReferBenchmark(System.out, relay).run();
        }
    }

    /** Interleaved, so that what else the machine does hits all calls alike. */
    void run() throws IOException, InterruptedException {
        Map<String, String> bodies = bodies();
        measure(bodies, WARM_UP);
        print(measure(bodies, MEASURED));
    }

    private Map<String, List<Long>> measure(Map<String, String> bodies, Duration time)
            throws IOException, InterruptedException {
        Map<String, List<Long>> nanos = new LinkedHashMap<>();
        String token = relay.token(CONSOLE);
        long began = System.nanoTime();
        while (System.nanoTime() - began < time.toNanos()) {
            for (Map.Entry<String, String> call : bodies.entrySet()) {
                long wall = relay.refer(token, call.getValue()).toNanos();
                nanos.computeIfAbsent(call.getKey(), unused -> new ArrayList<>())
                        .add(wall);
            }
        }
        return nanos;
    }

    private static Map<String, String> bodies() throws IOException {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put(TOKEN_ONLY, BenchmarkRelay.observables("device", List.of("a")));
        for (int size : List.of(1, 20, 100)) {
            bodies.put(size + " of type ip", BenchmarkRelay.observables("ip", values("203.0.113.", size)));
            bodies.put(
                    size + " of type url",
                    BenchmarkRelay.observables("url", values("https://files.example.com/download?id=", size)));
        }
        return bodies;
    }

    private static List<String> values(String start, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> start + i).toList();
    }

    private void print(Map<String, List<Long>> nanos) {
        nanos.values().forEach(all -> all.sort(null));
        double tokenOnly = median(nanos.getOrDefault(TOKEN_ONLY, List.of()));
        out.printf(
                "%n### Refer, %d runs each%n%n",
                nanos.values().iterator().next().size());
        out.println("| Observables | Median ms | 95 % ms | Ratio to the token check |");
        out.println("|---|---:|---:|---:|");
        nanos.forEach((call, all) -> out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f |%n",
                call,
                median(all) / 1e6,
                all.get(all.size() * 95 / 100) / 1e6,
                median(all) / tokenOnly));
    }

    private static double median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
