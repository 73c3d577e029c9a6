package io.tr05.qradar.demo;

import io.tr05.qradar.demo.ReferenceSet.ElementType;
import io.tr05.qradar.demo.ReferenceSet.Entry;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The reference sets of a simulated console; safe for use from many threads. */
public final class ReferenceSets {

    private final Clock clock;
    private final Map<String, ReferenceSet> sets = new TreeMap<>();
    private long lastId;

    ReferenceSets(Clock clock) {
        this.clock = clock;
    }

    /** The sets by name. */
    public synchronized List<ReferenceSet> all() {
        return List.copyOf(sets.values());
    }

    /** The set of this name, if there is one. */
    public synchronized Optional<ReferenceSet> find(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    synchronized Optional<ReferenceSet> find(long id) {
        return sets.values().stream().filter(set -> set.id() == id).findFirst();
    }

    /** Makes a set, or replaces the one of this name, with these values. */
    public synchronized ReferenceSet create(String name, ElementType type, Collection<String> values) {
        var now = clock.instant();
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (var value : values) {
            entries.put(type.key(value), new Entry(++lastId, value, "reference data api", "", now, now));
        }
        var set = new ReferenceSet(++lastId, name, type, now, entries);
        sets.put(name, set);
        return set;
    }

    /** Makes an empty set, unless there is one of this name already. */
    synchronized Optional<ReferenceSet> createNew(String name, ElementType type) {
        return sets.containsKey(name) ? Optional.empty() : Optional.of(create(name, type, List.of()));
    }

    /** Adds a value to a set, or sees it once more. */
    synchronized Entry add(ReferenceSet to, String value, String source, String notes) {
        var set = sets.getOrDefault(to.name(), to);
        var now = clock.instant();
        var key = set.type().key(value);
        var known = set.entries().get(key);
        var entry = known == null
                ? new Entry(++lastId, value, source, notes, now, now)
                : new Entry(known.id(), known.value(), source, notes, known.firstSeen(), now);
        var entries = new LinkedHashMap<>(set.entries());
        entries.put(key, entry);
        sets.put(set.name(), new ReferenceSet(set.id(), set.name(), set.type(), set.created(), entries));
        return entry;
    }

    /** Takes a value out of a set; says whether it was there. */
    synchronized boolean remove(ReferenceSet from, String value) {
        var set = sets.getOrDefault(from.name(), from);
        var entries = new LinkedHashMap<>(set.entries());
        boolean removed = entries.remove(set.type().key(value)) != null;
        sets.put(set.name(), new ReferenceSet(set.id(), set.name(), set.type(), set.created(), entries));
        return removed;
    }

    /** Removes a set; a name without a set is fine. */
    public synchronized void delete(String name) {
        sets.remove(name);
    }

    /** Removes all sets. */
    public synchronized void clear() {
        sets.clear();
    }

    /** The dozen that a simulated console starts with; {@code SecureX Investigation} is not among them. */
    void fillForDemo() {
        create("Blocked Addresses", ElementType.IP, List.of("203.0.113.66", "198.51.100.23", "203.0.113.7"));
        create("Watch list / DMZ", ElementType.IP, List.of("192.0.2.146", "192.168.10.25"));
        create("Critical Assets", ElementType.IP, List.of("192.168.10.25", "10.20.30.40"));
        create("Bob's \"quoted\" set", ElementType.IP, List.of("203.0.113.66"));
        create("Größe & Überwachung – 東京", ElementType.IP, List.of("10.20.30.40", "127.0.0.1"));
        create("100% trusted+known?", ElementType.IP, List.of());
        create("Domains", ElementType.ALNIC, List.of(DemoEvents.SEEN_DOMAIN, "evil.example"));
        create("File Hashes", ElementType.ALN, List.of(DemoEvents.SEEN_SHA256));
        create("Leavers", ElementType.ALNIC, List.of("M.Mueller", "a.o'brien"));
        create("URLs seen", ElementType.ALN, List.of("https://update-check.example/a/b?x=1&y=%20"));
        create("Event Ids", ElementType.NUM, List.of("4624", "4625"));
        create("Admin Ports", ElementType.PORT, List.of("22", "3389"));
    }
}
