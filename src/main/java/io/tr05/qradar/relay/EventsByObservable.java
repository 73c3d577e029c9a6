package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What one request has found so far: for each observable its events, at most as many as it may have, those of newer slices
 * first.
 */
final class EventsByObservable {

    private final Map<Observable, List<Event>> ofSlicesBefore = new LinkedHashMap<>();
    private final Map<Observable, List<Event>> ofThisSlice = new LinkedHashMap<>();
    private final Set<Observable> overLimit = new HashSet<>();
    private final int limit;

    /**
     * Nothing found yet.
     *
     * @param observables in the order asked
     * @param limit events wanted of each, at least 1
     */
    EventsByObservable(List<Observable> observables, int limit) {
        observables.forEach(observable -> ofSlicesBefore.put(observable, List.of()));
        this.limit = limit;
    }

    /**
     * Takes an answer about some of the observables, in place of an earlier one about the same slice.
     *
     * @param found all events of each that came, which may be more than it may have
     */
    void put(Map<Observable, List<Event>> found) {
        found.forEach((observable, events) -> {
            int room =
                    limit - ofSlicesBefore.getOrDefault(observable, List.of()).size();
            if (events.size() > room) {
                overLimit.add(observable);
            }
            ofThisSlice.put(observable, List.copyOf(events.subList(0, Math.min(room, events.size()))));
        });
    }

    /** The slice is done; what comes from now on is of the next, older one. */
    void endSlice() {
        ofThisSlice.forEach((observable, events) -> {
            List<Event> all = new ArrayList<>(ofSlicesBefore.getOrDefault(observable, List.of()));
            all.addAll(events);
            ofSlicesBefore.put(observable, List.copyOf(all));
        });
        ofThisSlice.clear();
    }

    /** Those of some observables of which the console may have more that they may still have, or tell of. */
    List<Observable> shortOf(List<Observable> some) {
        return some.stream()
                .filter(observable -> !overLimit.contains(observable))
                .toList();
    }

    /** Rows that some observables can take, one more of each than it may have: to know whether there are more. */
    long rowsFor(List<Observable> some) {
        return some.stream()
                .mapToLong(observable -> limit
                        + 1L
                        - ofSlicesBefore.getOrDefault(observable, List.of()).size())
                .sum();
    }

    /** Those of which the console has more events than they may have here. */
    List<Observable> truncated() {
        return ofSlicesBefore.keySet().stream().filter(overLimit::contains).toList();
    }

    /** Each observable with its events, in the order asked; to be called between slices. */
    void forEach(BiConsumer<Observable, List<Event>> action) {
        ofSlicesBefore.forEach(action);
    }
}
