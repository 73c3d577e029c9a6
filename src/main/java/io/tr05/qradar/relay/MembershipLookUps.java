package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.ctim.ResponseActions;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.qradar.ReferenceSet;
import io.tr05.qradar.qradar.ReferenceSets;
import io.tr05.qradar.wire.ResponseAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks for each pair of observable and set whether the one is in the other, a few at a time. The first failure ends the
 * asking: a console that rejects a login locks the caller out when asked on. What was answered until then counts.
 */
final class MembershipLookUps {

    /** Look-ups of one request at the same time; a console copes with few. */
    private static final int AT_ONCE = 4;

    private final ReferenceSets sets;
    private final List<Pair> pairs = new ArrayList<>();
    private final AtomicReference<@Nullable QRadarException> failure = new AtomicReference<>();

    MembershipLookUps(ReferenceSets sets) {
        this.sets = sets;
    }

    void add(Observable observable, ReferenceSet set) {
        pairs.add(new Pair(observable, set));
    }

    /** The action that each pair allows, as far as it could be found out. */
    List<ResponseAction> run() {
        List<ResponseAction> actions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("membership-", 0).factory())) {
            List<Future<Optional<ResponseAction>>> answers = pairs.stream()
                    .map(pair -> threads.submit(() -> action(pair)))
                    .toList();
            threads.shutdown();
            answers.forEach(answer -> awaited(answer).ifPresent(actions::add));
        }
        return actions;
    }

    /** What ended the asking early, if anything. */
    Optional<QRadarException> failure() {
        return Optional.ofNullable(failure.get());
    }

    private Optional<ResponseAction> action(Pair pair) {
        if (failure().isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    sets.contains(pair.set(), pair.observable().element())
                            ? ResponseActions.remove(
                                    pair.observable(), pair.set().name())
                            : ResponseActions.add(pair.observable(), pair.set().name()));
        } catch (QRadarException failed) {
            if (!isGone(failed)) {
                failure.compareAndSet(null, failed);
            }
            return Optional.empty();
        }
    }

    /** A set that was deleted since it was listed is no failure. */
    private static boolean isGone(QRadarException failed) {
        return failed instanceof QRadarException.Refused refused && refused.status() == 404;
    }

    private static Optional<ResponseAction> awaited(Future<Optional<ResponseAction>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private record Pair(Observable observable, ReferenceSet set) {}
}
