package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import io.tr05.qradar.qradar.QRadarException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The queries about one slice of time. Where the answer to one reached its limit, a busy observable may have crowded out
 * others: those that may have more are asked for again, without the busy one; if no single one was it, in two halves. Each
 * round has fewer to ask for, so the rounds come to an end. For one use, by one thread at a time.
 */
final class SliceSearch implements Runnable {

    private static final int UNPROCESSABLE = 422;

    private final SearchedConsole console;
    private final SearchWindow window;
    private final int mostRows;
    private final FoundEvents found;
    private final Deque<List<Observable>> open = new ArrayDeque<>();
    private ConsoleColumns columns;
    private Set<String> lacking;
    private Optional<QRadarException> failure = Optional.empty();
    private boolean hasAnswer;

    /**
     * A search, not run yet.
     *
     * @param console what is searched
     * @param columns of the console, each observable with at least one
     * @param window the slice
     * @param asked at least one observable
     * @param room for what is found of them
     * @param mostRows of one query, more than any observable has room for
     */
    SliceSearch(
            SearchedConsole console,
            ConsoleColumns columns,
            SearchWindow window,
            Collection<Observable> asked,
            FoundEvents room,
            int mostRows) {
        this.console = console;
        this.columns = columns;
        this.lacking = isWhole(columns) ? unlisted(columns) : Set.of();
        this.window = window;
        this.found = room.room(asked);
        this.mostRows = mostRows;
        open.add(List.copyOf(asked));
    }

    SearchWindow window() {
        return window;
    }

    /** What was found, also before a failure. */
    FoundEvents found() {
        return found;
    }

    /** What ended it early, if anything. */
    Optional<QRadarException> failure() {
        return failure;
    }

    /** Whether at least one query was answered. */
    boolean hasAnswer() {
        return hasAnswer;
    }

    /** Those for which this slice is not done. */
    List<Observable> left() {
        return open.stream().flatMap(List::stream).toList();
    }

    /** Searches; a failure is kept, beside what was found before. */
    @Override
    public void run() {
        try {
            while (!open.isEmpty()) {
                List<List<Observable>> again = search(open.element());
                open.remove();
                again.stream().filter(some -> !some.isEmpty()).forEach(open::add);
            }
        } catch (QRadarException ended) {
            failure = Optional.of(ended);
        }
    }

    /** Asks for some, and says whom to ask for again. */
    private List<List<Observable>> search(List<Observable> asked) {
        SearchPlan plan = new SearchPlan(asked, columns, lacking, (int) Math.min(mostRows, found.rowsFor(asked)));
        List<Event> events;
        try {
            events = console.search(plan.query(window));
        } catch (QRadarException.Refused refused) {
            return List.of(withFreshColumns(asked, refused));
        }
        hasAnswer = true;
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

    private static Set<String> unlisted(ConsoleColumns columns) {
        return EventQuery.BUILT_IN.stream()
                .filter(name -> columns.named(name).isEmpty())
                .collect(Collectors.toSet());
    }

    /** No console is without this one: a list that lacks it says nothing of the others that all consoles have. */
    private static boolean isWhole(ConsoleColumns columns) {
        return columns.named("starttime").isPresent();
    }

    /**
     * A property may have been removed from the console since its columns were asked for, or it lacks one of those that all
     * others have.
     */
    private List<Observable> withFreshColumns(List<Observable> asked, QRadarException.Refused refused) {
        if (refused.status() != UNPROCESSABLE) {
            throw refused;
        }
        ConsoleColumns fresh = console.columns();
        Set<String> unlisted = unlisted(fresh);
        if (fresh.equals(columns) && unlisted.equals(lacking)) {
            throw refused;
        }
        columns = fresh;
        lacking = unlisted;
        return ObservableColumns.searchable(asked, fresh);
    }
}
