package io.tr05.qradar.config;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a file of observable types. Every fault of it names the type and the key; the first one counts, since one that
 * follows is often its consequence.
 */
final class ObservableTypesFile {

    private static final String BUILT_IN = "observable-types.yaml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");
    private static final int LONGEST_TITLE = 64;
    private static final int LONGEST_NAME = 256;
    private static final int MOST_DIGITS = 256;
    private static final Set<String> KEYS = Set.of(
            "title",
            "value",
            "digits",
            "case",
            "columns",
            "text-columns",
            "column-types",
            "link-columns",
            "element-types");
    private static final List<String> TEXT_SETS = List.of("ALN", "ALNIC");
    private static final Set<String> ELEMENT_TYPES = Set.of("ALN", "ALNIC", "IP");
    private static final Set<ValueForm> WRITTEN_IN_SEVERAL_WAYS = Set.of(ValueForm.IP, ValueForm.IPV6, ValueForm.MAC);

    private final Map<String, Map<String, Config>> entries = new LinkedHashMap<>();

    private ObservableTypesFile() {}

    static ObservableTypesFile builtIn() {
        var file = new ObservableTypesFile();
        file.add(SettingsReader.plain(ConfigSources.classpath(BUILT_IN).build()));
        return file;
    }

    /**
     * The built-in types under those of a file.
     *
     * @param path of a YAML file
     */
    static ObservableTypes under(String path) {
        var file = builtIn();
        file.add(read(path));
        return file.types();
    }

    private static Config read(String path) {
        try {
            var file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                throw SettingFault.of("is not a file");
            }
            return SettingsReader.plain(ConfigSources.file(file).build());
        } catch (ConfigException | InvalidPathException | IllegalStateException unreadable) {
            // the last is of keys that begin or end with a dot
            throw SettingFault.of("cannot be read as a YAML file of observable types");
        }
    }

    private void add(Config file) {
        for (Config entry : file.asNodeList().orElse(List.of())) {
            var name = entry.name();
            if (!NAME.matcher(name).matches()) {
                throw SettingFault.of("has a type '" + name + "': names are lower-case letters, digits and _");
            }
            if (entry.isLeaf()) {
                throw fault(name, "is no entry with keys such as value and columns");
            }
            var keys = entries.computeIfAbsent(name, unused -> new LinkedHashMap<>());
            for (Config key : entry.asNodeList().orElse(List.of())) {
                if (!KEYS.contains(key.name())) {
                    throw fault(name, "has an unknown key '" + key.name() + "'");
                }
                keys.put(key.name(), key);
            }
        }
    }

    ObservableTypes types() {
        List<ObservableType> types = new ArrayList<>();
        entries.forEach((name, keys) -> types.add(new Entry(name, keys).type()));
        return new ObservableTypes(types);
    }

    private static SettingFault fault(String type, String sentence) {
        return SettingFault.of("is wrong at '" + type + "', which " + sentence);
    }

    /** One type's keys, those of the later file in place of those of the earlier. */
    private record Entry(String name, Map<String, Config> keys) {

        ObservableType type() {
            var form = form();
            var columns = list("columns");
            return new ObservableType(
                    name,
                    text("title", LONGEST_TITLE).orElse(name),
                    form,
                    digits(form),
                    ignoresCase(),
                    columns,
                    textColumns(form),
                    list("column-types"),
                    linkColumns(columns),
                    elementTypes());
        }

        private ValueForm form() {
            var given = text("value", LONGEST_TITLE).orElseThrow(() -> fault(name, "has no key 'value'"));
            return ValueForm.named(given)
                    .orElseThrow(() -> fault(
                            name,
                            "has the value '" + given
                                    + "': there are ip, ipv6, mac, hostname, domain, url, hash, email, text"));
        }

        private int digits(ValueForm form) {
            var given = text("digits", LONGEST_TITLE);
            if (form != ValueForm.HASH) {
                if (given.isPresent()) {
                    throw fault(name, "has digits, which only a hash has");
                }
                return 0;
            }
            try {
                return ValueSyntax.number(1, MOST_DIGITS)
                        .apply(given.orElseThrow(() -> fault(name, "is a hash and has no key 'digits'")));
            } catch (SettingFault wrong) {
                throw given.isPresent() ? fault(name, "has digits '" + given.get() + "': 1 to " + MOST_DIGITS) : wrong;
            }
        }

        private boolean ignoresCase() {
            var given = text("case", LONGEST_TITLE).orElse("exact");
            return switch (given) {
                case "exact" -> false;
                case "ignore" -> true;
                default -> throw fault(name, "has the case '" + given + "': there are exact and ignore");
            };
        }

        private List<String> textColumns(ValueForm form) {
            var columns = list("text-columns");
            if (!columns.isEmpty() && !WRITTEN_IN_SEVERAL_WAYS.contains(form)) {
                throw fault(name, "has text-columns, which only ip, ipv6 and mac have");
            }
            return columns;
        }

        private List<String> linkColumns(List<String> columns) {
            var given = list("link-columns");
            return given.isEmpty() && !columns.isEmpty() ? List.of(columns.get(0)) : given;
        }

        private List<String> elementTypes() {
            var given = list("element-types");
            given.stream().filter(type -> !ELEMENT_TYPES.contains(type)).forEach(type -> {
                throw fault(name, "has the element type '" + type + "': there are ALN, ALNIC, IP");
            });
            return given.isEmpty() ? TEXT_SETS : given;
        }

        private Optional<String> text(String key, int longest) {
            return value(key).map(node -> node.asString()
                    .asOptional()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty() && text.length() <= longest)
                    .orElseThrow(() -> fault(name, "has no usable text at '" + key + "'")));
        }

        private List<String> list(String key) {
            return value(key).map(node -> names(key, node)).orElse(List.of());
        }

        private List<String> names(String key, Config node) {
            if (node.hasValue()) {
                return node.asString().get().isBlank()
                        ? List.of()
                        : List.of(usable(key, node.asString().get()));
            }
            return node.asNodeList().orElse(List.of()).stream()
                    .map(item -> item.asString()
                            .asOptional()
                            .orElseThrow(() -> fault(name, "has an item at '" + key + "' that is no text")))
                    .map(text -> usable(key, text))
                    .toList();
        }

        /** AQL has no way to write a name with a double quote in it. */
        private String usable(String key, String text) {
            if (text.isBlank() || text.length() > LONGEST_NAME || text.indexOf('"') >= 0) {
                throw fault(name, "has a name at '" + key + "' that can't be a column's: '" + text + "'");
            }
            return text.strip();
        }

        private Optional<Config> value(String key) {
            return Optional.ofNullable(keys.get(key));
        }
    }
}
