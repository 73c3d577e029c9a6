package io.tr05.qradar.config;

import java.net.InetAddress;
import java.util.List;

/**
 * What an operator may choose about sightings. The defaults are what the Python relay 1.0.2 did.
 *
 * @param confidence of every sighting
 * @param targets which end of a connection is the target
 * @param internalNetworks the tenants' own networks, by which {@link Targets#INTERNAL} tells the ends apart
 * @param merge whether events that are the same thing seen again within a minute become one sighting
 */
public record SightingConfig(Confidence confidence, Targets targets, List<CidrBlock> internalNetworks, boolean merge) {

    /** Keeps a copy that nobody can change. */
    public SightingConfig {
        internalNetworks = List.copyOf(internalNetworks);
    }

    /** Whether an address is in one of the internal networks. */
    public boolean isInternal(InetAddress address) {
        return internalNetworks.stream().anyMatch(network -> network.contains(address));
    }

    /** CTIM's words for how sure it is that an event happened. */
    public enum Confidence {
        NONE("None"),
        INFO("Info"),
        LOW("Low"),
        MEDIUM("Medium"),
        HIGH("High"),
        UNKNOWN("Unknown");

        private final String word;

        Confidence(String word) {
            this.word = word;
        }

        /** As CTIM writes it. */
        public String word() {
            return word;
        }
    }

    /** Which end of a connection is the target. */
    public enum Targets {
        /** Always the source, as 1.0.2 had it. */
        SOURCE,
        /** The end in an internal network, or both ends. */
        INTERNAL
    }
}
