package io.tr05.qradar.qradar;

import io.tr05.qradar.auth.Credentials;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One call of the platform on behalf of a tenant, handed down from its arrival: whose it is, when its answer is due, what it
 * is called, and how many searches it took. Safe for use by any number of threads.
 */
public final class TenantCall {

    private final Credentials tenant;
    private final Deadline deadline;
    private final String requestId;
    private final AtomicInteger searches = new AtomicInteger();
    private final Queue<Runnable> ends = new ConcurrentLinkedQueue<>();

    /**
     * A call that has made no search yet.
     *
     * @param tenant whose console, and who asks
     * @param deadline when the answer is due
     * @param requestId the name of the request in logs, sent to the console too; a few characters fit for a header
     */
    public TenantCall(Credentials tenant, Deadline deadline, String requestId) {
        this.tenant = tenant;
        this.deadline = deadline;
        this.requestId = requestId;
    }

    /** Whose console, and who asks. */
    public Credentials tenant() {
        return tenant;
    }

    /** When the answer is due. */
    public Deadline deadline() {
        return deadline;
    }

    /** How many searches the call has asked for so far, those that it shares with other calls among them. */
    public int searches() {
        return searches.get();
    }

    /**
     * Keeps something for as long as the call lasts.
     *
     * @param release gives it back
     */
    public void whenOver(Runnable release) {
        ends.add(release);
    }

    /** Its answer is written, or nobody waits for it: gives back what was kept. */
    public void end() {
        for (Runnable release = ends.poll(); release != null; release = ends.poll()) {
            release.run();
        }
    }

    /** The name of the request in logs. */
    String requestId() {
        return requestId;
    }

    void countSearch() {
        searches.incrementAndGet();
    }
}
