package io.tr05.qradar.config;

import java.util.List;

/** The settings cannot be used. Holds every fault found, so that the operator repairs them in one go. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    /** @param faults one sentence each, naming the environment variable, its value and what is wrong; not empty */
    public ConfigurationException(List<String> faults) {
        super("The configuration cannot be used:\n  " + String.join("\n  ", faults));
        this.faults = List.copyOf(faults);
    }

    /** The faults in the order of the settings table. */
    public List<String> faults() {
        return faults;
    }
}
