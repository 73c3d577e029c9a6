package io.tr05.qradar.ctim;

import io.tr05.qradar.config.ObservableTypes;
import java.util.Optional;

/** Makes the contract's observables, which the platform draws as the nodes of its graph. */
final class Wire {

    private static final int LONGEST_VALUE = 8_192;

    private Wire() {}

    /** An observable within the contract's limits. */
    static io.tr05.qradar.wire.Observable observable(String type, String value) {
        return new io.tr05.qradar.wire.Observable()
                .type(type)
                .value(CtimText.cut(CtimText.visible(value), LONGEST_VALUE));
    }

    /** A log's text as a value of a type; empty if it is none, or the relay does not know the type. */
    static Optional<Observable> read(ObservableTypes types, String type, String text) {
        return types.named(type).flatMap(known -> Observable.of(types, known, text));
    }

    /** Whether a log's text is a value of a type that fits into an observable as a whole. */
    static boolean isValid(ObservableTypes types, String type, String text) {
        return text.length() <= LONGEST_VALUE && read(types, type, text).isPresent();
    }
}
