package io.tr05.qradar.qradar;

import java.util.Optional;
import java.util.Set;

/** Which values are in which reference sets, as far as it could be found out. */
public final class Memberships {

    /** A value and a set that may hold it. */
    record Pair(ReferenceSet set, SetValue value) {}

    private final Set<Pair> held;
    private final Set<Pair> unknown;
    private final Optional<QRadarException> failure;

    /**
     * What was found out.
     *
     * @param held where the set holds the value
     * @param unknown where nothing was found out
     * @param failure what ended the asking early, if anything
     */
    Memberships(Set<Pair> held, Set<Pair> unknown, Optional<QRadarException> failure) {
        this.held = Set.copyOf(held);
        this.unknown = Set.copyOf(unknown);
        this.failure = failure;
    }

    /**
     * Whether a set holds a value; empty if that could not be found out.
     *
     * @param set one of those asked about, that {@link ReferenceSet#fits} the value
     * @param value one of those asked about
     */
    public Optional<Boolean> has(ReferenceSet set, SetValue value) {
        Pair pair = new Pair(set, value);
        return unknown.contains(pair) ? Optional.empty() : Optional.of(held.contains(pair));
    }

    /** What ended the asking early, if anything; what was found out until then counts. */
    public Optional<QRadarException> failure() {
        return failure;
    }
}
