package io.tr05.qradar.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address.
 *
 * @param network any address of the range
 * @param prefix how many leading bits are the range's: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record CidrBlock(InetAddress network, int prefix) {
    private static final Pattern FORM = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");

    /** @throws IllegalArgumentException when the prefix does not fit the address */
    public CidrBlock {
        if (prefix < 0 || prefix > bits(network)) {
            throw new IllegalArgumentException("prefix out of range");
        }
    }

    /** The range in a text; empty when it is none. */
    public static Optional<CidrBlock> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return IpLiteral.parse(form.group(1)).flatMap(address -> {
            var prefix = form.group(2) == null ? bits(address) : Integer.parseInt(form.group(2));
            return prefix <= bits(address) ? Optional.of(new CidrBlock(address, prefix)) : Optional.empty();
        });
    }

    /** Whether an address is in the range; one of the other IP version never is. */
    public boolean contains(InetAddress address) {
        var ours = network.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (var i = 0; i < ours.length; i++) {
            var significant = Math.clamp(prefix - 8L * i, 0, 8);
            var mask = (0xff << (8 - significant)) & 0xff;
            if (((ours[i] ^ theirs[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return IpLiteral.text(network) + "/" + prefix;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * 8;
    }
}
