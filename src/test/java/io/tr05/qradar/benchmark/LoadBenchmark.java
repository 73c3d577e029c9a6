package io.tr05.qradar.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tr05.qradar.RelayLogging;
import io.tr05.qradar.config.LogConfig;
import io.tr05.qradar.config.LogFormat;
import io.tr05.qradar.demo.DemoCertificates;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.demo.TokenIssuer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
 * What a relay with little memory does at the load that it can serve, at ten times that, and with the most expensive calls
 * that it takes. The relay is a process of its own; issuer and consoles are in this one and share the machine with it, so
 * that only the ratios within one run say something. Ends by itself in less than 90 seconds.
 */
public final class LoadBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** 60 % of a container of 256 MB, as the image sets it. */
    private static final int HEAP_MEGABYTES = Integer.getInteger("heap", 154);

    /** As many callers as the relay has places, spread over tenants so that none of them reaches its own bound. */
    private static final int CALLERS = 64;

    private static final int TENANTS = 8;
    private static final int OVERLOAD = 10;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(85);
    private static final int MOST_OBSERVABLES = 1000;
    private static final int SIGHTINGS_OF_EACH = 100;
    private static final String SEEN = "203.0.113.66";

    /** Each event of the expensive calls shows another address in each of these. */
    private static final List<String> ADDRESS_COLUMNS = List.of(
            "sourceip",
            "destinationip",
            "identityip",
            "prenatsourceip",
            "prenatdestinationip",
            "postnatsourceip",
            "postnatdestinationip");

    private final PrintStream out;
    private final RelayProcess relay;
    private final List<String> tokens;
    private final String expensiveToken;
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpClient caller = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private LoadBenchmark(PrintStream out, RelayProcess relay, List<String> tokens, String expensiveToken) {
        this.out = out;
        this.relay = relay;
        this.tokens = tokens;
        this.expensiveToken = expensiveToken;
    }

    /**
     * Prints the table to standard output.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        RelayLogging.apply(new LogConfig(LogFormat.TEXT, Level.WARNING));
        DemoCertificates certificates = DemoCertificates.create();
        SimulatorSettings console = SimulatorSettings.defaults().withSearchDuration(Duration.ofMillis(200));
        List<QRadarSimulator> consoles = IntStream.range(0, TENANTS)
                .mapToObj(tenant -> QRadarSimulator.start(console, certificates))
                .toList();
        consoles.forEach(tenant -> tenant.serveRows(rowsThatShow(List.of(SEEN))));
        QRadarSimulator busy = QRadarSimulator.start(console, certificates);
        busy.serveRows(rowsThatShow(IntStream.range(0, MOST_OBSERVABLES)
                .mapToObj(LoadBenchmark::address)
                .toList()));
        try (TokenIssuer issuer = TokenIssuer.start(certificates);
                RelayProcess relay = new RelayProcess(
                        HEAP_MEGABYTES,
                        certificates,
                        issuer,
                        Map.of(
                                "RELAY_MAX_CALLS",
                                String.valueOf(CALLERS),
                                "QRADAR_SEARCH_TIMEOUT",
                                LONGEST_CALL.toSeconds() + "s"))) {
            List<String> tokens = consoles.stream()
                    .map(tenant -> BenchmarkRelay.token(issuer, tenant))
                    .toList();
            Thread.ofPlatform().daemon().start(() -> cutOff(relay));
            new LoadBenchmark(System.out, relay, tokens, BenchmarkRelay.token(issuer, busy)).run();
        } finally {
            consoles.forEach(QRadarSimulator::close);
            busy.close();
        }
        System.exit(0); // whatever the clients' threads still wait for
    }

    /** On a machine that is busy with other things each phase may take longer than it should. */
    private static void cutOff(RelayProcess relay) {
        try (relay) {
            Thread.sleep(LONGEST_RUN);
            System.out.println("Cut off: the machine is too slow for it.");
        } catch (InterruptedException | IOException unimportant) {
            // the end comes all the same
        }
        Runtime.getRuntime().halt(1);
    }

    private static String address(int number) {
        return "10.9." + number / 250 + "." + number % 250;
    }

    /** As few rows as can show each address as often as one call may be told of it, and once more. */
    private static List<Map<String, Object>> rowsThatShow(List<String> addresses) {
        long time = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int first = 0; first < addresses.size(); first += ADDRESS_COLUMNS.size()) {
            List<String> shown = addresses.subList(first, Math.min(first + ADDRESS_COLUMNS.size(), addresses.size()));
            for (int copy = 0; copy <= SIGHTINGS_OF_EACH; copy++) {
                Map<String, Object> row = new HashMap<>(Map.of("starttime", time - rows.size(), "username", "alice"));
                for (int column = 0; column < shown.size(); column++) {
                    row.put(ADDRESS_COLUMNS.get(column), shown.get(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** What became of a call. */
    private enum End {
        ANSWERED,
        REFUSED,
        BROKEN
    }

    private record Call(End end, Duration time, int sightings, String fault) {}

    private void run() throws Exception {
        out.printf(
                "%n### %d callers of %d tenants, then %d times as many calls; heap %d MB%n%n",
                CALLERS, TENANTS, OVERLOAD, HEAP_MEGABYTES);
        out.println("| Phase | Callers | Offered/s | Answered/s | Answered | Refused | Broken |"
                + " Answer p50, p99, max ms | Refusal p50, p99, max ms | Sightings | RSS most, MB | RSS after, MB |"
                + " Live heap, MB |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        phase("warm-up", CALLERS, WARM_UP, Duration.ZERO);
        double served = phase("as many as it serves", CALLERS, MEASURED, Duration.ZERO);
        Duration pace = Duration.ofNanos((long) (1e9 * CALLERS / served));
        phase("ten times that", CALLERS * OVERLOAD, MEASURED, pace);
        phase("as before", CALLERS, MEASURED, Duration.ZERO);
        expensive(1);
        phase("as before", CALLERS, MEASURED, Duration.ZERO);
        expensive(4);
        out.printf(
                "%nThe relay is %s.%n", relay.isAlive() ? "alive; told to stop it exits with " + relay.stop() : "gone");
        relay.log().lines().filter(line -> !line.contains(" INFO ")).limit(20).forEach(out::println);
    }

    /** Closed loops: each caller waits for its answer, and then until its pace asks for another call. */
    private double phase(String name, int callers, Duration time, Duration pace) throws Exception {
        if (!relay.isAlive()) {
            return 1;
        }
        long began = System.nanoTime();
        List<Call> ended = side(callers, number -> {
            List<Call> own = new ArrayList<>();
            Thread.sleep(pace.multipliedBy(number).dividedBy(callers)); // not all at the same moment
            while (System.nanoTime() - began < time.toNanos()) {
                long start = System.nanoTime();
                own.add(call(tokens.get(number % TENANTS), usual(), Duration.ZERO));
                Thread.sleep(Duration.ofNanos(Math.max(0, pace.toNanos() - (System.nanoTime() - start))));
            }
            return own;
        });
        return print(name, callers, time, Duration.ofNanos(System.nanoTime() - began), ended);
    }

    private void expensive(int callers) throws Exception {
        if (!relay.isAlive()) {
            return;
        }
        String body = BenchmarkRelay.observables(
                "ip",
                IntStream.range(0, MOST_OBSERVABLES)
                        .mapToObj(LoadBenchmark::address)
                        .toList());
        long began = System.nanoTime();
        List<Call> ended = side(callers, number -> List.of(call(expensiveToken, body, LONGEST_CALL.plusSeconds(10))));
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        print("%d of %d observables".formatted(callers, MOST_OBSERVABLES), callers, time, time, ended);
    }

    /** Another body for each call, so that no two share a search. */
    private String usual() throws IOException {
        int number = calls.incrementAndGet();
        return BenchmarkRelay.observables(
                "ip", List.of(SEEN, "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255)));
    }

    /** One caller's part of a phase. */
    @FunctionalInterface
    private interface Part {
        List<Call> calls(int number) throws Exception;
    }

    private List<Call> side(int callers, Part part) throws Exception {
        relay.forgetMostResident();
        List<Callable<List<Call>>> parts = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int number = caller;
            parts.add(() -> part.calls(number));
        }
        List<Call> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Call>> ended : threads.invokeAll(parts)) {
                all.addAll(ended.get());
            }
        }
        return all;
    }

    private Call call(String token, String body, Duration patience) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + relay.port() + "/observe/observables"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(patience.isZero() ? LONGEST_CALL.plusSeconds(5) : patience)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long began = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = caller.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return judged(answer, Duration.ofNanos(System.nanoTime() - began));
        } catch (IOException broken) {
            return new Call(End.BROKEN, Duration.ofNanos(System.nanoTime() - began), 0, broken.toString());
        }
    }

    private static Call judged(HttpResponse<byte[]> answer, Duration time) throws IOException {
        JsonNode json = JSON.readTree(answer.body());
        int sightings = json.at("/data/sightings/count").asInt();
        JsonNode error = json.at("/errors/0");
        if (answer.statusCode() == 200
                && json.size() == 1
                && error.path("code").asText().equals("too many requests")) {
            return new Call(End.REFUSED, time, 0, "");
        }
        boolean answered = answer.statusCode() == 200
                && sightings > 0
                && !error.path("type").asText().equals("fatal");
        return answered
                ? new Call(End.ANSWERED, time, sightings, "")
                : new Call(End.BROKEN, time, 0, answer.statusCode() + " " + json.path("errors"));
    }

    /**
     * Prints a row.
     *
     * @param begun in which the calls were begun
     * @param time until the last of them had ended
     * @return the answers a second
     */
    private double print(String name, int callers, Duration begun, Duration time, List<Call> ended) throws Exception {
        double seconds = time.toNanos() / 1e9;
        List<Call> answered = of(ended, End.ANSWERED);
        List<Call> broken = of(ended, End.BROKEN);
        boolean alive = relay.isAlive();
        long most = alive ? relay.mostResidentMegabytes() : -1;
        long resident = alive ? relay.residentMegabytes() : -1;
        long live = alive ? relay.liveMegabytes() : -1;
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %.1f | %d | %d | %d | %s | %s | %d | %d | %d | %d |%n",
                name,
                callers,
                ended.size() * 1e9 / begun.toNanos(),
                answered.size() / seconds,
                answered.size(),
                of(ended, End.REFUSED).size(),
                broken.size(),
                times(answered),
                times(of(ended, End.REFUSED)),
                answered.stream().mapToInt(Call::sightings).max().orElse(0),
                most,
                resident,
                live);
        broken.stream().map(Call::fault).distinct().limit(3).forEach(fault -> out.println("broken: " + fault));
        return answered.size() / seconds;
    }

    private static List<Call> of(List<Call> ended, End end) {
        return ended.stream().filter(call -> call.end() == end).toList();
    }

    private static String times(List<Call> some) {
        if (some.isEmpty()) {
            return "–";
        }
        List<Double> millis =
                some.stream().map(call -> call.time().toNanos() / 1e6).sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.0f, %.0f, %.0f",
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 99 / 100),
                millis.getLast());
    }
}
