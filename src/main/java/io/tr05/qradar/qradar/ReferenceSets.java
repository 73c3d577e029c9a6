package io.tr05.qradar.qradar;

import io.tr05.qradar.auth.ConsoleAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A console's reference sets for the length of one call, through the newer API, {@code /reference_data_collections}, or the
 * older one, {@code /reference_data/sets}, where the console lacks that. Which it is shows at the first call and is
 * remembered of the console. A set may hold hundreds of thousands of elements: membership is asked with a filter, a set is
 * never fetched. For one thread.
 */
public final class ReferenceSets {

    private final ConsoleAddress console;
    private final ConsoleMemory memory;
    private final ReferenceDataSets older;
    private SetsApi api;

    ReferenceSets(ConsoleAddress console, ConsoleMemory memory, QRadarClient client, Deadline deadline) {
        this.console = console;
        this.memory = memory;
        this.older = new ReferenceDataSets(client, deadline);
        this.api = memory.lacksCollections(console) ? older : new ReferenceCollections(client, deadline);
    }

    /**
     * All sets, of all types.
     *
     * @throws QRadarException if the console can't say
     */
    public List<ReferenceSet> list() {
        return ask(SetsApi::list);
    }

    /**
     * How many sets there are of each element type, by QRadar's names of these.
     *
     * @throws QRadarException if the console can't say
     */
    public Map<String, Integer> countByType() {
        Map<String, Integer> counts = new TreeMap<>();
        list().forEach(set ->
                counts.merge(set.elementType().isEmpty() ? "unknown" : set.elementType(), 1, Integer::sum));
        return counts;
    }

    /**
     * Which of these values are in which of these sets. The newer API is asked for all sets at once, the older one for each
     * pair of a value and a set that fits it and is not empty, four at a time. Never throws a {@link QRadarException}.
     *
     * @param sets some of {@link #list}
     * @param values what to look for
     */
    public Memberships memberships(List<ReferenceSet> sets, List<? extends SetValue> values) {
        return api.memberships(sets, values);
    }

    /**
     * Adds a value; adding what is there already succeeds.
     *
     * @param set the set's name
     * @param value the value
     * @param source where the value came from, kept with it
     * @throws QRadarException if there is no such set, it takes no such value, or the account may not
     */
    public void add(String set, SetValue value, String source) {
        tell(sets -> sets.add(set, value, source));
    }

    /**
     * Removes a value, in whichever of its spellings the set has it; removing what is not there succeeds.
     *
     * @param set the set's name
     * @param value the value
     * @throws QRadarException if there is no such set, it takes no such value, or the account may not
     */
    public void remove(String set, SetValue value) {
        tell(sets -> sets.remove(set, value));
    }

    /**
     * Adds a value to a set that is created, with the first of the value's element types, unless it is there.
     *
     * @param set the set's name
     * @param value the value
     * @param source where the value came from, kept with it
     * @throws QRadarException if the account may not, the console refuses the name, or a set of that name takes no such
     *     value
     */
    public void addCreating(String set, SetValue value, String source) {
        tell(sets -> sets.addCreating(set, value, source));
    }

    private void tell(Consumer<SetsApi> call) {
        ask(sets -> {
            call.accept(sets);
            return Boolean.TRUE;
        });
    }

    /** Nothing is done twice: the newer API shows that it is missing before anything is changed by it. */
    private <T> T ask(Function<SetsApi, T> call) {
        try {
            return call.apply(api);
        } catch (ReferenceCollections.Missing missing) {
            memory.rememberNoCollections(console);
            api = older;
            return call.apply(api);
        }
    }
}
