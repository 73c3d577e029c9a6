package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;

/** Rows as a console sends them, for tests of what is made of events. */
public final class Rows {

    private Rows() {}

    /**
     * The event that the client makes of a row.
     *
     * @param row an item of {@code events}
     */
    public static Event event(JsonNode row) {
        return Event.of(row);
    }
}
