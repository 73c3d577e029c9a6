package io.tr05.qradar.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the numbers in events are called, by kind and number; a number without a name is answered as
 * {@code null}.
 */
public record EventNames(Map<Kind, Map<Long, String>> names) {

    /** Whose names these are; each belongs to one AQL function. */
    public enum Kind {
        QID("QIDNAME"),
        QID_DESCRIPTION("QIDDESCRIPTION"),
        LOG_SOURCE("LOGSOURCENAME"),
        LOG_SOURCE_TYPE("LOGSOURCETYPENAME"),
        CATEGORY("CATEGORYNAME"),
        PROTOCOL("PROTOCOLNAME"),
        DOMAIN("DOMAINNAME");

        private final String function;

        Kind(String function) {
            this.function = function;
        }

        static Optional<Kind> ofFunction(String function) {
            for (var kind : values()) {
                if (kind.function.equals(function)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public EventNames {
        names = Map.copyOf(names);
    }

    /** The name of a number, if it has one. */
    public Optional<String> of(Kind kind, long number) {
        return Optional.ofNullable(names.getOrDefault(kind, Map.of()).get(number));
    }

    /** These names, and one more or another. */
    public EventNames with(Kind kind, long number, String name) {
        var ofKind = new HashMap<>(names.getOrDefault(kind, Map.of()));
        ofKind.put(number, name);
        var all = new HashMap<>(names);
        all.put(kind, Map.copyOf(ofKind));
        return new EventNames(all);
    }
}
