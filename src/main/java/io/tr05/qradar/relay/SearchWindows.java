package io.tr05.qradar.relay;

import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The windows of searches: up to now, in epoch milliseconds, and no two the same. A console answers an identical query with
 * the search it has running, and deleting that one would take it from under another call.
 */
final class SearchWindows {

    private final Duration length;
    private final InstantSource clock;
    private final AtomicLong lastStop = new AtomicLong(Long.MIN_VALUE);

    SearchWindows(Duration length, InstantSource clock) {
        this.length = length;
        this.clock = clock;
    }

    SearchWindow next() {
        long stop = lastStop.accumulateAndGet(clock.millis(), (last, now) -> Math.max(last + 1, now));
        return new SearchWindow(stop - length.toMillis(), stop);
    }
}
