package io.tr05.qradar.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The events of a simulated console. A row maps column names to values: text, {@code Long},
 * {@code Double}, {@code Boolean}; a column that a row does not have is blank.
 *
 * @param rows may be made on demand; newest first is the order of answers without ORDER BY
 */
public record EventTable(List<EventColumn> columns, List<Map<String, Object>> rows, EventNames names) {

    public EventTable {
        columns = List.copyOf(columns);
    }

    /** These rows in place of the others; a name that is no column yet becomes a text property. */
    public EventTable withRows(List<Map<String, Object>> others) {
        var all = new ArrayList<>(columns);
        others.stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .filter(name -> column(name, true).isEmpty())
                .forEach(name -> all.add(EventColumn.property(name, "String")));
        return new EventTable(all, List.copyOf(others), names);
    }

    /** Other names for the numbers in the rows. */
    public EventTable withNames(EventNames others) {
        return new EventTable(columns, rows, others);
    }

    /** A console that has one column more. */
    public EventTable withColumn(EventColumn column) {
        var all = new ArrayList<>(columns);
        all.add(column);
        return new EventTable(all, rows, names);
    }

    /** A console that lacks these columns. */
    public EventTable withoutColumns(Set<String> lacking) {
        var left = columns.stream()
                .filter(column -> !lacking.contains(column.name()))
                .toList();
        return new EventTable(left, rows, names);
    }

    Optional<EventColumn> column(String name, boolean quoted) {
        return columns.stream().filter(column -> column.isCalled(name, quoted)).findFirst();
    }
}
