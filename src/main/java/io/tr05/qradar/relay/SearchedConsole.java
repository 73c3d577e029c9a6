package io.tr05.qradar.relay;

import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.QRadarConsole;
import io.tr05.qradar.qradar.QRadarException;
import java.util.List;

/** What a search needs of a console; so that it can be tried out without one. For use by any number of threads. */
interface SearchedConsole {

    /** A tenant's console. */
    static SearchedConsole of(QRadarConsole console) {
        return new SearchedConsole() {
            @Override
            public ConsoleColumns columns() {
                return console.columns();
            }

            @Override
            public List<Event> search(EventQuery query) {
                return console.search(query);
            }
        };
    }

    /**
     * The columns of its events, asked for anew after a query that it refused.
     *
     * @throws QRadarException if it can't say
     */
    ConsoleColumns columns();

    /**
     * Runs one query.
     *
     * @throws QRadarException if that fails or does not end in time; also on an interrupt
     */
    List<Event> search(EventQuery query);
}
