package io.tr05.qradar.relay;

import io.tr05.qradar.qradar.Deadline;
import io.tr05.qradar.qradar.TenantCall;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many sightings the answers under way may hold, all calls together: a bound on calls alone would let a few of the
 * largest fill the heap. A call waits for room until its deadline, since another one's answer is soon read. Safe for use by
 * any number of threads.
 */
final class AnswerMemory {

    /** Measured: an event, and the sighting made of it, until the answer is written. */
    private static final int BYTES_OF_ONE = 4_000;

    /** Part of the heap that sightings may fill; the rest is for what comes from consoles, and for the relay itself. */
    private static final double SHARE_OF_HEAP = 0.4;

    private final int most;
    private final Semaphore room;

    /**
     * All free.
     *
     * @param most sightings at once, at least 1
     */
    AnswerMemory(int most) {
        this.most = most;
        this.room = new Semaphore(most, true);
    }

    /** As many as this JVM's heap has room for. */
    static AnswerMemory ofThisHeap() {
        double bytes = SHARE_OF_HEAP * Runtime.getRuntime().maxMemory();
        return new AnswerMemory(Math.clamp((long) (bytes / BYTES_OF_ONE), 1, Integer.MAX_VALUE));
    }

    /**
     * Takes room, kept until the call is over. A call that found nothing needs none, and one that is interrupted takes what
     * is there but does not wait.
     *
     * @param sightings wanted; more than there is in all count as all
     * @return whether there was room before the call's deadline
     */
    boolean takeFor(TenantCall call, int sightings) {
        int taken = Math.min(sightings, most);
        if (taken == 0) {
            return true;
        }
        if (!isTaken(taken, call.deadline())) {
            return false;
        }
        call.whenOver(() -> room.release(taken));
        return true;
    }

    private boolean isTaken(int sightings, Deadline deadline) {
        if (Thread.currentThread().isInterrupted()) { // which the timed one would take for a reason to give up
            return room.tryAcquire(sightings);
        }
        try {
            return room.tryAcquire(sightings, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
