package io.tr05.qradar.qradar;

import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The searches under way. Calls that ask the same at the same time wait for one search: the platform asks for one incident
 * from several places at once, and a console runs few searches at a time. A search runs on a thread of its own and ends
 * when it is done, when its starter's deadline passes, or when nobody waits for it any more. Safe for use by any number of
 * threads.
 */
final class SharedSearches {

    /**
     * How much longer than its deadline the starter waits: the search ends by itself then, and knows better what held it up.
     * Enough for the part of the clean-up that a caller waits for.
     */
    private static final Duration LAST_WORDS = Duration.ofMillis(700);

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("search-", 0).factory());

    /** Guarded by this; so is each search's number of waiters. */
    private final Map<Key, SharedSearch> running = new HashMap<>();

    /**
     * The events of a search that is under way for the same, or else of one started now. A call that joined a search which
     * then ran out of its starter's time starts its own in the time that it has left.
     *
     * @param key equal for what may be shared
     * @param deadline how long to wait
     * @param search carried out on another thread if there is none to join; to stop on an interrupt
     * @throws QRadarException if the search fails, or is not complete at the deadline
     */
    List<Event> find(Key key, Deadline deadline, Callable<List<Event>> search) {
        while (true) {
            Place place = join(key, deadline, search);
            try {
                return await(place, deadline);
            } catch (QRadarException.SearchStillRunning | QRadarException.Unreachable ended) {
                if (!place.ranOutOfItsStartersTime()
                        || deadline.hasPassed()
                        || Thread.currentThread().isInterrupted()) {
                    throw ended;
                }
            }
        }
    }

    private synchronized Place join(Key key, Deadline deadline, Callable<List<Event>> search) {
        SharedSearch other = running.get(key);
        if (other != null) {
            other.waiters++;
            return new Place(other, false);
        }
        SharedSearch own = new SharedSearch(key, deadline, search);
        try {
            threads.execute(own.task);
        } catch (RejectedExecutionException closing) {
            throw new QRadarException.Unreachable("the relay is closing", closing);
        }
        running.put(key, own);
        own.waiters++;
        return new Place(own, true);
    }

    private List<Event> await(Place place, Deadline deadline) {
        Duration time = place.isStarter() ? deadline.remaining().plus(LAST_WORDS) : deadline.remaining();
        try {
            return place.search().task.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new QRadarException.SearchStillRunning();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QRadarException.SearchStillRunning();
        } catch (ExecutionException failed) {
            throw QRadarException.unchecked(Objects.requireNonNull(failed.getCause()));
        } finally {
            leave(place.search());
        }
    }

    private synchronized void leave(SharedSearch search) {
        search.waiters--;
        if (search.waiters == 0) {
            forget(search);
            search.task.cancel(true);
        }
    }

    private synchronized void forget(SharedSearch search) {
        running.remove(search.key, search);
    }

    /** Starts no more, and ends those that run; waits until they have told their consoles. */
    void close(Deadline deadline) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What has to agree for a search to be shared: all of the query, since whoever asks for other columns must neither get
     * their lack nor the failure of one that is gone. The windows' ends only to the minute: the relay makes each end unique,
     * so that the console never shares a search behind its back.
     *
     * @param query with a window of whole minutes
     */
    record Key(Login login, EventQuery query) {

        static Key of(Login login, EventQuery query) {
            SearchWindow minutes = new SearchWindow(
                    SearchWindow.minute(query.window().startMillis()),
                    SearchWindow.minute(query.window().stopMillis()));
            return new Key(
                    login, new EventQuery(query.matches(), query.returned(), query.lacking(), minutes, query.limit()));
        }
    }

    /** A call's part in a search. */
    private record Place(SharedSearch search, boolean isStarter) {

        boolean ranOutOfItsStartersTime() {
            return !isStarter && search.deadline.hasPassed();
        }
    }

    private final class SharedSearch {

        private final Key key;
        private final Deadline deadline;
        private final FutureTask<List<Event>> task;
        private int waiters;

        SharedSearch(Key key, Deadline deadline, Callable<List<Event>> search) {
            this.key = key;
            this.deadline = deadline;
            this.task = new FutureTask<>(() -> run(search));
        }

        private List<Event> run(Callable<List<Event>> search) throws Exception {
            try {
                return List.copyOf(search.call());
            } finally {
                forget(this); // before its result is there: who comes later wants to know what happened since
            }
        }
    }
}
