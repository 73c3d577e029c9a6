package io.tr05.qradar.relay;

import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.ctim.MappedColumns;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import io.tr05.qradar.relay.ObservableColumns.Searched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One query for many observables, and the way back from its events to the observables they show. The cost of a search is
 * the scan of its window, so one for all is as fast as one for each.
 */
final class SearchPlan {

    private final List<Observable> observables;
    private final Map<Place, Map<String, Set<Observable>>> places = new LinkedHashMap<>();
    private final Map<Comparison, Set<String>> comparisons = new LinkedHashMap<>();
    private final List<Column> returned;
    private final Set<String> lacking;
    private final int limit;

    /** Values of one type in one column: what a row shows is read in the way of that type. */
    private record Place(Column column, ObservableType type) {}

    /** One side of an AQL condition; what several types look for in it goes into one list. */
    private record Comparison(Column column, boolean ignoresCase) {}

    /**
     * A plan.
     *
     * @param observables at least one, each with a column on this console
     * @param columns the console's
     * @param lacking built-in columns to do without
     * @param limit rows wanted, of all observables together, at least 1
     */
    SearchPlan(List<Observable> observables, ConsoleColumns columns, Set<String> lacking, int limit) {
        this.observables = observables;
        this.lacking = lacking;
        this.limit = limit;
        this.returned = MappedColumns.NAMES.stream()
                .flatMap(name -> columns.named(name).stream())
                .toList();
        Map<ObservableType, List<Searched>> byType = ObservableColumns.byType(observables, columns);
        for (Observable observable : observables) {
            ObservableType type = observable.searched();
            byType.getOrDefault(type, List.of()).forEach(searched -> look(observable, type, searched));
        }
    }

    private void look(Observable observable, ObservableType type, Searched searched) {
        places.computeIfAbsent(new Place(searched.column(), type), unused -> new LinkedHashMap<>())
                .computeIfAbsent(observable.canonical(), unused -> new LinkedHashSet<>())
                .add(observable);
        comparisons
                .computeIfAbsent(
                        new Comparison(searched.column(), searched.ignoresCase(type)), unused -> new LinkedHashSet<>())
                .addAll(searched.literals(observable));
    }

    EventQuery query(SearchWindow window) {
        List<ColumnMatch> matches = comparisons.entrySet().stream()
                .map(entry -> new ColumnMatch(
                        entry.getKey().column(),
                        List.copyOf(entry.getValue()),
                        entry.getKey().ignoresCase()))
                .toList();
        return new EventQuery(matches, returned, lacking, window, limit);
    }

    /** Whether these are all events there are, since fewer came than were asked for. */
    boolean isExhaustedBy(List<Event> events) {
        return events.size() < limit;
    }

    /**
     * Each observable with the events that show it, in their order. Each value of an event is read once and looked up, not
     * held against every observable.
     */
    Map<Observable, List<Event>> match(List<Event> events) {
        if (observables.size() == 1) {
            return Map.of(observables.get(0), events); // the console says that they match, in whatever way
        }
        Map<Observable, List<Event>> matched = new LinkedHashMap<>();
        observables.forEach(observable -> matched.put(observable, new ArrayList<>()));
        for (Event event : events) {
            for (Observable shown : shownBy(event)) {
                matched.computeIfAbsent(shown, unused -> new ArrayList<>()).add(event);
            }
        }
        return matched;
    }

    private Set<Observable> shownBy(Event event) {
        Set<Observable> shown = new LinkedHashSet<>();
        places.forEach((place, wanted) -> event.text(place.column().name())
                .flatMap(value -> Observable.shownBy(place.type(), value))
                .map(canonical -> wanted.getOrDefault(canonical, Set.of()))
                .ifPresent(shown::addAll));
        return shown;
    }
}
