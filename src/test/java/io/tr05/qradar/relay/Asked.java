package io.tr05.qradar.relay;

import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Observables, columns and events for tests of the search. */
final class Asked {

    static final ObservableTypes TYPES = ObservableTypes.builtIn();
    static final Column SOURCE = new Column("sourceip", "Host");
    static final Column DESTINATION = new Column("destinationip", "Host");
    static final Column CUSTOM = new Column("NAT Address", "Host");
    static final Column SOURCE_V6 = new Column("sourcev6", "Other");
    static final Column USER = new Column("username", "String");
    static final ConsoleColumns COLUMNS = new ConsoleColumns(List.of(USER, CUSTOM, DESTINATION, SOURCE, SOURCE_V6));

    private Asked() {}

    static Observable ip(String value) {
        return of("ip", value);
    }

    static Observable of(String type, String value) {
        return Observable.of(TYPES, TYPES.named(type).orElseThrow(), value).orElseThrow();
    }

    static List<Observable> ips(String... values) {
        return Arrays.stream(values).map(Asked::ip).toList();
    }

    static Event event(String column, String value) {
        return Event.of(Map.of(column, value));
    }

    static List<Event> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> event("eventcount", String.valueOf(number)))
                .toList();
    }
}
