package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import io.tr05.qradar.metrics.RelayMetrics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One tenant's console for the length of one call. Carries the tenant and the deadline, so that nothing else has to. */
public final class QRadarConsole {

    private final Login login;
    private final QRadarClient client;
    private final TenantCall call;
    private final Deadline deadline;
    private final ConsoleMemory memory;
    private final SharedSearches searches;
    private final SearchCleanup cleanup;
    private final RelayMetrics metrics;

    QRadarConsole(
            Login login,
            QRadarClient client,
            TenantCall call,
            ConsoleMemory memory,
            SharedSearches searches,
            SearchCleanup cleanup,
            RelayMetrics metrics) {
        this.login = login;
        this.client = client;
        this.call = call;
        this.deadline = call.deadline();
        this.memory = memory;
        this.searches = searches;
        this.cleanup = cleanup;
        this.metrics = metrics;
    }

    /**
     * Proves that the console is there and takes the credentials, with a call that any account may make.
     *
     * @throws QRadarException if not
     */
    public void checkLogin() {
        client.json(ApiVersions.request().items(0, 0), deadline);
    }

    /**
     * The API versions of this console. Proves what {@link #checkLogin} does, too.
     *
     * @param wanted the version that the relay is set to ask for
     * @throws QRadarException if the console can't say
     */
    public ConsoleVersions versions(String wanted) {
        return ConsoleVersions.of(client.json(ApiVersions.request(), deadline), wanted);
    }

    /**
     * The columns of this console's events; asked once and kept for some minutes.
     *
     * @throws QRadarException if the console can't say
     */
    public ConsoleColumns columns() {
        Optional<ConsoleColumns> known = memory.columns(login.console());
        return known.orElseGet(() -> {
            ConsoleColumns asked = askColumns();
            memory.remember(login.console(), asked);
            return asked;
        });
    }

    private ConsoleColumns askColumns() {
        JsonNode answer = client.json(
                ConsoleRequest.get(Role.LOG_ACTIVITY, "/ariel/databases/events")
                        .query("fields", "columns(name,argument_type,object_value_type)"),
                deadline);
        return ConsoleColumns.of(answer);
    }

    /**
     * Searches events, when the console's turn for one more search has come; or waits for the search that another call with
     * the same login has under way for the same.
     *
     * @param query what to look for; its window may be taken to begin and end a minute earlier
     * @return the events found, at most the query's limit
     * @throws QRadarException if the search can't be made, fails, or is not complete at the deadline
     */
    public List<Event> search(EventQuery query) {
        call.countSearch();
        return searches.find(SharedSearches.Key.of(login, query), deadline, () -> searchInTurn(query));
    }

    private List<Event> searchInTurn(EventQuery query) {
        Semaphore permits = memory.turns(login.console());
        acquire(permits);
        RelayMetrics.GoingOn running = metrics.searchRunning();
        try {
            return ConsoleOutcome.measured(
                    metrics::searchEnded, () -> new ArielSearch(client, cleanup).run(query, deadline));
        } catch (QRadarException.Refused refused) {
            if (refused.status() == 422) {
                // a property may have been removed from the console since its columns were asked for
                memory.forgetColumns(login.console());
            }
            throw refused;
        } finally {
            running.end();
            permits.release();
        }
    }

    private void acquire(Semaphore permits) {
        RelayMetrics.GoingOn queued = metrics.searchQueued();
        try {
            if (!permits.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new QRadarException.SearchStillRunning();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QRadarException.SearchStillRunning();
        } finally {
            queued.end();
        }
    }

    /** The reference sets of this console. */
    public ReferenceSets referenceSets() {
        return new ReferenceSets(login.console(), memory, client, deadline);
    }
}
