package io.tr05.qradar.auth;

import io.tr05.qradar.auth.AuthorizationException.Reason;
import io.tr05.qradar.config.HostName;
import io.tr05.qradar.config.IpLiteral;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A checked {@code SERVER_IP}: where a tenant's console is, in canonical form, so that equal consoles are equal.
 *
 * <p>Whether the relay may connect there is a matter of {@link AddressPolicy}.
 *
 * @param host lower-case name, IPv4 or IPv6 address, the last without brackets
 * @param port 1 to 65535
 */
public record ConsoleAddress(String host, int port) {
    /** The port of a console unless it says otherwise. */
    public static final int DEFAULT_PORT = 443;

    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]+)](?::([0-9]{1,5}))?");
    private static final Pattern PLAIN = Pattern.compile("([^:\\[\\]]+)(?::([0-9]{1,5}))?");

    /** @throws IllegalArgumentException when a part is not in canonical form */
    public ConsoleAddress {
        if (canonical(host).filter(host::equals).isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a console address in canonical form");
        }
    }

    /**
     * Reads IPv4, a DNS name, either with {@code :port}, IPv6 in brackets with or without {@code :port}, or bare IPv6.
     *
     * @throws AuthorizationException with {@link Reason#WRONG_SERVER} for anything else, such as a scheme, path, user or
     *     spaces
     */
    public static ConsoleAddress parse(String text) {
        return read(text).orElseThrow(() -> new AuthorizationException(Reason.WRONG_SERVER));
    }

    /** The authority part of a URL: IPv6 in brackets, without the port when it is 443. */
    public String authority() {
        var name = host.contains(":") ? "[" + host + "]" : host;
        return port == DEFAULT_PORT ? name : name + ":" + port;
    }

    @Override
    public String toString() {
        return authority();
    }

    private static Optional<ConsoleAddress> read(String text) {
        var bracketed = BRACKETED.matcher(text);
        if (bracketed.matches()) {
            return bracketed.group(1).contains(":")
                    ? address(bracketed.group(1), portOf(bracketed.group(2)))
                    : Optional.empty();
        }
        var plain = PLAIN.matcher(text);
        return plain.matches() ? address(plain.group(1), portOf(plain.group(2))) : address(text, DEFAULT_PORT);
    }

    private static Optional<ConsoleAddress> address(String host, int port) {
        return canonical(host).filter(name -> port >= 1 && port <= 65535).map(name -> new ConsoleAddress(name, port));
    }

    private static int portOf(@Nullable String digits) {
        return digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
    }

    private static Optional<String> canonical(String host) {
        return IpLiteral.parse(host).map(IpLiteral::text).or(() -> HostName.parse(host)
                .map(HostName::text));
    }
}
