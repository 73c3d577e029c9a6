package io.tr05.qradar.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Which searches run at the same time; further ones wait, first come, first served. Nothing runs here by itself: whoever
 * looks at a search first {@link #settle settles} what has happened since.
 */
final class SearchSlots {

    private final int capacity;
    private final List<ArielSearch> running = new ArrayList<>();
    private final Queue<ArielSearch> waiting = new ArrayDeque<>();
    private int most;

    SearchSlots(int capacity) {
        this.capacity = capacity;
    }

    /** Begins a new search, or lets it wait for its turn. */
    synchronized void add(ArielSearch search) {
        waiting.add(search);
        settle();
    }

    /** Lets those that wait begin at the moments at which others have ended. */
    synchronized void settle() {
        long now = System.nanoTime();
        waiting.removeIf(search -> search.ends().isPresent());
        for (var ended = firstEnded(now); ended.isPresent(); ended = firstEnded(now)) {
            running.remove(ended.get());
            beginNext(ended.get().ends().orElse(now));
        }
        while (running.size() < capacity && !waiting.isEmpty()) {
            beginNext(now);
        }
    }

    /** The highest number that ran at once. */
    synchronized int mostAtOnce() {
        return most;
    }

    synchronized void clear() {
        running.clear();
        waiting.clear();
        most = 0;
    }

    private Optional<ArielSearch> firstEnded(long now) {
        return running.stream()
                .filter(search -> search.ends().orElse(now + 1) - now <= 0)
                .min(Comparator.comparingLong(search -> search.ends().orElse(now) - now));
    }

    private void beginNext(long at) {
        if (running.size() < capacity && !waiting.isEmpty()) {
            var next = waiting.remove();
            next.begin(at);
            running.add(next);
            most = Math.max(most, running.size());
        }
    }
}
