package io.tr05.qradar.ctim;

import java.util.Locale;
import java.util.Optional;

/**
 * Something to look for, checked and in one form. Equal when it is the same thing, however it was written.
 *
 * @param type CTIM's observable type, lower case
 * @param value as the platform sent it, so that its answer names what was asked
 * @param address what {@code value} means
 */
public record Observable(String type, String value, IpAddress address) {

    /** CTIM's type of an IP address; in practice it carries IPv6 as well. */
    public static final String IP = "ip";

    /**
     * Whether the relay can look for this type.
     *
     * @param type in any case
     */
    public static boolean isSupported(String type) {
        return type.strip().toLowerCase(Locale.ROOT).equals(IP);
    }

    /**
     * Checks a value for its type.
     *
     * @param type one that {@link #isSupported is supported}
     * @param value as the platform sent it
     * @return empty if the value is none of that type, or one that means "no value" to QRadar
     */
    public static Optional<Observable> of(String type, String value) {
        return IpAddress.parse(value.strip())
                .filter(address -> !address.isUnspecified())
                .map(address -> new Observable(type.strip().toLowerCase(Locale.ROOT), value.strip(), address));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Observable observable
                && type.equals(observable.type)
                && address.equals(observable.address);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + address.hashCode();
    }
}
