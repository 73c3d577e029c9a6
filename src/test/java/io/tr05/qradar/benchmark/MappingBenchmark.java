package io.tr05.qradar.benchmark;

import com.sun.management.ThreadMXBean;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.ctim.MappedColumns;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.ctim.SightingMapper;
import io.tr05.qradar.demo.DemoEvents;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What rows of an answer cost as events and as sightings: time, memory allocated on the way, memory that stays. */
final class MappingBenchmark {

    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
    private static final int WARM_UPS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a search selects, without the names behind numbers. */
    private static final List<String> SELECTED = Stream.concat(
                    EventQuery.BUILT_IN.stream(), MappedColumns.NAMES.stream())
            .distinct()
            .toList();

    private static final ConsoleAddress CONSOLE = ConsoleAddress.parse("qradar.example.com");

    private final PrintStream out;
    private final Observable observable = observable();
    private final SightingMapper mapper = new SightingMapper(
            RelayConfig.from(Map.of()).sightings(), ObservableTypes.builtIn(), InstantSource.system());

    MappingBenchmark(PrintStream out) {
        this.out = out;
    }

    private static Observable observable() {
        var types = ObservableTypes.builtIn();
        return Observable.of(types, types.named("ip").orElseThrow(), "203.0.113.66")
                .orElseThrow();
    }

    void run() {
        for (int i = 0; i < WARM_UPS; i++) {
            cost(10_000);
        }
        out.printf("%n### Events in memory%n%n");
        out.println("| Events | To events ms | Bytes allocated per event | Bytes kept per event | To sightings ms |"
                + " Bytes allocated per sighting | Bytes kept per sighting |");
        out.println("|---:|---:|---:|---:|---:|---:|---:|");
        for (int size : SIZES) {
            out.println(cost(size));
        }
    }

    /** The rows are made one at a time and belong to neither. */
    private String cost(int size) {
        var rows =
                DemoEvents.table(Instant.EPOCH.plus(DemoEvents.SPAN), 7, size).rows();
        var texts = new ArrayList<Map<String, String>>(size);
        rows.forEach(row -> texts.add(selected(row)));
        try {
            Cost<Event> events = Cost.of(
                    size, () -> texts.stream().map(MappingBenchmark::read).toList());
            Cost<?> sightings = Cost.of(size, () -> mapper.map(events.made(), observable, CONSOLE));
            return String.format(Locale.ROOT, "| %,d | %s | %s |", size, events, sightings);
        } finally {
            Reference.reachabilityFence(texts);
        }
    }

    /** With texts of its own, as a parser makes them; the names of columns are shared. */
    private static Event read(Map<String, String> row) {
        Map<String, String> texts = new HashMap<>(row);
        texts.replaceAll((column, text) -> String.valueOf(text.toCharArray()));
        return Event.of(texts);
    }

    private static Map<String, String> selected(Map<String, Object> row) {
        Map<String, String> selected = new HashMap<>();
        SELECTED.forEach(column -> selected.put(column, String.valueOf(row.getOrDefault(column, "0.0.0.0"))));
        selected.put("logsource_name", "ASA @ fw-edge-" + row.get("logsourceid"));
        selected.put("logsource_type", "Cisco Adaptive Security Appliance " + row.get("devicetype"));
        selected.put("category_name", "Firewall Permit " + row.get("category"));
        selected.put("protocol_name", "tcp_ip " + row.get("protocolid"));
        selected.put("domain_name", "Default Domain " + row.get("domainid"));
        selected.put("event_name", "Built outbound TCP connection " + row.get("qid"));
        selected.put("event_descr", "A TCP connection slot between two hosts was created by " + row.get("devicetype"));
        return selected;
    }

    /** What it took to make some values. */
    private record Cost<T>(List<T> made, Duration time, long allocated, long kept) {

        static <T> Cost<T> of(int size, Supplier<List<T>> maker) {
            long liveBefore = live();
            long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            List<T> made = maker.get();
            var time = Duration.ofNanos(System.nanoTime() - began);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
            long kept = live() - liveBefore;
            return new Cost<>(made, time, allocated / size, kept / size);
        }

        private static long live() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f | %,d | %,d", time.toNanos() / 1e6, allocated, kept);
        }
    }
}
