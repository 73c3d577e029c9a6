package io.tr05.qradar.relay;

import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The windows of searches: up to now, in epoch milliseconds, and no two the same. A console answers an identical query with
 * the search it has running, and deleting that one would take it from under another call. So each slice knows the moment of
 * its call, which no other call has.
 *
 * <p>A window is cut into slices, since what is recent is found soon and matters most. The cuts are at whole minutes: a
 * console that searches by the minute loses nothing there and finds nothing twice.
 */
final class SearchWindows {

    private final Duration length;
    private final List<Duration> cuts;
    private final InstantSource clock;
    private final AtomicLong lastStop = new AtomicLong(Long.MIN_VALUE);

    /**
     * Windows.
     *
     * @param length how far back they reach
     * @param cuts ages at which they are cut, the youngest first, each less than the length
     * @param clock where they end
     */
    SearchWindows(Duration length, List<Duration> cuts, InstantSource clock) {
        this.length = length;
        this.cuts = cuts;
        this.clock = clock;
    }

    /** The slices of the window that ends now, the newest first. */
    List<SearchWindow> next() {
        long now = lastStop.accumulateAndGet(clock.millis(), (last, time) -> Math.max(last + 1, time));
        long start = now - length.toMillis();
        List<SearchWindow> slices = new ArrayList<>();
        long stop = now;
        for (Duration age : cuts) {
            long cut = SearchWindow.minute(now - age.toMillis());
            if (cut > start && cut < stop) {
                slices.add(new SearchWindow(cut, stop, now));
                stop = cut;
            }
        }
        slices.add(new SearchWindow(start, stop, now));
        return slices;
    }
}
