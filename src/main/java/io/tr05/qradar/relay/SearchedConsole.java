package io.tr05.qradar.relay;

import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a search needs of a console, so that it can be tried out without one. Both throw a
 * {@link io.tr05.qradar.qradar.QRadarException} when they fail, and on an interrupt. For use by any number of threads.
 *
 * @param knownColumns the columns of its events, asked for anew after a query that it refused
 * @param answers runs one query
 */
record SearchedConsole(Supplier<ConsoleColumns> knownColumns, Function<EventQuery, List<Event>> answers) {

    ConsoleColumns columns() {
        return knownColumns.get();
    }

    List<Event> search(EventQuery query) {
        return answers.apply(query);
    }
}
