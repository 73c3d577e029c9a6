package io.tr05.qradar.qradar;

import io.tr05.qradar.qradar.ConsoleColumns.Column;
import java.util.List;
import java.util.Set;

/**
 * What to look for in a console's events: any of some values in any of some columns, within a window of time.
 *
 * @param matches at least one; an event is found when one of them holds
 * @param returned columns of the console to be in the answer, beside those searched and those of every event
 * @param lacking which of {@link #BUILT_IN} to do without
 * @param window the time to search
 * @param limit the most events wanted, at least 1
 */
public record EventQuery(
        List<ColumnMatch> matches, List<Column> returned, Set<String> lacking, SearchWindow window, int limit) {

    /**
     * The columns that a query names without being told to, since all consoles known have them. A console that lacks one
     * refuses the query, unless that is among the {@link #lacking}.
     */
    public static final List<String> BUILT_IN = List.of(
            "starttime",
            "endtime",
            "eventcount",
            "sourceip",
            "destinationip",
            "sourcev6",
            "sourcemac",
            "username",
            "logsourceid",
            "qid");

    /** Checks the parts against each other. */
    public EventQuery {
        matches = List.copyOf(matches);
        returned = List.copyOf(returned);
        lacking = Set.copyOf(lacking);
        if (matches.isEmpty()) {
            throw new IllegalArgumentException("a query without a condition would return everything");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1: " + limit);
        }
    }

    /**
     * One column holding one of some values.
     *
     * @param column a column of the console asked
     * @param values at least one, in the column's own written form; in lower case if case is ignored
     * @param ignoresCase whether the column's values are put in lower case before they are compared
     */
    public record ColumnMatch(Column column, List<String> values, boolean ignoresCase) {

        /** Checks that there is something to match. */
        public ColumnMatch {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("nothing to match in " + column.name());
            }
        }
    }

    /**
     * A stretch of time. A console searches whole minutes around it, so the ends are part of the condition too.
     *
     * @param startMillis epoch milliseconds, UTC; included
     * @param stopMillis epoch milliseconds, UTC, not before the start; not included
     * @param callMillis the moment of the call that searches, epoch milliseconds, UTC, not before the stop; it makes the
     *     query's text unlike that of another call with the same edges
     */
    public record SearchWindow(long startMillis, long stopMillis, long callMillis) {

        /** Consoles search whole minutes, and nobody says whether they round a time up or down. */
        static final long MINUTE_MILLIS = 60_000;

        /** Checks the order. */
        public SearchWindow {
            if (stopMillis < startMillis) {
                throw new IllegalArgumentException("window ends before it starts");
            }
            if (callMillis < stopMillis) {
                throw new IllegalArgumentException("window ends after the call");
            }
        }

        /**
         * A window up to the moment of the call.
         *
         * @param startMillis epoch milliseconds, UTC; included
         * @param stopMillis epoch milliseconds, UTC, not before the start; not included
         */
        public SearchWindow(long startMillis, long stopMillis) {
            this(startMillis, stopMillis, stopMillis);
        }

        /** Whether the window ends at the moment of the call, so that no other call's ends there. */
        boolean isUpToTheCall() {
            return stopMillis == callMillis;
        }

        /**
         * The beginning of the minute that a time is in.
         *
         * @param millis epoch milliseconds, UTC
         */
        public static long minute(long millis) {
            return Math.floorDiv(millis, MINUTE_MILLIS) * MINUTE_MILLIS;
        }
    }
}
