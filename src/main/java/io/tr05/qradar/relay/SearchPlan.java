package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
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

    /** The most rows one search may return, however many observables ask for however much. */
    private static final int MOST_ROWS = 100_000;

    private final List<Observable> observables;
    private final Map<Column, Set<Observable>> byColumn;
    private final int limit;

    /**
     * A plan.
     *
     * @param observables at least one, each with a column on this console
     * @param columns the console's
     * @param limit events wanted of each observable, at least 1; one more is asked for, to know whether there are more
     */
    SearchPlan(List<Observable> observables, ConsoleColumns columns, int limit) {
        this.observables = observables;
        this.byColumn = ObservableColumns.byColumn(observables, columns);
        this.limit = (int) Math.min(MOST_ROWS, (limit + 1L) * observables.size());
    }

    EventQuery query(SearchWindow window) {
        List<ColumnMatch> matches = byColumn.entrySet().stream()
                .map(entry -> new ColumnMatch(entry.getKey(), literals(entry.getValue())))
                .toList();
        return new EventQuery(matches, window, limit);
    }

    private static List<String> literals(Set<Observable> observables) {
        return observables.stream()
                .map(observable -> observable.address().text())
                .toList();
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
        byColumn.forEach((column, held) -> event.text(column.name())
                .flatMap(value -> Observable.of(Observable.IP, value))
                .filter(held::contains)
                .ifPresent(shown::add));
        return shown;
    }
}
