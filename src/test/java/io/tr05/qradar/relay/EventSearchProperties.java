package io.tr05.qradar.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.demo.InMemoryConsole;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is on the console and whoever else is asked for, each observable gets what it would get alone. */
class EventSearchProperties {

    private static final Instant NOW = Instant.parse("2026-11-25T01:02:03.456Z");
    private static final Duration WINDOW = Duration.ofDays(7);
    private static final String MD5 = "0123456789abcdef0123456789abcdef";

    /** What the columns of random events may hold; some of it in another form than it is asked for. */
    private static final Map<String, List<String>> HELD = Map.of(
            "sourceip", List.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "0.0.0.0"),
            "destinationip", List.of("192.0.2.1", "192.0.2.2", "198.51.100.9"),
            "Original Client IP", List.of("192.0.2.3"),
            "sourcev6", List.of("2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:2"),
            "sourcemac", List.of("AA:BB:CC:DD:EE:0F", "00:00:00:00:00:00"),
            "username", List.of("Alice", "ALICE", "alice", "O'Brien", "N/A"),
            "MD5 Hash", List.of(MD5, "0123456789ABCDEF0123456789ABCDEF"),
            "URL", List.of("http://a.example/x", "http://a.example/X"));

    private static final List<Observable> ASKED = List.of(
            Asked.of("ip", "192.0.2.1"),
            Asked.of("ip", "192.0.2.2"),
            Asked.of("ip", "192.0.2.3"),
            Asked.of("ip", "203.0.113.1"),
            Asked.of("ip", "2001:DB8::1"),
            Asked.of("ipv6", "2001:db8::1"),
            Asked.of("ipv6", "2001:db8::2"),
            Asked.of("mac_address", "aabb.ccdd.ee0f"),
            Asked.of("user", "alice"),
            Asked.of("user", "o'brien"),
            Asked.of("md5", MD5),
            Asked.of("url", "http://a.example/x"),
            Asked.of("process_path", "/no/column/for/this"));

    @Property(tries = 1_000, seed = "20261125")
    void theOutcomeEqualsAskingForEachObservableAlone(
            @ForAll("rows") List<Map<String, Object>> rows,
            @ForAll("observables") List<Observable> observables,
            @ForAll("cuts") List<Duration> cuts,
            @ForAll @IntRange(min = 1, max = 6) int limit,
            @ForAll @IntRange(min = 7, max = 30) int mostRows,
            @ForAll boolean sideBySide) {
        InMemoryConsole events = new InMemoryConsole(rows, NOW);
        SearchedConsole console = new SearchedConsole(events::columns, events::search);
        Duration headStart = sideBySide ? Duration.ZERO : Duration.ofMinutes(1);
        List<SearchWindow> slices = new SearchWindows(WINDOW, cuts, InstantSource.fixed(NOW)).next();

        EventSearch together = new EventSearch(console, observables, limit, mostRows, headStart);
        together.run(slices);

        Map<Observable, List<String>> alone = new LinkedHashMap<>();
        for (Observable observable : observables) {
            EventSearch one = new EventSearch(console, List.of(observable), limit, 1_000, headStart);
            one.run(slices);
            alone.putAll(found(one));
            assertThat(together.found().truncated().contains(observable))
                    .isEqualTo(one.found().truncated().contains(observable));
        }
        assertThat(found(together)).isEqualTo(alone);
        assertThat(together.missing()).isEmpty();
    }

    /** Events by their number, in their order. */
    private static Map<Observable, List<String>> found(EventSearch search) {
        Map<Observable, List<String>> found = new LinkedHashMap<>();
        search.found()
                .forEach((observable, events) -> found.put(
                        observable,
                        events.stream().map(EventSearchProperties::number).toList()));
        return found;
    }

    private static String number(Event event) {
        return event.text("eventcount").orElseThrow();
    }

    @Provide
    Arbitrary<List<Observable>> observables() {
        return Arbitraries.shuffle(ASKED)
                .flatMap(shuffled ->
                        Arbitraries.integers().between(1, shuffled.size()).map(count -> shuffled.subList(0, count)));
    }

    @Provide
    Arbitrary<List<Duration>> cuts() {
        return Arbitraries.of(List.of(), List.of(Duration.ofDays(1)), List.of(Duration.ofHours(1), Duration.ofDays(3)));
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> rows() {
        Arbitrary<Long> age = Arbitraries.longs().between(1, Duration.ofDays(8).toMillis());
        return Combinators.combine(age, columns())
                .as(EventSearchProperties::row)
                .list()
                .ofMaxSize(60)
                .map(EventSearchProperties::numbered);
    }

    /** A few columns with a value each; the same ones often, so that some observables are busy. */
    private static Arbitrary<Map<String, String>> columns() {
        Arbitrary<Map.Entry<String, String>> busy = Arbitraries.of(
                Map.entry("sourceip", "192.0.2.1"), Map.entry("username", "Alice"), Map.entry("MD5 Hash", MD5));
        Arbitrary<Map.Entry<String, String>> any = Arbitraries.of(
                        HELD.keySet().stream().sorted().toList())
                .flatMap(column ->
                        Arbitraries.of(HELD.getOrDefault(column, List.of())).map(value -> Map.entry(column, value)));
        return Arbitraries.oneOf(busy, any).list().ofMinSize(1).ofMaxSize(4).map(entries -> {
            Map<String, String> columns = new LinkedHashMap<>();
            entries.forEach(entry -> columns.put(entry.getKey(), entry.getValue()));
            return columns;
        });
    }

    private static Map<String, Object> row(long age, Map<String, String> columns) {
        Map<String, Object> row = new LinkedHashMap<>(columns);
        row.put("starttime", NOW.toEpochMilli() - age);
        return row;
    }

    private static List<Map<String, Object>> numbered(List<Map<String, Object>> rows) {
        for (int number = 0; number < rows.size(); number++) {
            rows.get(number).put("eventcount", number + 1L);
        }
        return rows;
    }
}
