package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
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
     * Reads a console's list.
     *
     * @throws QRadarException.UnreadableAnswer if the answer names no columns
     */
    static ConsoleColumns of(JsonNode answer) {
        if (!answer.path("columns").isArray()) {
            throw new QRadarException.UnreadableAnswer("the console's answer names no columns");
        }
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : answer.path("columns")) {
            String name = column.path("name").asText("");
            if (!name.isBlank() && name.indexOf('"') < 0) {
                columns.add(new Column(name, column.path("object_value_type").asText("")));
            }
        }
        if (columns.isEmpty()) { // no console is without any: better no answer than "nothing seen"
            throw new QRadarException.UnreadableAnswer("the console's answer names no columns");
        }
        return new ConsoleColumns(columns);
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
