package io.tr05.qradar.benchmark;

import io.tr05.qradar.RelayLogging;
import io.tr05.qradar.benchmark.BenchmarkRelay.Run;
import io.tr05.qradar.config.LogConfig;
import io.tr05.qradar.config.LogFormat;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.stream.IntStream;

/**
 * What one observe call costs, by the number of its observables and by how a console answers long polls; what a refer call
 * costs; and what events cost in memory. Ends by itself in less than three minutes. The numbers of one machine do not compare with those of another; the
 * ratios and the counts do.
 */
public final class SearchBenchmark {

    private static final List<Integer> SIZES = List.of(1, 5, 20, 100);
    private static final List<Duration> DURATIONS =
            List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(5));
    private static final int WARM_UPS = 2;
    private static final int RUNS = 5;
    private static final int POLL_RUNS = 3;

    private final PrintStream out;
    private final BenchmarkRelay relay;

    private SearchBenchmark(PrintStream out, BenchmarkRelay relay) {
        this.out = out;
        this.relay = relay;
    }

    /**
     * Prints the tables to standard output.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        RelayLogging.apply(new LogConfig(LogFormat.TEXT, Level.WARNING));
        try (var relay = new BenchmarkRelay()) {
            var benchmark = new SearchBenchmark(System.out, relay);
            benchmark.byNumberOfObservables();
            benchmark.byLongPoll();
            new ReferBenchmark(System.out, relay).run();
        }
        new MappingBenchmark(System.out).run();
    }

    /** Interleaved, so that what else the machine does hits all sizes alike. */
    private void byNumberOfObservables() throws IOException, InterruptedException {
        Map<Integer, List<Run>> runs = new LinkedHashMap<>();
        try (var console = relay.console(SimulatorSettings.defaults().withSearchDuration(Duration.ofSeconds(1)))) {
            for (int round = -WARM_UPS; round < RUNS; round++) {
                for (int size : SIZES) {
                    var run = relay.observe(console, addresses(size));
                    if (round >= 0) {
                        runs.computeIfAbsent(size, unused -> new ArrayList<>()).add(run);
                    }
                }
            }
        }
        printBySize(runs);
    }

    private static List<String> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? "203.0.113.66" : "203.0.113." + (99 + i))
                .toList();
    }

    private void printBySize(Map<Integer, List<Run>> runs) {
        out.printf("%n### Observe, searches of 1 s on the console, %d runs each, columns cached%n%n", RUNS);
        out.println(
                "| Observables | Median ms | Min ms | Max ms | Ratio to 1 | Searches | Console calls | Sightings |");
        out.println("|---:|---:|---:|---:|---:|---:|---:|---:|");
        double one = median(runs.getOrDefault(SIZES.getFirst(), List.of()));
        runs.forEach((size, all) -> {
            var last = all.getLast();
            out.printf(
                    Locale.ROOT,
                    "| %d | %.0f | %.0f | %.0f | %.2f | %s | %s | %d |%n",
                    size,
                    median(all),
                    millis(all).getFirst(),
                    millis(all).getLast(),
                    median(all) / one,
                    range(all.stream().map(Run::searches).sorted().toList()),
                    range(all.stream().map(Run::calls).sorted().toList()),
                    last.sightings());
        });
    }

    /** Side by side, as all of them do little else than wait. */
    private void byLongPoll() throws InterruptedException, ExecutionException {
        Map<String, UnaryOperator<SimulatorSettings>> forms = new LinkedHashMap<>();
        forms.put("until done", settings -> settings);
        forms.put("per change", SimulatorSettings::withLongPollPerChange);
        forms.put("none", SimulatorSettings::withoutLongPoll);
        List<Callable<String>> rows = new ArrayList<>();
        for (var duration : DURATIONS) {
            forms.forEach((name, form) -> rows.add(() -> pollRow(
                    name, duration, form.apply(SimulatorSettings.defaults().withSearchDuration(duration)))));
        }
        out.printf("%n### Observe of one address, %d runs each%n%n", POLL_RUNS);
        out.println("| Search takes | Long poll | Median ms | Searches | Console calls | Calls per search |");
        out.println("|---:|---|---:|---:|---:|---:|");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> row : threads.invokeAll(rows)) {
                out.println(row.get());
            }
        }
    }

    private String pollRow(String form, Duration duration, SimulatorSettings settings)
            throws IOException, InterruptedException {
        List<Run> runs = new ArrayList<>();
        try (QRadarSimulator console = relay.console(settings)) {
            for (int i = 0; i <= POLL_RUNS; i++) {
                var run = relay.observe(console, addresses(1));
                if (i > 0) { // the first also asks for the columns
                    runs.add(run);
                }
            }
        }
        int searches = runs.stream().mapToInt(Run::searches).sum();
        int calls = runs.stream().mapToInt(Run::calls).sum();
        return String.format(
                Locale.ROOT,
                "| %.1f s | %s | %.0f | %s | %s | %.1f |",
                duration.toMillis() / 1000.0,
                form,
                median(runs),
                range(runs.stream().map(Run::searches).sorted().toList()),
                range(runs.stream().map(Run::calls).sorted().toList()),
                (double) calls / searches);
    }

    private static double median(List<Run> runs) {
        return millis(runs).get(runs.size() / 2);
    }

    private static List<Double> millis(List<Run> runs) {
        return runs.stream().map(run -> run.wall().toNanos() / 1e6).sorted().toList();
    }

    private static String range(List<Integer> sorted) {
        return sorted.getFirst().equals(sorted.getLast())
                ? String.valueOf(sorted.getFirst())
                : sorted.getFirst() + "–" + sorted.getLast();
    }
}
