package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One query for many observables, and the way back from its events to the observables they show. The cost of a search is
 * the scan of its window, so one for all is as fast as one for each.
 */
final class SearchPlan {

    /** The most rows one search may return, however many observables ask for however much. */
    private static final int MOST_ROWS = 100_000;

    private final List<Observable> observables;
    private final ConsoleColumns columns;
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
        this.columns = columns;
        this.limit = (int) Math.min(MOST_ROWS, (limit + 1L) * observables.size());
    }

    EventQuery query(SearchWindow window) {
        return new EventQuery(ObservableColumns.matches(observables, columns), window, limit);
    }

    /** Whether these are all events there are, since fewer came than were asked for. */
    boolean isExhaustedBy(List<Event> events) {
        return events.size() < limit;
    }

    /** Each observable with the events that show it, in their order. */
    Map<Observable, List<Event>> match(List<Event> events) {
        Map<Observable, List<Event>> matched = new LinkedHashMap<>();
        for (Observable observable : observables) {
            List<Column> held = ObservableColumns.of(observable, columns);
            matched.put(
                    observable,
                    observables.size() == 1
                            ? events // the console says that they match, in whatever way
                            : events.stream()
                                    .filter(event -> shows(event, observable, held))
                                    .toList());
        }
        return matched;
    }

    private static boolean shows(Event event, Observable observable, List<Column> columns) {
        return columns.stream()
                .anyMatch(column ->
                        event.text(column.name()).filter(observable::isIn).isPresent());
    }
}
