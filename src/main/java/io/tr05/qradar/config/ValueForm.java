package io.tr05.qradar.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the values of an observable type look like: how they are checked, and what makes two of them the same. */
public enum ValueForm {
    /** An IPv4 address, or an IPv6 one, since the platform sends these as {@code ip} too. */
    IP,
    /** An IPv6 address. */
    IPV6,
    /** A MAC address, with {@code :}, {@code -}, {@code .} or nothing between its digits. */
    MAC,
    /** The name of a machine, of one label or more. */
    HOSTNAME,
    /** A DNS name. */
    DOMAIN,
    /** An absolute URL. */
    URL,
    /** So many hexadecimal digits. */
    HASH,
    /** An address of electronic mail. */
    EMAIL,
    /** Any text of one line. */
    TEXT;

    /** The form of that name, in lower case as the file of types has it. */
    static Optional<ValueForm> named(String name) {
        return Arrays.stream(values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
