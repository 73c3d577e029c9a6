package io.tr05.qradar.qradar;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a console many things, a few at a time. The first failure ends the asking: a console that rejects a login locks the
 * caller out when asked on. What was answered until then counts.
 */
final class LookUps {

    /** Look-ups of one request at the same time; a console copes with few. */
    private static final int AT_ONCE = 4;

    private final AtomicReference<@Nullable QRadarException> failure = new AtomicReference<>();

    /** The answers, in the order of the questions; empty where there is none. */
    <T> List<Optional<T>> run(List<Supplier<Optional<T>>> questions) {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("look-up-", 0).factory())) {
            List<Future<Optional<T>>> answers = questions.stream()
                    .map(question -> threads.submit(() -> answer(question)))
                    .toList();
            threads.shutdown();
            return answers.stream().map(LookUps::awaited).toList();
        }
    }

    /** What ended the asking early, if anything. */
    Optional<QRadarException> failure() {
        return Optional.ofNullable(failure.get());
    }

    private <T> Optional<T> answer(Supplier<Optional<T>> question) {
        if (failure().isPresent()) {
            return Optional.empty();
        }
        try {
            return question.get();
        } catch (QRadarException failed) {
            failure.compareAndSet(null, failed);
            return Optional.empty();
        }
    }

    private static <T> Optional<T> awaited(Future<Optional<T>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
