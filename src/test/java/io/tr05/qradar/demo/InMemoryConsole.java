package io.tr05.qradar.demo;

import io.tr05.qradar.qradar.Aql;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The simulator's events and AQL without HTTP around them, for tests of thousands of searches. */
public final class InMemoryConsole {

    private final EventTable table;
    private final Instant now;

    /**
     * A console.
     *
     * @param rows its events, in any order, each with a {@code starttime}
     * @param now its time
     */
    public InMemoryConsole(List<Map<String, Object>> rows, Instant now) {
        List<Map<String, Object>> newestFirst = new ArrayList<>(rows);
        newestFirst.sort(Comparator.<Map<String, Object>>comparingLong(row -> (Long) row.get("starttime"))
                .reversed());
        this.table = DemoEvents.emptyTable().withRows(newestFirst);
        this.now = now;
    }

    /** The columns of its events. */
    public ConsoleColumns columns() {
        return new ConsoleColumns(table.columns().stream()
                .map(column -> new ConsoleColumns.Column(column.name(), column.objectValueType()))
                .toList());
    }

    /** Runs a query through its text. */
    public List<Event> search(EventQuery query) {
        return new AqlEvaluation(AqlParser.parse(Aql.of(query), ZoneOffset.UTC), table, AqlQuery.Rounding.UP)
                .rows(now).stream().map(InMemoryConsole::event).toList();
    }

    private static Event event(ResultRow row) {
        Map<String, String> columns = new HashMap<>();
        row.values().forEach((name, value) -> columns.put(name, String.valueOf(value)));
        return Event.of(columns);
    }
}
