package io.tr05.qradar.qradar;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes consoles forget the relay's searches: they take disk and count against the console's limits. The caller waits for
 * it only briefly, so that a console that is slow to forget does not keep an analyst waiting.
 */
final class SearchCleanup implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(SearchCleanup.class.getName());
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration CALLER_WAITS = Duration.ofMillis(500);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Deletes a search, after cancelling it where it may still run.
     *
     * @param running whether it may still run
     */
    void discard(QRadarClient client, String id, boolean running) {
        Future<?> discarded = threads.submit(() -> cancelAndDelete(client, id, running));
        try {
            discarded.get(CALLER_WAITS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException goesOn) {
            LOGGER.log(Level.FINE, "the console is slow to delete a search; going on without waiting");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void cancelAndDelete(QRadarClient client, String id, boolean running) {
        Deadline deadline = Deadline.after(TIME);
        if (running) {
            quietly(() -> client.send(
                    ConsoleRequest.post(Role.LOG_ACTIVITY, ArielSearch.searchPath(id))
                            .query("status", "CANCELED"),
                    deadline));
        }
        quietly(() -> client.send(ConsoleRequest.delete(Role.LOG_ACTIVITY, ArielSearch.searchPath(id)), deadline));
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (QRadarException failure) {
            LOGGER.log(Level.FINE, "could not discard a search: {0}", failure.getMessage());
        }
    }

    /** Waits, at most as long as one clean-up may take, until every search is discarded. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
