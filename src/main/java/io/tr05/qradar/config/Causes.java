package io.tr05.qradar.config;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a failure was caused by. */
final class Causes {
    private static final int DEEPEST = 20;

    private Causes() {}

    /** The failure itself, or the first of its causes, that is of a type. */
    static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
