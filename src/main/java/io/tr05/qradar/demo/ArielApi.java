package io.tr05.qradar.demo;

import io.tr05.qradar.demo.SimulatorSettings.LongPoll;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The operations under {@code /api/ariel}, over one table of events. */
final class ArielApi {

    private static final Pattern WAIT = Pattern.compile("\\s*wait\\s*=\\s*(\\d{1,6})\\s*");
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Set<String> TIMES = Set.of("starttime", "devicetime", "endtime");

    private final SimulatorSettings settings;
    private final Clock clock;
    private final Map<String, ArielSearch> searches = new LinkedHashMap<>();
    private final Queue<SearchEnd> ends = new ArrayDeque<>();
    private final SearchSlots slots;
    private EventTable events;

    ArielApi(SimulatorSettings settings, EventTable events) {
        this.settings = settings;
        this.clock = settings.clock();
        this.events = events;
        this.slots = new SearchSlots(settings.capacity());
    }

    void register(ApiRoutes routes) {
        routes.on("GET", "/api/ariel/databases/*", (call, path) -> database(call, path.getFirst()))
                .on("GET", "/api/ariel/searches", (call, path) -> list(call))
                .on("POST", "/api/ariel/searches", (call, path) -> create(call))
                .on("GET", "/api/ariel/searches/*", (call, path) -> status(call, path.getFirst()))
                .on("POST", "/api/ariel/searches/*", (call, path) -> change(call, path.getFirst()))
                .on("DELETE", "/api/ariel/searches/*", (call, path) -> delete(path.getFirst()))
                .on("GET", "/api/ariel/searches/*/results", (call, path) -> results(call, path.getFirst()))
                .on("POST", "/api/ariel/validators/aql", (call, path) -> validate(call));
    }

    synchronized EventTable events() {
        return events;
    }

    synchronized void serve(EventTable table) {
        events = table;
    }

    synchronized void nextEnds(List<SearchEnd> next) {
        ends.addAll(next);
    }

    synchronized List<String> searchesLeft() {
        slots.settle();
        searches.values().removeIf(ArielSearch::isExpired);
        return List.copyOf(searches.keySet());
    }

    synchronized void reset(EventTable table) {
        events = table;
        ends.clear();
        searches.clear();
        slots.clear();
    }

    int mostSearchesAtOnce() {
        return slots.mostAtOnce();
    }

    private Answer database(Call call, String name) {
        if (!name.equals("events")) {
            throw ApiFailure.unknown("The database " + name);
        }
        var columns = Listing.filter(
                call, events().columns().stream().map(ArielApi::describe).toList());
        var page = Listing.page(call, columns);
        return page.describe(Answer.json(200, Listing.select(call, Map.of("columns", page.items()))));
    }

