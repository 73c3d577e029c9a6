package io.tr05.qradar.demo;

import java.util.Optional;

/**
 * A column of the events database.
 *
 * @param objectValueType QRadar's name of the values' type, such as {@code Host} or {@code Long}
 * @param custom whether it is a custom property, whose name is case-sensitive
 * @param blank what a row without a value shows; empty: {@code null}
 */
public record EventColumn(String name, String objectValueType, boolean custom, Optional<Object> blank) {

    /** A custom property; without a value it is {@code null}. */
    public static EventColumn property(String name, String objectValueType) {
        return new EventColumn(name, objectValueType, true, Optional.empty());
    }

    static EventColumn builtIn(String name, String objectValueType) {
        return new EventColumn(name, objectValueType, false, Optional.empty());
    }

    static EventColumn builtIn(String name, String objectValueType, Object blank) {
        return new EventColumn(name, objectValueType, false, Optional.of(blank));
    }

    boolean isCalled(String wanted, boolean quoted) {
        return name.equals(wanted) || (!quoted && !custom && name.equalsIgnoreCase(wanted));
    }
}
