package io.tr05.qradar.qradar;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes one search on a console, and leaves none behind when that goes wrong half-way: the console may have made the search
 * though its answer came late, broken or never. For one use.
 */
final class SearchCreation {

    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final QRadarClient client;
    private final SearchCleanup cleanup;
    private final ConsoleRequest request;
    private final NewSearchReader reader = new NewSearchReader();

    SearchCreation(QRadarClient client, SearchCleanup cleanup, String aql) {
        this.client = client;
        this.cleanup = cleanup;
        this.request = ConsoleRequest.post(Role.LOG_ACTIVITY, "/ariel/searches").form("query_expression", aql);
    }

    /**
     * The new search, which the caller then has to discard. A call that is under way at the deadline is not broken off, since
     * its answer names the search that has to be discarded; but nobody waits for it.
     *
     * @throws QRadarException if the console makes none, or does not say so before the deadline
     */
    SearchState create(Deadline deadline) {
        if (deadline.hasPassed()) {
            throw new QRadarException.SearchStillRunning(); // one made now would only have to be discarded
        }
        Deadline lingering = deadline.plus(SearchCleanup.TIME);
        Future<SearchState> creating = cleanup.start(() -> client.exchange(request, lingering, reader));
        try {
            return creating.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            abandon(creating);
            throw new QRadarException.Unreachable("the console did not answer before the deadline");
        } catch (InterruptedException interrupted) {
            abandon(creating);
            Thread.currentThread().interrupt();
            throw new QRadarException.Unreachable("the call was interrupted");
        } catch (ExecutionException failed) {
            Throwable failure = Objects.requireNonNull(failed.getCause());
            cleanup.run(() -> discardAfter(failure));
            throw QRadarException.unchecked(failure);
        }
    }

    private void abandon(Future<SearchState> creating) {
        reader.abandon();
        if (reader.id().isPresent()) {
            creating.cancel(true); // the rest of the answer would tell nothing new
        }
        cleanup.inBackground(() -> discardWhenMade(creating));
    }

    private void discardWhenMade(Future<SearchState> creating) {
        try {
            creating.get(SearchCleanup.TIME.toMillis(), TimeUnit.MILLISECONDS);
            discardKnown();
        } catch (CancellationException idIsKnown) {
            discardKnown();
        } catch (TimeoutException silent) {
            creating.cancel(true);
            discardAfter(new QRadarException.Unreachable("the console never answered", silent));
        } catch (ExecutionException failed) {
            discardAfter(Objects.requireNonNull(failed.getCause()));
        } catch (InterruptedException closing) {
            creating.cancel(true);
            Thread.currentThread().interrupt();
        }
    }

    private void discardAfter(Throwable failure) {
        if (!discardKnown() && reader.isSent() && mayHaveBeenMade(failure)) {
            discardByAskingAgain();
        }
    }

    private boolean discardKnown() {
        reader.id().ifPresent(id -> SearchCleanup.cancelAndDelete(client, id, true));
        return reader.id().isPresent();
    }

    /** The answer was lost or unreadable, on the way back or at a proxy; any other failure is the console's own "no". */
    private static boolean mayHaveBeenMade(Throwable failure) {
        return switch (failure) {
            case QRadarException.UnreadableAnswer unreadable -> true;
            case QRadarException.Unreachable unreachable -> !ConsoleTransport.neverConnected(unreachable);
            case QRadarException.Refused refused ->
                refused.status() == BAD_GATEWAY || refused.status() == GATEWAY_TIMEOUT;
            default -> false;
        };
    }

    /**
     * A console answers the very same text with the search that it has made for it a moment ago, and no other call sends this
     * text, since no two have the same window. Should the console have made none, then it makes one here, which goes at once.
     */
    private void discardByAskingAgain() {
        NewSearchReader again = new NewSearchReader();
        SearchCleanup.quietly(() -> client.exchange(request, Deadline.after(SearchCleanup.TIME), again));
        again.id().ifPresent(id -> SearchCleanup.cancelAndDelete(client, id, true));
    }
}
