package io.tr05.qradar.config;

import io.helidon.config.Config;
import io.helidon.config.spi.ConfigSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads settings one by one and gathers the faults instead of stopping at the first. Not thread-safe. */
final class SettingsReader {
    private static final int LONGEST_VALUE_SHOWN = 100;

    /** What the JVM makes of a byte that is no character in the process's locale. */
    private static final char UNREADABLE = '\uFFFD';

    private final Config config;
    private final List<String> faults = new ArrayList<>();

    SettingsReader(Config config) {
        this.config = config;
    }

    /** These sources alone, the first before the others, and their texts as they are: a dollar sign is a dollar sign. */
    static Config plain(ConfigSource... sources) {
        return Config.builder()
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .disableKeyResolving()
                .disableValueResolving()
                .sources(List.of(sources))
                .build();
    }

    /** A setting that must have a value; empty when it has none or a faulty one, which is then among the faults. */
    <T> Optional<T> required(Setting setting, Function<String, T> syntax) {
        var text = text(setting);
        if (text.isEmpty()) {
            faults.add(setting + ": has no value");
        }
        return text.flatMap(value -> parse(setting, value, syntax));
    }

    /** A setting that may be left out: empty inside when it is, empty outside when it is faulty. */
    <T> Optional<Optional<T>> optional(Setting setting, Function<String, T> syntax) {
        var text = text(setting);
        if (text.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        var parsed = parse(setting, text.get(), syntax);
        return parsed.isPresent() ? Optional.of(parsed) : Optional.empty();
    }

    /**
     * A list, from a comma-separated text or a YAML list; every item is checked, empty items are skipped. A text of nothing but
     * commas is a fault: most lists that are empty allow everything, which nobody has asked for by it.
     */
    <T> Optional<List<T>> list(Setting setting, Function<String, T> syntax) {
        var items = texts(setting);
        var text = text(setting);
        if (items.isEmpty() && text.isPresent()) {
            faults.add(setting + ": '" + shown(text.get()) + "' names nothing");
            return Optional.empty();
        }
        var parsed = items.stream()
                .flatMap(item -> parse(setting, item, syntax).stream())
                .toList();
        return parsed.size() == items.size() ? Optional.of(parsed) : Optional.empty();
    }

    /** Adds a fault that lies in the relation of several settings. */
    void fault(String sentence) {
        faults.add(sentence);
    }

    /** @throws ConfigurationException when anything was wrong */
    void requireNoFaults() {
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
    }

    private <T> Optional<T> parse(Setting setting, String value, Function<String, T> syntax) {
        if (value.indexOf(UNREADABLE) >= 0) {
            faults.add(setting + ": has characters that this process can't read; start it with LANG=C.UTF-8, or another"
                    + " locale of UTF-8");
            return Optional.empty();
        }
        try {
            return Optional.of(syntax.apply(value));
        } catch (SettingFault fault) {
            var subject = fault.showsValue() ? "'" + shown(value) + "'" : "the value";
            faults.add(setting + ": " + subject + " " + fault.getMessage());
            return Optional.empty();
        }
    }

    /** A setting's text for a person, on one line: a list with commas; empty if it has no value. */
    String shown(Setting setting) {
        return printable(String.join(",", texts(setting)));
    }

    private Optional<String> text(Setting setting) {
        return config.get(setting.key())
                .asString()
                .asOptional()
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private List<String> texts(Setting setting) {
        var node = config.get(setting.key());
        // an environment variable on top of a YAML list gives a node with both a value and children
        var items = node.hasValue()
                ? List.of(node.asString().get().split(",", -1))
                : node.asList(String.class).orElse(List.of());
        return items.stream().map(String::strip).filter(item -> !item.isEmpty()).toList();
    }

    private static String printable(String value) {
        return value.replaceAll("\\p{Cc}", "?");
    }

    private static String shown(String value) {
        var printable = printable(value);
        return printable.length() <= LONGEST_VALUE_SHOWN
                ? printable
                : printable.substring(0, LONGEST_VALUE_SHOWN) + "…";
    }
}
