package io.tr05.qradar.config;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a failure was caused by. */
public final class Causes {
    private static final int DEEPEST = 20;

    private Causes() {}

    /** The failure itself, then its causes, of which a chain may be endless: 20 in all at most. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST);
    }

    /** The failure itself, or the first of its causes, that is of a type. */
    static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
