package io.tr05.qradar.qradar;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes consoles forget the relay's searches: they take disk and count against the console's limits. The caller waits for
 * it only briefly, so that a console that is slow to forget does not keep an analyst waiting.
 */
final class SearchCleanup {

    /** What one clean-up may take. */
    static final Duration TIME = Duration.ofSeconds(10);

    private static final Logger LOGGER = Logger.getLogger(SearchCleanup.class.getName());
    private static final Duration ONE_TRY = Duration.ofSeconds(3);
    private static final int TRIES = 3;
    private static final Duration CALLER_WAITS = Duration.ofMillis(500);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Deletes a search, after cancelling it where it may still run.
     *
     * @param running whether it may still run
     */
    void discard(QRadarClient client, String id, boolean running) {
        run(() -> cancelAndDelete(client, id, running));
    }

    /** Carries a clean-up out, to its end; the caller waits for it only briefly, and not at all when interrupted. */
    void run(Runnable work) {
        Future<?> done = start(Executors.callable(work));
        try {
            done.get(CALLER_WAITS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException goesOn) {
            LOGGER.log(Level.FINE, "the console is slow to delete a search; going on without waiting");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            LOGGER.log(Level.WARNING, "a clean-up failed", failed.getCause());
        }
    }

    /** Carries a clean-up out, to its end, without making the caller wait. */
    void inBackground(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closing) {
            LOGGER.log(Level.FINE, "no clean-up after the end", closing);
        }
    }

    /**
     * Starts what {@link #close} waits for.
     *
     * @return its result; a failure if the relay is closing
     */
    <T> Future<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        try {
            threads.execute(task);
            return task;
        } catch (RejectedExecutionException closing) {
            FutureTask<T> refused = new FutureTask<>(() -> {
                throw new QRadarException.Unreachable("the relay is closing", closing);
            });
            refused.run();
            return refused;
        }
    }

    static void cancelAndDelete(QRadarClient client, String id, boolean running) {
        Deadline deadline = Deadline.after(TIME);
        if (running) {
            quietly(() -> client.send(
                    ConsoleRequest.post(Role.LOG_ACTIVITY, ArielSearch.searchPath(id))
                            .query("status", "CANCELED"),
                    deadline));
        }
        delete(client, id, deadline);
    }

    /** A few times, since a search that stays takes space on the console for days, and nobody waits for this. */
    private static void delete(QRadarClient client, String id, Deadline deadline) {
        for (int attempt = 1; attempt <= TRIES && !deadline.hasPassed(); attempt++) {
            try {
                client.send(
                        ConsoleRequest.delete(Role.LOG_ACTIVITY, ArielSearch.searchPath(id)),
                        Deadline.after(deadline.remainingAtMost(ONE_TRY)));
                return;
            } catch (QRadarException failure) {
                LOGGER.log(Level.FINE, "could not delete a search: {0}", failure.getMessage());
                if (!mayPass(failure)) {
                    return;
                }
            }
        }
    }

    /** Whether the console may do better when asked again; an account is not tried again, lest it be locked out. */
    private static boolean mayPass(QRadarException failure) {
        return switch (failure) {
            case QRadarException.Unreachable unreachable ->
                !Thread.currentThread().isInterrupted();
            case QRadarException.ConsoleFailed failed -> true;
            case QRadarException.UnreadableAnswer unreadable -> true;
            case QRadarException.Refused refused -> refused.status() >= 500;
            default -> false;
        };
    }

    static void quietly(Runnable call) {
        try {
            call.run();
        } catch (QRadarException failure) {
            LOGGER.log(Level.FINE, "could not discard a search: {0}", failure.getMessage());
        }
    }

    /** Takes no more, and waits until every search is discarded, then breaks off what is left. */
    void close(Deadline deadline) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
