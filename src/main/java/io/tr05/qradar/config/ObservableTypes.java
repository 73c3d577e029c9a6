package io.tr05.qradar.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The table of observable types: {@code observable-types.yaml} under the operator's own file of the same form. */
public final class ObservableTypes {

    private final Map<String, ObservableType> byName = new TreeMap<>();

    /**
     * A table.
     *
     * @param types of different names
     */
    public ObservableTypes(Collection<ObservableType> types) {
        types.forEach(type -> byName.put(type.name(), type));
    }

    /**
     * The table that comes with the relay.
     *
     * @return all types of the built-in file
     */
    public static ObservableTypes builtIn() {
        return ObservableTypesFile.builtIn().types();
    }

    /**
     * A type by name.
     *
     * @param name in any case
     */
    public Optional<ObservableType> named(String name) {
        return Optional.ofNullable(byName.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    /** All types, by name. */
    public List<ObservableType> all() {
        return List.copyOf(byName.values());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObservableTypes types && byName.equals(types.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return "ObservableTypes" + byName.keySet();
    }
}
