package io.tr05.qradar.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A DNS name or a dotted IPv4 address, lower-case ASCII, without a trailing dot, at most 253 characters.
 *
 * <p>A name whose last label is a number and that is no plain IPv4 address ({@code 127.1}, {@code 2130706433},
 * {@code 0x7f.1}) is refused: resolvers read such text as an address, which would get around any list of names.
 *
 * @param text the name, lower-case
 */
public record HostName(String text) {
    private static final int LONGEST = 253;
    // the underscore is no host name character by the book, but internal DNS zones have it
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    /** @throws IllegalArgumentException when the text is not such a name */
    public HostName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a host name in canonical form");
        }
    }

    /** The name in a text, which may be in upper case; empty when it is none. */
    public static Optional<HostName> parse(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        // some non-ASCII letters become ASCII when lower-cased (the Kelvin sign becomes k)
        return isAscii(text) && isValid(lower) ? Optional.of(new HostName(lower)) : Optional.empty();
    }

    /** Whether this is a dotted IPv4 address. */
    public boolean isAddress() {
        return IpLiteral.parse(text).isPresent();
    }

    private static boolean isValid(String text) {
        return text.length() <= LONGEST
                && NAME.matcher(text).matches()
                && (!NUMERIC_END.matcher(text).matches()
                        || IpLiteral.parse(text).isPresent());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
