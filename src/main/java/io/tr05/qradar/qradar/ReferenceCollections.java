package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tr05.qradar.qradar.Memberships.Pair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reference sets through {@code /reference_data_collections}, which consoles have from API 16.0 on: sets and entries by
 * number, and one list of entries that spans all sets.
 */
final class ReferenceCollections implements SetsApi {

    private static final String SETS = "/reference_data_collections/sets";
    private static final String ENTRIES = "/reference_data_collections/set_entries";

    /** How a console answers to a path that it lacks. */
    private static final Set<Integer> LACKING = Set.of(404, 405, 410, 501);

    private static final int EXISTS = 10006;
    private static final long UNTOLD = -1;

    /** Values in one filter, as characters of the request line, of which some servers take no more than 4,096. */
    private static final int LONGEST_FILTER = 3_000;

    private final QRadarClient client;
    private final Deadline deadline;

    ReferenceCollections(QRadarClient client, Deadline deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    /** The console has no such API. Thrown by the list of sets only, with which everything begins. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Missing(QRadarException.Refused refused) {
            super("the console has no reference data collections", refused);
        }
    }

    @Override
    public List<ReferenceSet> list() {
        return sets(ConsoleRequest.get(Role.REFERENCE_DATA, SETS));
    }

    private List<ReferenceSet> sets(ConsoleRequest list) {
        List<ReferenceSet> sets = new ArrayList<>();
        try {
            new Pages(client, deadline, "list of reference sets")
                    .forEach(list.query("fields", "id,name,entry_type"), set -> sets.add(set(set)));
        } catch (QRadarException.Refused refused) {
            throw LACKING.contains(refused.status()) ? new Missing(refused) : refused;
        }
        return sets;
    }

    /** An item of the console's list. */
    static ReferenceSet set(JsonNode set) {
        return new ReferenceSet(
                Pages.number(set, "id"),
                Pages.text(set, "name"),
                set.path("entry_type").asText(""),
                1);
    }

    /**
     * One call answers for all sets and values, unless the values are longer than a request line may be: then several. What
     * is too long by itself is asked last, so that a console which refuses it has answered the rest.
     */
    @Override
    public Memberships memberships(List<ReferenceSet> sets, List<? extends SetValue> values) {
        List<SetValue> askable = values.stream()
                .filter(value -> sets.stream().anyMatch(set -> set.fits(value)))
                .<SetValue>map(value -> value)
                .toList();
        Map<Boolean, List<SetValue>> byLength =
                askable.stream().collect(Collectors.partitioningBy(value -> length(value) > LONGEST_FILTER));
        LookUps lookUps = new LookUps();
        Set<Pair> held = new HashSet<>();
        Set<Pair> unknown = new HashSet<>();
        for (boolean tooLong : List.of(false, true)) {
            List<List<SetValue>> groups = groups(byLength.getOrDefault(tooLong, List.of()));
            List<Optional<Set<Pair>>> answers = lookUps.run(groups.stream()
                    .<Supplier<Optional<Set<Pair>>>>map(group -> () -> Optional.of(held(sets, group)))
                    .toList());
            for (int i = 0; i < groups.size(); i++) {
                List<SetValue> group = groups.get(i);
                answers.get(i).ifPresentOrElse(held::addAll, () -> unknown.addAll(pairs(sets, group)));
            }
        }
        return new Memberships(held, unknown, lookUps.failure());
    }

    private static List<Pair> pairs(List<ReferenceSet> sets, List<SetValue> values) {
        return values.stream()
                .flatMap(value -> sets.stream().map(set -> new Pair(set, value)))
                .toList();
    }

    /** Values that fit into one filter, or are too long for any. */
    private static List<List<SetValue>> groups(List<SetValue> values) {
        List<List<SetValue>> groups = new ArrayList<>();
        int room = 0;
        for (SetValue value : values) {
            int length = length(value);
            if (groups.isEmpty() || length > room) {
                groups.add(new ArrayList<>());
                room = LONGEST_FILTER;
            }
            groups.get(groups.size() - 1).add(value);
            room -= length;
        }
        return groups;
    }

    private static int length(SetValue value) {
        return value.spellings().stream()
                .mapToInt(text -> ConsoleRequest.percentEncode(SetFilter.literal(text) + ",")
                        .length())
                .sum();
    }

    private Set<Pair> held(List<ReferenceSet> sets, List<SetValue> values) {
        Map<Long, ReferenceSet> byId =
                sets.stream().collect(Collectors.toMap(ReferenceSet::id, Function.identity(), (one, same) -> one));
        Map<String, Set<SetValue>> bySpelling = new HashMap<>();
        values.forEach(value -> value.spellings().forEach(text -> bySpelling
                .computeIfAbsent(text.toLowerCase(Locale.ROOT), unused -> new LinkedHashSet<>())
                .add(value)));
        Set<Pair> held = new HashSet<>();
        for (Entry entry : entries(entriesOf(types(sets, values)), SetFilter.isOneOf("value", texts(values)))) {
            ReferenceSet set = byId.get(entry.set());
            if (set != null) {
                bySpelling.getOrDefault(entry.value().toLowerCase(Locale.ROOT), Set.of()).stream()
                        .filter(value -> set.fits(value) && set.isElement(entry.value(), value))
                        .forEach(value -> held.add(new Pair(set, value)));
            }
        }
        return held;
    }

    private static Set<String> texts(Collection<? extends SetValue> values) {
        return values.stream()
                .flatMap(value -> value.spellings().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The types of the sets that matter. */
    private static Set<String> types(List<ReferenceSet> sets, List<SetValue> values) {
        return sets.stream()
                .filter(set -> values.stream().anyMatch(set::fits))
                .map(ReferenceSet::elementType)
                .collect(Collectors.toSet());
    }

    /** The list of entries takes one type, which spares the console the others, or none. */
    private static ConsoleRequest entriesOf(Set<String> types) {
        ConsoleRequest entries = ConsoleRequest.get(Role.REFERENCE_DATA, ENTRIES);
        return types.size() == 1 && !types.contains("")
                ? entries.query("entry_type", types.iterator().next())
                : entries;
    }

    private List<Entry> entries(ConsoleRequest list, String filter) {
        List<Entry> entries = new ArrayList<>();
        new Pages(client, deadline, "list of elements")
                .forEach(
                        list.query("filter", filter).query("fields", "id,collection_id,value"),
                        entry -> entries.add(new Entry(
                                entry.path("id").asLong(UNTOLD),
                                entry.path("collection_id").asLong(UNTOLD),
                                entry.path("value").asText(""))));
        return entries;
    }

    /** An element of a set; numbers that the console did not tell are {@link #UNTOLD}. */
    private record Entry(long id, long set, String value) {

        boolean isIn(ReferenceSet asked) {
            return set == asked.id() || set == UNTOLD;
        }
    }

    @Override
    public void add(String set, SetValue value, String source) {
        add(fitting(named(set), set, value).get(0), value, source);
    }

    @Override
    public void remove(String set, SetValue value) {
        fitting(named(set), set, value).forEach(from -> remove(from, value));
    }

    private void remove(ReferenceSet from, SetValue value) {
        String filter = "collection_id = " + from.id() + " and " + SetFilter.isOneOf("value", value.spellings());
        entries(ConsoleRequest.get(Role.REFERENCE_DATA, ENTRIES), filter).stream()
                .filter(entry -> entry.isIn(from) && from.isElement(entry.value(), value))
                .forEach(this::remove);
    }

    private void remove(Entry entry) {
        if (entry.id() == UNTOLD) {
            throw new QRadarException.UnreadableAnswer("an element that the console listed has no id");
        }
        try {
            client.send(ConsoleRequest.delete(Role.REFERENCE_DATA, ENTRIES + "/" + entry.id()), deadline);
        } catch (QRadarException.Refused refused) {
            if (refused.status() != 404) {
                throw refused;
            }
        }
    }

    @Override
    public void addCreating(String set, SetValue value, String source) {
        List<ReferenceSet> named = named(set);
        if (named.isEmpty()) {
            create(set, value.elementTypes().get(0));
            named = named(set);
        }
        add(fitting(named, set, value).get(0), value, source);
    }

    private void create(String set, String entryType) {
        ObjectNode body = QRadarClient.JSON.createObjectNode().put("name", set).put("entry_type", entryType);
        try {
            client.send(ConsoleRequest.post(Role.REFERENCE_DATA, SETS).json(body.toString()), deadline);
        } catch (QRadarException.Refused refused) {
            if (refused.status() != 409) { // somebody else was faster
                throw refused;
            }
        }
    }

    private void add(ReferenceSet set, SetValue value, String source) {
        ObjectNode body = QRadarClient.JSON
                .createObjectNode()
                .put("collection_id", set.id())
                .put("value", value.element())
                .put("source", source);
        try {
            client.send(ConsoleRequest.post(Role.REFERENCE_DATA, ENTRIES).json(body.toString()), deadline);
        } catch (QRadarException.Refused refused) {
            if (refused.status() != 409 || refused.code() != EXISTS) {
                throw refused;
            }
        }
    }

    /** Sets of several domains may have one name: those that fit, at least one. */
    private static List<ReferenceSet> fitting(List<ReferenceSet> named, String name, SetValue value) {
        if (named.isEmpty()) {
            throw new QRadarException.SetMissing(name);
        }
        List<ReferenceSet> fitting =
                named.stream().filter(set -> set.fits(value)).toList();
        if (fitting.isEmpty()) {
            throw new QRadarException.SetOfOtherType(name, named.get(0).elementType());
        }
        return fitting;
    }

    /** Consoles may disagree about a quote within a quoted name: such a set is found in the list of all. */
    private List<ReferenceSet> named(String name) {
        ConsoleRequest list = ConsoleRequest.get(Role.REFERENCE_DATA, SETS);
        return sets(SetFilter.isPlain(name) ? list.query("filter", SetFilter.isOneOf("name", List.of(name))) : list)
                .stream()
                .filter(set -> set.name().equals(name))
                .toList();
    }
}
