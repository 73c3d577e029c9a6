package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import io.tr05.qradar.qradar.QRadarException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The search for one group of observables: slice by slice, the newest first, each in one query for all that have room left.
 * What was found stays found when something fails later. For use by one thread.
 */
final class EventSearch {

    private static final int UNPROCESSABLE = 422;

    private final Supplier<ConsoleColumns> columnsOfConsole;
    private final Function<EventQuery, List<Event>> console;
    private final List<Observable> observables;
    private final int mostRows;
    private final EventsByObservable found;
    private final List<Missing> missing = new ArrayList<>();
    private boolean somethingFinished;

    /**
     * What was not searched, and why.
     *
     * @param observables at least one
     * @param window the stretch of time; empty if it is all of it, before any search
     * @param cause what ended the search
     */
    record Missing(List<Observable> observables, Optional<SearchWindow> window, QRadarException cause) {}

    /**
     * A search, not run yet.
     *
     * @param columnsOfConsole asked before the first query, and again after one was refused
     * @param console answers one query
     * @param observables at least one, in the order asked
     * @param limit events wanted of each, at least 1
     * @param mostRows of one query, more than the limit
     */
    EventSearch(
            Supplier<ConsoleColumns> columnsOfConsole,
            Function<EventQuery, List<Event>> console,
            List<Observable> observables,
            int limit,
            int mostRows) {
        this.columnsOfConsole = columnsOfConsole;
        this.console = console;
        this.observables = observables;
        this.mostRows = mostRows;
        this.found = new EventsByObservable(observables, limit);
    }

    EventsByObservable found() {
        return found;
    }

    /** What was not searched; empty if everything was. */
    List<Missing> missing() {
        return missing;
    }

    /** Whether at least one query was answered. */
    boolean hasFinishedSomething() {
        return somethingFinished;
    }

    /**
     * Searches.
     *
     * @param slices of the window, the newest first
     */
    void run(List<SearchWindow> slices) {
        ConsoleColumns columns;
        try {
            columns = columnsOfConsole.get();
        } catch (QRadarException failure) {
            missing.add(new Missing(observables, Optional.empty(), failure));
            return;
        }
        long oldest = slices.get(slices.size() - 1).startMillis();
        for (SearchWindow slice : slices) {
            Slice search = new Slice(slice, columns);
            Optional<QRadarException> failure = search.run();
            found.endSlice();
            columns = search.columns;
            if (failure.isPresent() && endsAll(failure.get())) {
                SearchWindow rest = new SearchWindow(oldest, slice.stopMillis());
                addMissing(found.shortOf(searchable(columns)), rest, failure.get());
                return;
            }
            failure.ifPresent(cause -> addMissing(search.left(), slice, cause));
        }
    }

    /** Whether the next slice would fail in the same way, or there is no time left for it. */
    private static boolean endsAll(QRadarException failure) {
        return switch (failure) {
            case QRadarException.SearchFailed ofThisSearch -> false;
            case QRadarException.UnreadableAnswer ofThisSearch -> false;
            case QRadarException.SearchStillRunning timeIsUp -> true;
            case QRadarException.LoginRejected ofTheAccount -> true;
            case QRadarException.RoleMissing ofTheAccount -> true;
            case QRadarException.ConsoleFailed ofTheConsole -> true;
            case QRadarException.Refused ofTheConsole -> true;
            case QRadarException.Unreachable ofTheConsole -> true;
            case QRadarException.CertificateNotTrusted ofTheConsole -> true;
            case QRadarException.AddressRefused ofTheConsole -> true;
        };
    }

    private void addMissing(List<Observable> some, SearchWindow window, QRadarException cause) {
        if (!some.isEmpty()) {
            missing.add(new Missing(some, Optional.of(window), cause));
        }
    }

    /** Those that this console has any column for; the others can't be found on it. */
    private List<Observable> searchable(ConsoleColumns columns) {
        return observables.stream()
                .filter(observable ->
                        !ObservableColumns.of(observable.searched(), columns).isEmpty())
                .toList();
    }

    /**
     * The queries about one slice. Where the answer to one reached its limit, a busy observable may have crowded out others:
     * those that may have more are asked for again, without the busy one; if no single one was it, in two halves. Each
     * round has fewer to ask for, so the rounds come to an end.
     */
    private final class Slice {

        private final SearchWindow window;
        private final Deque<List<Observable>> open = new ArrayDeque<>();
        private ConsoleColumns columns;

        Slice(SearchWindow window, ConsoleColumns columns) {
            this.window = window;
            this.columns = columns;
            add(found.shortOf(searchable(columns)));
        }

        /** What ended it early, if anything. */
        Optional<QRadarException> run() {
            try {
                while (!open.isEmpty()) {
                    List<Observable> asked = open.element();
                    List<List<Observable>> again = search(asked);
                    open.remove();
                    again.forEach(this::add);
                }
                return Optional.empty();
            } catch (QRadarException failure) {
                return Optional.of(failure);
            }
        }

        /** Those for which this slice is not done. */
        List<Observable> left() {
            return open.stream().flatMap(List::stream).toList();
        }

        private void add(List<Observable> some) {
            if (!some.isEmpty()) {
                open.add(some);
            }
        }

        /** Asks for some, and says whom to ask for again. */
        private List<List<Observable>> search(List<Observable> asked) {
            SearchPlan plan = new SearchPlan(asked, columns, (int) Math.min(mostRows, found.rowsFor(asked)));
            List<Event> events;
            try {
                events = console.apply(plan.query(window));
            } catch (QRadarException.Refused refused) {
                return List.of(withFreshColumns(asked, refused));
            }
            somethingFinished = true;
            found.put(plan.match(events));
            return plan.isExhaustedBy(events) ? List.of() : unserved(asked);
        }

        private List<List<Observable>> unserved(List<Observable> asked) {
            List<Observable> left = found.shortOf(asked);
            if (left.size() < asked.size() || left.size() < 2) {
                return List.of(left);
            }
            int half = left.size() / 2;
            return List.of(left.subList(0, half), left.subList(half, left.size()));
        }

        /** A property may have been removed from the console since its columns were asked for. */
        private List<Observable> withFreshColumns(List<Observable> asked, QRadarException.Refused refused) {
            if (refused.status() != UNPROCESSABLE) {
                throw refused;
            }
            ConsoleColumns fresh = columnsOfConsole.get();
            if (fresh.equals(columns)) {
                throw refused;
            }
            columns = fresh;
            List<Observable> searchable = searchable(fresh);
            return asked.stream().filter(searchable::contains).toList();
        }
    }
}
