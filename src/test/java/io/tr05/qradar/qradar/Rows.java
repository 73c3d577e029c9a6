package io.tr05.qradar.qradar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Rows as a console sends them, for tests of what is made of events. */
public final class Rows {

    private Rows() {}

    /**
     * The event that the client makes of a row.
     *
     * @param row an item of {@code events}
     */
    public static Event event(JsonNode row) {
        return event(row.toString());
    }

    /**
     * The event that the client makes of a row.
     *
     * @param row as text
     */
    static Event event(String row) {
        try (JsonParser parser = new JsonFactory().createParser(row)) {
            parser.nextToken();
            return Event.read(parser);
        } catch (IOException noRow) {
            throw new UncheckedIOException(noRow);
        }
    }

    /**
     * The events that the client makes of an answer to a search; none if it takes the answer for unreadable.
     *
     * @param answer any bytes
     * @param most how many events are wanted
     */
    public static List<Event> answered(byte[] answer, int most) {
        List<Event> events = new ArrayList<>();
        try {
            ArielSearch.readRows(new ByteArrayInputStream(answer), most, events);
        } catch (IOException | QRadarException unreadable) {
            return List.of();
        }
        return events;
    }
}
