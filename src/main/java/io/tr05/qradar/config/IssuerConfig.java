package io.tr05.qradar.config;

import java.util.List;

/**
 * Whose tokens are believed.
 *
 * @param hosts where signing keys may be fetched from, at least one
 * @param trust for the fetch
 * @param allowLoopback whether such a host may be this machine
 */
public record IssuerConfig(List<HostPattern> hosts, TlsTrust trust, boolean allowLoopback) {
    public IssuerConfig {
        hosts = List.copyOf(hosts);
    }

    IssuerConfig trusting(TlsTrust other) {
        return new IssuerConfig(hosts, other, allowLoopback);
    }
}
