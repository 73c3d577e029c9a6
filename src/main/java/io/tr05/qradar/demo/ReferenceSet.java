package io.tr05.qradar.demo;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A reference set at one moment.
 *
 * @param id of the set in the new API
 * @param entries by what makes them the same for the set's type
 */
public record ReferenceSet(long id, String name, ElementType type, Instant created, Map<String, Entry> entries) {

    /** What a set may hold. */
    public enum ElementType {
        /** Text. */
        ALN,
        /** Text, ignoring case. */
        ALNIC,
        /** An address of either family. */
        IP,
        /** A whole number. */
        NUM,
        /** 0 to 65535. */
        PORT,
        /** Milliseconds since 1970. */
        DATE,
        /** A network. */
        CIDR;

        /** The type of this name, if there is one. */
        public static Optional<ElementType> named(String name) {
            for (var type : values()) {
                if (type.name().equals(name)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }

        boolean accepts(String value) {
            return switch (this) {
                case ALN, ALNIC -> !value.isEmpty();
                case IP -> isAddress(value);
                case NUM, DATE -> value.matches("-?\\d{1,18}");
                case PORT -> value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535;
                case CIDR -> value.matches("[0-9a-fA-F.:]+/\\d{1,3}");
            };
        }

        /** Two values with the same key are the same element. */
        String key(String value) {
            return switch (this) {
                case ALN, CIDR -> value;
                case ALNIC, IP -> value.toLowerCase(Locale.ROOT);
                case NUM, PORT, DATE -> value.matches("-?\\d+") ? new BigInteger(value).toString() : value;
            };
        }

        private static boolean isAddress(String value) {
            if (AqlFunctions.ipv4(value).isPresent()) {
                return true;
            }
            try {
                // a text with a colon is never looked up in the DNS
                return value.indexOf(':') >= 0
                        && value.matches("[0-9a-fA-F.:]+")
                        && !InetAddress.getByName(value).getHostAddress().isEmpty();
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }

    /** An element. */
    public record Entry(long id, String value, String source, String notes, Instant firstSeen, Instant lastSeen) {}

    public ReferenceSet {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The values in the order they came. */
    public List<String> values() {
        return entries.values().stream().map(Entry::value).toList();
    }

    /** Whether the value is a member, as the set's type compares. */
    public boolean contains(String value) {
        return entries.containsKey(type.key(value));
    }
}
