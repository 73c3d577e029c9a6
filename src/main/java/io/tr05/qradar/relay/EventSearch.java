package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import io.tr05.qradar.qradar.QRadarException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The search for one group of observables, slice by slice, the newest first. An older slice waits for the newer one, to ask
 * only for those that have room left, but not for long: on a slow console the two run side by side. What was found stays
 * found when something fails. For one use, by one thread.
 */
final class EventSearch {

    /** How long an older slice waits for the newer one. */
    static final Duration HEAD_START = Duration.ofMillis(500);

    /** Each slice ends by itself, at the deadline of the call at the latest. */
    private static final Duration TO_THE_END = Duration.ofDays(1);

    private final SearchedConsole console;
    private final List<Observable> observables;
    private final int mostRows;
    private final Duration headStart;
    private final FoundEvents found;
    private final List<Missing> missing = new ArrayList<>();
    private final Deque<Running> running = new ArrayDeque<>();
    private List<Observable> searchable = List.of();
    private Optional<QRadarException> end = Optional.empty();
    private boolean somethingFinished;

    /**
     * What was not searched, and why.
     *
     * @param observables at least one
     * @param window the stretch of time; empty if it is all of it, before any search
     * @param cause what ended the search
     */
    record Missing(List<Observable> observables, Optional<SearchWindow> window, QRadarException cause) {}

    /** A slice under way. */
    private record Running(SliceSearch search, Future<?> end) {}

    /**
     * A search, not run yet.
     *
     * @param console what is searched
     * @param observables at least one, in the order asked
     * @param limit events wanted of each, at least 1
     * @param mostRows of one query, more than the limit
     * @param headStart how long an older slice waits for the newer one
     */
    EventSearch(SearchedConsole console, List<Observable> observables, int limit, int mostRows, Duration headStart) {
        this.console = console;
        this.observables = observables;
        this.mostRows = mostRows;
        this.headStart = headStart;
        this.found = new FoundEvents(observables, limit);
    }

    FoundEvents found() {
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
     * Runs searches side by side, all over the same window so that they can be told of together.
     *
     * @param searches for groups of observables of one request
     * @param slices of the window, the newest first
     */
    static void runAll(List<EventSearch> searches, List<SearchWindow> slices) {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("search-", 0).factory())) {
            List<Future<?>> ends = new ArrayList<>();
            searches.forEach(search -> ends.add(threads.submit(() -> search.run(slices))));
            ends.forEach(end -> isDone(end, TO_THE_END));
        } // which waits for all, and passes an interrupt on to them
    }

    /** Whether work has ended by then; not after an interrupt. */
    private static boolean isDone(Future<?> work, Duration patience) {
        try {
            work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /**
     * Searches. An interrupt ends it, and what is under way on the console.
     *
     * @param slices of the window, the newest first
     */
    void run(List<SearchWindow> slices) {
        ConsoleColumns columns;
        try {
            columns = console.columns();
        } catch (QRadarException failure) {
            missing.add(new Missing(observables, Optional.empty(), failure));
            return;
        }
        searchable = ObservableColumns.searchable(observables, columns);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("slice-", 0).factory())) {
            for (SearchWindow slice : slices) {
                start(slice, columns, threads);
                takeFinished(headStart);
            }
            takeFinished(TO_THE_END);
            abandonRest();
        }
    }

    private void start(SearchWindow slice, ConsoleColumns columns, ExecutorService threads) {
        List<Observable> asked = found.shortOf(searchable);
        if (end.isPresent()) {
            addMissing(asked, slice, end.get());
        } else if (!asked.isEmpty()) {
            SliceSearch search = new SliceSearch(console, columns, slice, asked, found, mostRows);
            running.add(new Running(search, threads.submit(search)));
        }
    }

    /** Takes what has finished, the newest first, as long as anyone has room for what the next one finds. */
    private void takeFinished(Duration patience) {
        while (!running.isEmpty() && !found.shortOf(searchable).isEmpty() && isFinished(running.element(), patience)) {
            take(running.remove().search());
        }
    }

    private boolean isFinished(Running slice, Duration patience) {
        boolean done = isDone(slice.end(), patience);
        if (Thread.currentThread().isInterrupted()) {
            end = Optional.of(new QRadarException.SearchStillRunning());
        }
        return done;
    }

    private void take(SliceSearch slice) {
        somethingFinished |= slice.hasAnswer();
        found.append(slice.found());
        slice.failure().ifPresent(failure -> {
            addMissing(found.shortOf(slice.left()), slice.window(), failure);
            end = end.or(() -> Optional.of(failure).filter(EventSearch::endsAll));
        });
    }

    /** Nobody has room for what these find, or nobody waits for it any more. */
    private void abandonRest() {
        for (Running slice : running) {
            slice.end().cancel(true);
            end.ifPresent(cause ->
                    addMissing(found.shortOf(searchable), slice.search().window(), cause));
        }
    }

    private void addMissing(List<Observable> some, SearchWindow window, QRadarException cause) {
        if (!some.isEmpty()) {
            missing.add(new Missing(some, Optional.of(window), cause));
        }
    }

    /** Whether a further slice would fail in the same way, or there is no time left for it. */
    private static boolean endsAll(QRadarException failure) {
        return switch (failure) {
            case QRadarException.SearchFailed ofThisSearch -> false;
            case QRadarException.UnreadableAnswer ofThisSearch -> false;
            case QRadarException.SearchStillRunning timeIsUp -> true;
            case QRadarException.SetMissing ofNoSearch -> true;
            case QRadarException.SetOfOtherType ofNoSearch -> true;
            case QRadarException.LoginRejected ofTheAccount -> true;
            case QRadarException.RoleMissing ofTheAccount -> true;
            case QRadarException.ConsoleFailed ofTheConsole -> true;
            case QRadarException.Refused ofTheConsole -> true;
            case QRadarException.Unreachable ofTheConsole -> true;
            case QRadarException.CertificateNotTrusted ofTheConsole -> true;
            case QRadarException.AddressRefused ofTheConsole -> true;
        };
    }
}
