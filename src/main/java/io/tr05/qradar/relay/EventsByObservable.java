package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.Event;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What one request has found so far: for each observable its events, at most as many as the tenant wants. */
final class EventsByObservable {

    private final Map<Observable, List<Event>> events = new LinkedHashMap<>();
    private final Set<Observable> truncated = new HashSet<>();
    private final int limit;

    /**
     * Nothing found yet.
     *
     * @param observables in the order asked
     * @param limit events wanted of each, at least 1
     */
    EventsByObservable(List<Observable> observables, int limit) {
        observables.forEach(observable -> events.put(observable, List.of()));
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /** Those that this console has any column for; the others can't be found on it. */
    List<Observable> searchableOn(ConsoleColumns columns) {
        return events.keySet().stream()
                .filter(observable -> !ObservableColumns.of(observable, columns).isEmpty())
                .toList();
    }

    /**
     * Takes a newer answer for some of the observables in place of the older one.
     *
     * @param found all events of each that came, which may be more than it may have
     * @param complete whether these are all that the console has
     */
    void put(Map<Observable, List<Event>> found, boolean complete) {
        found.forEach((observable, all) -> {
            events.put(observable, all.subList(0, Math.min(limit, all.size())));
            if (all.size() > limit || (all.size() == limit && !complete)) {
                truncated.add(observable);
            }
        });
    }

    /** Those of some observables that have not got all the events they may have. */
    List<Observable> shortOf(List<Observable> some) {
        return some.stream().filter(observable -> found(observable) < limit).toList();
    }

    /**
     * After an answer that was cut off at its limit: whom of those asked for to ask for again, without the others. Nobody
     * when nobody got all it may have, since that would be the same question once more.
     */
    List<Observable> toAskAgain(List<Observable> asked) {
        List<Observable> left = shortOf(asked);
        return left.size() < asked.size() ? left : List.of();
    }

    /** Those of which the console has, or may have, more events than they may have here. */
    List<Observable> truncated() {
        return events.keySet().stream().filter(truncated::contains).toList();
    }

    private int found(Observable observable) {
        return events.getOrDefault(observable, List.of()).size();
    }

    void forEach(BiConsumer<Observable, List<Event>> action) {
        events.forEach(action);
    }
}