    private static Map<String, Object> describe(EventColumn column) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", column.name());
        description.put("argument_type", "NONE");
        description.put("object_value_type", column.objectValueType());
        description.put("provider_name", column.custom() ? column.name() : "com.q1labs.ariel." + column.name());
        description.put("indexable", column.objectValueType().equals("Host"));
        description.put("nullable", column.custom());
        return description;
    }

    private Answer list(Call call) {
        var page = Listing.page(call, searchesLeft());
        return page.describe(Answer.json(200, page.items()));
    }

    private synchronized Answer create(Call call) {
        var text = expression(call);
        var query = evaluation(text);
        slots.settle();
        var running = searches.values().stream()
                .filter(search -> search.serves(text, settings.sharing()))
                .findFirst()
                .orElseGet(() -> start(text, query));
        return Answer.json(201, running.description());
    }

    private ArielSearch start(String text, AqlEvaluation query) {
        var end = ends.isEmpty() ? SearchEnd.COMPLETED : ends.remove();
        var now = clock.instant();
        var search = new ArielSearch(text, withDoubleTimes(query.rows(now)), end, duration(query.window(now)));
        searches.put(search.id(), search);
        slots.add(search);
        return search;
    }

    private Duration duration(Duration window) {
        long scan = (long) ((double) settings.scanPerDay().toNanos()
                * window.toMillis()
                / Duration.ofDays(1).toMillis());
        return settings.searchDuration().plusNanos(scan);
    }

    /** QRadar sometimes gives epoch times as floating-point numbers; here in every third row. */
    private List<ResultRow> withDoubleTimes(List<ResultRow> rows) {
        if (!settings.doubleTimes()) {
            return rows;
        }
        return IntStream.range(0, rows.size())
                .mapToObj(i -> i % 3 == 2 ? rows.get(i).withDoubles(TIMES) : rows.get(i))
                .toList();
    }

    private Answer status(Call call, String id) {
        var search = find(id);
        int seconds = settings.longPoll() == LongPoll.NONE ? 0 : waitSeconds(call);
        if (seconds > 0) {
            await(search, Duration.ofSeconds(seconds));
            search = find(id);
        }
        boolean pending = seconds > 0 && !search.status().isLast();
        return Answer.json(pending ? 206 : 200, search.description());
    }

    private static int waitSeconds(Call call) {
        var prefer = WAIT.matcher(call.header("prefer").orElse(""));
        return prefer.matches() ? Integer.parseInt(prefer.group(1)) : 0;
    }

    /** Looks again and again, as a search's turn depends on the other searches. */
    private void await(ArielSearch search, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        var first = search.status();
        while (!isWorthAnAnswer(first, search.status()) && deadline - System.nanoTime() > 0) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            slots.settle();
        }
    }

    private boolean isWorthAnAnswer(ArielSearch.Status before, ArielSearch.Status now) {
        return now.isLast() || (settings.longPoll() == LongPoll.PER_CHANGE && now != before);
    }

    private Answer change(Call call, String id) {
        var search = find(id);
        var status = call.parameter("status");
        if (status.isPresent() && !status.get().equals("CANCELED")) {
            throw ApiFailure.badParameter("The status can be set to CANCELED only.");
        }
        if (status.isEmpty() && call.parameter("save_results").isEmpty()) {
            throw ApiFailure.badParameter("Neither status nor save_results is given.");
        }
        status.ifPresent(cancel -> search.cancel());
        return Answer.json(200, search.description());
    }

    private synchronized Answer delete(String id) {
        var search = find(id);
        search.cancel();
        searches.remove(id);
        return Answer.json(202, search.description());
    }

    private Answer results(Call call, String id) {
        var search = find(id);
        if (search.status() != ArielSearch.Status.COMPLETED) {
            throw ApiFailure.notThere("The search results of " + id + " are not available: " + search.status());
        }
        var page = Listing.page(call, search.rows());
        return page.describe(Answer.json(200, Map.of("events", page.items())));
    }

    private Answer validate(Call call) {
        var text = expression(call);
        try {
            evaluation(text);
            return Answer.json(200, Map.of("error_messages", List.of()));
        } catch (ApiFailure e) {
            return Answer.json(200, Map.of("error_messages", List.of(validationMessage(e))));
        }
    }

    private static Map<String, Object> validationMessage(ApiFailure failure) {
        return Map.of(
                "code",
                2000,
                "contexts",
                List.of(),
                "message",
                String.valueOf(failure.getMessage()),
                "severity",
                "ERROR");
    }

    private static String expression(Call call) {
        return call.parameter("query_expression")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> ApiFailure.badParameter("query_expression is missing."));
    }

    private synchronized AqlEvaluation evaluation(String text) {
        try {
            var rounding = settings.stopFloored() ? AqlQuery.Rounding.DOWN : AqlQuery.Rounding.UP;
            return new AqlEvaluation(AqlParser.parse(text, clock.getZone()), events, rounding);
        } catch (AqlException e) {
            throw ApiFailure.of(422, 2000, "The AQL query is not valid: " + e.getMessage());
        }
    }

    private synchronized ArielSearch find(String id) {
        slots.settle();
        var search = searches.get(id);
        if (search == null || search.isExpired()) {
            throw ApiFailure.unknown("The search " + id);
        }
        return search;
    }
}
