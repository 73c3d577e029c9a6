package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What was found of some observables: of each at most as many events as it has room for, the newest first, and whether there
 * are more. Not thread-safe.
 */
final class FoundEvents {

    private final Map<Observable, List<Event>> events = new LinkedHashMap<>();
    private final Map<Observable, Integer> room = new HashMap<>();
    private final Set<Observable> overfull = new HashSet<>();

    /**
     * Nothing found yet.
     *
     * @param observables in the order asked
     * @param room how many events each may have, at least 0
     */
    FoundEvents(Collection<Observable> observables, int room) {
        observables.forEach(observable -> add(observable, room));
    }

    private FoundEvents() {}

    private void add(Observable observable, int mayHave) {
        events.put(observable, List.of());
        room.put(observable, mayHave);
    }

    /** Nothing found yet of some of these observables, with the room that they have left. */
    FoundEvents room(Collection<Observable> some) {
        FoundEvents left = new FoundEvents();
        some.forEach(observable -> left.add(observable, roomFor(observable)));
        return left;
    }

    private int roomFor(Observable observable) {
        return room.getOrDefault(observable, 0) - of(observable).size();
    }

    private List<Event> of(Observable observable) {
        return events.getOrDefault(observable, List.of());
    }

    /**
     * Takes an answer about some of the observables, in place of an earlier one.
     *
     * @param found all events of each that came, which may be more than it has room for
     */
    void put(Map<Observable, List<Event>> found) {
        found.forEach((observable, all) -> {
            events.put(observable, List.of());
            append(observable, all);
        });
    }

    /** Takes what was found in older events, as far as there is room. */
    void append(FoundEvents older) {
        older.events.forEach(this::append);
        overfull.addAll(older.overfull);
    }

    private void append(Observable observable, List<Event> more) {
        int fitting = Math.min(roomFor(observable), more.size());
        if (fitting < more.size()) {
            overfull.add(observable);
        }
        List<Event> all = new ArrayList<>(of(observable));
        all.addAll(more.subList(0, fitting));
        events.put(observable, List.copyOf(all));
    }

    /** Those of some observables that are not known to have more than they have room for. */
    List<Observable> shortOf(Collection<Observable> some) {
        return some.stream()
                .filter(observable -> !overfull.contains(observable))
                .toList();
    }

    /** Rows that some observables can take, one more of each than it has room for: to know whether there are more. */
    long rowsFor(Collection<Observable> some) {
        return some.stream()
                .mapToLong(observable -> room.getOrDefault(observable, 0) + 1L)
                .sum();
    }

    /** Those of which the console has more events than they have room for. */
    List<Observable> truncated() {
        return events.keySet().stream().filter(overfull::contains).toList();
    }

    /** Events of all observables together. */
    int size() {
        return events.values().stream().mapToInt(List::size).sum();
    }

    /** Each observable with its events, in the order asked. */
    void forEach(BiConsumer<Observable, List<Event>> action) {
        events.forEach(action);
    }
}
