package io.tr05.qradar.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which consoles tenants may name, as names and as networks. With neither, any.
 *
 * @param names patterns of host names
 * @param networks ranges of addresses
 */
public record ConsoleHosts(List<HostPattern> names, List<CidrBlock> networks) {
    public ConsoleHosts {
        names = List.copyOf(names);
        networks = List.copyOf(networks);
    }

    /** No restriction. */
    public static ConsoleHosts any() {
        return new ConsoleHosts(List.of(), List.of());
    }

    /** Whether every console is allowed. */
    public boolean isAny() {
        return names.isEmpty() && networks.isEmpty();
    }

    /** Whether the name alone is enough to allow a console. */
    public boolean allowsName(String host) {
        return isAny() || names.stream().anyMatch(name -> name.matches(host));
    }

    /** Whether a console is allowed by its name, or because each of its addresses is in one of the networks. */
    public boolean allows(String host, Collection<InetAddress> addresses) {
        return allowsName(host) || (!addresses.isEmpty() && addresses.stream().allMatch(this::inNetworks));
    }

    private boolean inNetworks(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    static ConsoleHosts of(List<Entry> entries) {
        var names = new ArrayList<HostPattern>();
        var networks = new ArrayList<CidrBlock>();
        for (var entry : entries) {
            switch (entry) {
                case Name name -> names.add(name.pattern());
                case Network network -> networks.add(network.block());
            }
        }
        return new ConsoleHosts(names, networks);
    }

    /** One item of the setting. */
    sealed interface Entry {
        static Entry parse(String text) {
            var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            return CidrBlock.parse(bare)
                    .<Entry>map(Network::new)
                    .or(() -> HostPattern.parse(text)
                            .filter(pattern -> pattern.port().isEmpty())
                            .map(Name::new))
                    .orElseThrow(() -> SettingFault.of("is not a host name, a pattern such as *.example.com,"
                            + " an IP address or a range such as 10.0.0.0/8 (ports are not part of it)"));
        }
    }

    private record Name(HostPattern pattern) implements Entry {}

    private record Network(CidrBlock block) implements Entry {}
}
