package io.tr05.qradar.auth;

import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.spi.DnsResolver;
import io.tr05.qradar.auth.AuthorizationException.Reason;
import io.tr05.qradar.config.CidrBlock;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.config.ConsoleHosts;
import io.tr05.qradar.config.IpLiteral;
import io.tr05.qradar.config.IssuerConfig;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses the relay connects to on a tenant's word.
 *
 * <p>It is the name resolver of the HTTP clients, so that the address that was checked is the one connected to, however
 * often a name server changes its mind; Helidon sends IP literals through its resolver too. Private networks are where
 * consoles are and always fine. Loopback is refused unless allowed; this-network, link-local, multicast, reserved and the
 * metadata services of clouds are refused always, also when wrapped in an IPv6 form. One refused address among several
 * refuses the host. Carrier-grade NAT ({@code 100.64.0.0/10}) counts as private, since overlay
 * networks use it. Any port will do: consoles are moved to others, and no list of ports would keep a tenant from a service
 * on 443. Immutable.
 */
public final class AddressPolicy implements DnsResolver {
    /** Never a console: this-network, link-local, reserved; metadata of AWS, GCP, Alibaba, Oracle and Azure. */
    private static final List<CidrBlock> NEVER = Stream.of(
                    "0.0.0.0/8",
                    "169.254.0.0/16",
                    "224.0.0.0/3",
                    "100.100.100.200",
                    "192.0.0.192",
                    "168.63.129.16",
                    "::",
                    "fe80::/10",
                    "fec0::/10", // site-local, given up in RFC 3879
                    "ff00::/8",
                    "2001::/32", // Teredo: tunnels to an IPv4 address of the sender's choice
                    "64:ff9b:1::/48", // NAT64 in a layout that only its operator knows (RFC 8215)
                    "fd00:ec2::/32",
                    "fd20:ce::254")
            .map(AddressPolicy::block)
            .toList();

    private static final CidrBlock LOOPBACK = block("127.0.0.0/8");

    /** IPv6 forms with an IPv4 address in their last four bytes: compatible, translated (RFC 2765), NAT64 (RFC 6052). */
    private static final List<CidrBlock> WRAPPED_AT_THE_END = Stream.of("::/96", "::ffff:0:0:0/96", "64:ff9b::/96")
            .map(AddressPolicy::block)
            .toList();
    /** 6to4 (RFC 3056) holds it after the first two bytes. */
    private static final CidrBlock SIX_TO_FOUR = block("2002::/16");

    private final ConsoleHosts hosts;
    private final boolean allowLoopback;
    private final NameService names;

    private AddressPolicy(ConsoleHosts hosts, boolean allowLoopback, NameService names) {
        this.hosts = hosts;
        this.allowLoopback = allowLoopback;
        this.names = names;
    }

    /** All addresses of a host, name or literal, in the order of preference. */
    @FunctionalInterface
    interface NameService {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** The same rules over other names, for tests. */
    AddressPolicy with(NameService others) {
        return new AddressPolicy(hosts, allowLoopback, others);
    }

    /** The policy for tenants' consoles. */
    public static AddressPolicy forConsoles(ConsoleConfig config) {
        return new AddressPolicy(config.hosts(), config.allowLoopback(), InetAddress::getAllByName);
    }

    /** The policy for hosts of signing keys; their names are checked against the configured patterns elsewhere. */
    public static AddressPolicy forIssuers(IssuerConfig config) {
        return new AddressPolicy(ConsoleHosts.any(), config.allowLoopback(), InetAddress::getAllByName);
    }

    /**
     * Refuses a console early, as far as that is possible without asking a name server: a literal completely, a name when
     * no pattern matches it and no network could.
     *
     * @throws AuthorizationException with {@link Reason#SERVER_NOT_ALLOWED}
     */
    public void requireAllowed(ConsoleAddress console) {
        var literal = IpLiteral.parse(console.host());
        var allowed =
                literal.isPresent() ? allows(console.host(), List.of(literal.get())) : mayAllowName(console.host());
        if (!allowed) {
            throw new AuthorizationException(Reason.SERVER_NOT_ALLOWED);
        }
    }

    /**
     * Resolves a host and checks every address of it.
     *
     * @throws AddressRefusedException when one of them is not allowed
     * @throws UncheckedIOException when there is no such host
     */
    @Override
    public InetAddress resolveAddress(String host, DnsAddressLookup lookup) {
        var addresses = lookup.filter(addresses(host));
        if (addresses.length == 0) {
            throw new UncheckedIOException(new UnknownHostException(host));
        }
        if (!allows(host, Arrays.asList(addresses))) {
            throw new AddressRefusedException(host);
        }
        return addresses[0];
    }

    private InetAddress[] addresses(String host) {
        try {
            return Arrays.stream(names.addresses(host))
                    .map(address -> named(host, address))
                    .toArray(InetAddress[]::new);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives the address the name it was asked for by. Helidon takes the name to find in the certificate from here, and of an
     * address without one it would take what the JDK says: its text, or what whoever owns the reverse zone chose.
     *
     * <p>It comes without a scope, and is of IPv4 if it was {@code ::ffff:0:0/96}: the JDK unwraps that form when it makes an
     * address of bytes or of a literal, but not in what a look-up gives.
     */
    private static InetAddress named(String host, InetAddress address) {
        var name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return ofBytes(name, address.getAddress());
    }

    private static InetAddress ofBytes(String name, byte[] bytes) {
        try {
            return InetAddress.getByAddress(name, bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has the bytes of an address", e);
        }
    }

    private boolean mayAllowName(String host) {
        var local = host.equals("localhost") || host.endsWith(".localhost");
        return (allowLoopback || !local)
                && (hosts.allowsName(host) || !hosts.networks().isEmpty());
    }

    private boolean allows(String host, List<InetAddress> addresses) {
        return addresses.stream().allMatch(this::allows) && hosts.allows(host, addresses);
    }

    private boolean allows(InetAddress address) {
        if (address.isLoopbackAddress() || LOOPBACK.contains(address)) {
            return allowLoopback;
        }
        return NEVER.stream().noneMatch(block -> block.contains(address))
                && wrapped(address).map(this::allows).orElse(true);
    }

    /** The IPv4 address inside an IPv6 one; the mapped form is unwrapped already. */
    private static Optional<InetAddress> wrapped(InetAddress address) {
        if (WRAPPED_AT_THE_END.stream().anyMatch(block -> block.contains(address))) {
            return Optional.of(ipv4(address, 12));
        }
        if (isIsatap(address.getAddress())) {
            return Optional.of(ipv4(address, 12));
        }
        return SIX_TO_FOUR.contains(address) ? Optional.of(ipv4(address, 2)) : Optional.empty();
    }

    /** RFC 5214: below any prefix, the last eight bytes are {@code 0000:5efe} or {@code 0200:5efe} and an IPv4 address. */
    private static boolean isIsatap(byte[] bytes) {
        return bytes.length == 16
                && (bytes[8] & 0xfd) == 0
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && bytes[11] == (byte) 0xfe;
    }

    private static InetAddress ipv4(InetAddress address, int from) {
        return ofBytes(address.getHostAddress(), Arrays.copyOfRange(address.getAddress(), from, from + 4));
    }

    private static CidrBlock block(String text) {
        return CidrBlock.parse(text).orElseThrow();
    }
}
