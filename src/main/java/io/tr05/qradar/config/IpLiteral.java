package io.tr05.qradar.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text: strict reading that never asks a name server, and one canonical way of writing. */
public final class IpLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    // no zone (%eth0): it means nothing to another machine
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int IPV6_GROUPS = 8;

    private IpLiteral() {}

    /**
     * The address a text stands for; empty when it is not exactly one.
     *
     * <p>IPv4 in four decimal parts without leading zeros; IPv6 without brackets and zone. An IPv4-mapped IPv6 address
     * gives the IPv4 one.
     */
    public static Optional<InetAddress> parse(String text) {
        var ipv6 = text.contains(":") && IPV6_CHARACTERS.matcher(text).matches();
        if (!ipv6 && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // brackets make the JDK refuse anything but a literal instead of looking it up
            return Optional.of(InetAddress.getAllByName(ipv6 ? "[" + text + "]" : text)[0]);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The canonical text, without brackets; for IPv6 as in RFC 5952: {@code 2001:db8::1}. */
    public static String text(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == 4 ? address.getHostAddress() : ipv6(groups(bytes));
    }

    private static int[] groups(byte[] bytes) {
        var groups = new int[IPV6_GROUPS];
        for (var i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        return groups;
    }

    private static String ipv6(int[] groups) {
        var bestStart = -1;
        var bestLength = 1; // a single zero group stays as it is
        for (var start = 0; start < IPV6_GROUPS; start++) {
            var end = start;
            while (end < IPV6_GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        return bestStart < 0
                ? hex(groups, 0, IPV6_GROUPS)
                : hex(groups, 0, bestStart) + "::" + hex(groups, bestStart + bestLength, IPV6_GROUPS);
    }

    private static String hex(int[] groups, int from, int to) {
        var text = new StringBuilder();
        for (var i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
