package io.tr05.qradar.ctim;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address as text, of either family, in the one form in which QRadar writes it: dotted IPv4, or all eight groups of
 * IPv6 without leading zeros ({@code 2001:db8:0:0:0:0:0:1}). Two spellings of one address are equal. An IPv4-mapped IPv6
 * address is its IPv4 address.
 *
 * @param text the canonical text
 * @param isV6 whether it is an IPv6 address
 */
public record IpLiteral(String text, boolean isV6) {

    private static final Pattern DOTTED =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /**
     * Reads a literal; never asks a name server.
     *
     * @param text a candidate
     * @return empty if it is no address: ports, prefixes, zones and leading zeros are none
     */
    public static Optional<IpLiteral> parse(String text) {
        if (DOTTED.matcher(text).matches()) {
            return Optional.of(new IpLiteral(text, false));
        }
        if (text.indexOf(':') < 0 || !COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(text);
            return Optional.of(new IpLiteral(address.getHostAddress(), address instanceof Inet6Address));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Whether it is {@code 0.0.0.0} or {@code ::}, which stand for "no value" in QRadar and match almost every event. */
    public boolean isUnspecified() {
        return text.equals("0.0.0.0") || text.equals("0:0:0:0:0:0:0:0");
    }
}
