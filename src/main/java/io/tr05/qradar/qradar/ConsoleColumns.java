package io.tr05.qradar.qradar;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that one console's events have. A query that names a column the console lacks fails as a whole, so every
 * identifier in AQL comes from here.
 */
public final class ConsoleColumns {

    private final Map<String, Column> byLowerCaseName;

    /**
     * The columns of a console.
     *
     * @param columns as {@code GET /ariel/databases/events} lists them
     */
    public ConsoleColumns(Collection<Column> columns) {
        byLowerCaseName = new LinkedHashMap<>();
        for (Column column : columns) {
            byLowerCaseName.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column);
        }
    }

    /**
     * The console's own spelling of a column.
     *
     * @param name in any case
     */
    public Optional<Column> named(String name) {
        return Optional.ofNullable(byLowerCaseName.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The columns of one type.
     *
     * @param type QRadar's {@code object_value_type}, in any case, such as {@code Host} for IPv4 addresses
     */
    public List<Column> ofType(String type) {
        return byLowerCaseName.values().stream()
                .filter(column -> column.type().equalsIgnoreCase(type))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConsoleColumns columns && byLowerCaseName.equals(columns.byLowerCaseName);
    }

    @Override
    public int hashCode() {
        return byLowerCaseName.hashCode();
    }

    @Override
    public String toString() {
        return "ConsoleColumns" + byLowerCaseName.values();
    }

    /**
     * One column of the events database.
     *
     * @param name as the console spells it; custom properties may hold spaces
     * @param type QRadar's {@code object_value_type}, such as {@code Host}; empty where the console gave none
     */
    public record Column(String name, String type) {}
}
