package io.tr05.qradar.ctim;

import io.tr05.qradar.config.ObservableTypes;

/** Makes the contract's observables, which the platform draws as the nodes of its graph. */
final class Wire {

    static final int LONGEST_VALUE = 8_192;

    private Wire() {}

    /** An observable within the contract's limits. */
    static io.tr05.qradar.wire.Observable observable(String type, String value) {
        return new io.tr05.qradar.wire.Observable()
                .type(type)
                .value(CtimText.cut(CtimText.visible(value), LONGEST_VALUE));
    }

    /** Whether a log's text is a value of a type; never of a type that the relay does not know. */
    static boolean isValid(ObservableTypes types, String type, String value) {
        return value.length() <= LONGEST_VALUE
                && types.named(type)
                        .flatMap(known -> Observable.of(types, known, value))
                        .isPresent();
    }
}
