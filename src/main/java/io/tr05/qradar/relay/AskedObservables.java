package io.tr05.qradar.relay;

import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.relay.RelayError.Code;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the relay can act on of all that the platform sent. The platform sends everything it has to every module, so types
 * that the relay does not know are dropped without a word; a value that is none of its type is named in a warning.
 *
 * @param accepted without duplicates, in the order sent
 * @param warnings one for each value that was refused
 */
record AskedObservables(List<Observable> accepted, List<RelayError> warnings) {

    private static final int LONGEST_QUOTE = 100;

    static AskedObservables of(ObservableTypes types, List<io.tr05.qradar.wire.Observable> sent) {
        Set<Observable> accepted = new LinkedHashSet<>();
        List<RelayError> warnings = new ArrayList<>();
        for (io.tr05.qradar.wire.Observable one : sent) {
            types.named(one.getType()).ifPresent(type -> Observable.of(types, type, one.getValue())
                    .ifPresentOrElse(accepted::add, () -> warnings.add(notOfItsType(one.getType(), one.getValue()))));
        }
        return new AskedObservables(
                List.copyOf(accepted), warnings.stream().distinct().toList());
    }

    /** The warning for a value that is none of its type. */
    private static RelayError notOfItsType(String type, String value) {
        return RelayError.warning(
                Code.INVALID_ARGUMENT,
                "'" + quoted(value) + "' is not a valid value of type '" + type + "': it was not used.");
    }

    /** The warning for a value whose search makes a link that is longer than browsers open. */
    static RelayError tooLongForALink(Observable observable) {
        return RelayError.warning(
                Code.INVALID_ARGUMENT,
                "'" + quoted(observable.value()) + "' is too long for a link into the console: there is none.");
    }

    /** Cut between characters, not through one outside of the BMP. */
    private static String quoted(String value) {
        if (value.length() <= LONGEST_QUOTE) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(LONGEST_QUOTE - 1)) ? LONGEST_QUOTE - 1 : LONGEST_QUOTE;
        return value.substring(0, end) + "…";
    }
}
