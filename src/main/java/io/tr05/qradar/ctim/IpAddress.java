package io.tr05.qradar.ctim;

import io.tr05.qradar.config.IpLiteral;
import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;

/**
 * An IP address, of either family, in the one form in which QRadar writes it: dotted IPv4, or all eight groups of IPv6
 * without leading zeros ({@code 2001:db8:0:0:0:0:0:1}). Two spellings of one address are equal. An IPv4-mapped IPv6 address
 * is its IPv4 address.
 *
 * @param text the canonical text
 * @param isV6 whether it is an IPv6 address
 */
public record IpAddress(String text, boolean isV6) {

    /**
     * Reads a literal; never asks a name server.
     *
     * @param text a candidate
     * @return empty if it is no address: ports, prefixes, zones and leading zeros are none
     */
    public static Optional<IpAddress> parse(String text) {
        // the JDK's text of an IPv6 address is the very form that QRadar uses
        return IpLiteral.parse(text)
                .map(address -> new IpAddress(address.getHostAddress(), address instanceof Inet6Address));
    }

    /** The ways in which logs write it, in lower case: QRadar's, and for IPv6 the compressed one of RFC 5952. */
    List<String> spellings() {
        return isV6
                ? List.of(text, IpLiteral.parse(text).map(IpLiteral::text).orElse(text)).stream()
                        .distinct()
                        .toList()
                : List.of(text);
    }

    /** Whether it is {@code 0.0.0.0} or {@code ::}, which stand for "no value" in QRadar and match almost every event. */
    public boolean isUnspecified() {
        return text.equals("0.0.0.0") || text.equals("0:0:0:0:0:0:0:0");
    }
}
