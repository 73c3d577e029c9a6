package io.tr05.qradar.qradar;

import java.time.Duration;

/**
 * The moment by which a call must be over. Made once per incoming request and handed down, so that no step starts its
 * own clock.
 */
public final class Deadline {

    private final long endNanos;
    private final long waitedForUntilNanos;

    private Deadline(long endNanos, long waitedForUntilNanos) {
        this.endNanos = endNanos;
        this.waitedForUntilNanos = waitedForUntilNanos;
    }

    /**
     * A deadline that far from now.
     *
     * @param time how long the call may take
     */
    public static Deadline after(Duration time) {
        long endNanos = System.nanoTime() + time.toNanos();
        return new Deadline(endNanos, endNanos);
    }

    /**
     * A later deadline, for what may go on when nobody waits any more.
     *
     * @param time how much later
     */
    Deadline plus(Duration time) {
        return new Deadline(endNanos + time.toNanos(), waitedForUntilNanos);
    }

    /** The time left in which somebody waits, never negative: no more is begun after that, though what goes on may go on. */
    Duration waitedFor() {
        return until(waitedForUntilNanos);
    }

    /** The time left, never negative. */
    public Duration remaining() {
        return until(endNanos);
    }

    private static Duration until(long nanos) {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** Whether no time is left. */
    public boolean hasPassed() {
        return endNanos - System.nanoTime() <= 0;
    }

    /**
     * The time left, but no more than a single step may take.
     *
     * @param limit what one step may take
     */
    public Duration remainingAtMost(Duration limit) {
        return shorter(remaining(), limit);
    }

    /** The shorter of two times. */
    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
