package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A console's reference sets, through {@code /reference_data/sets}, which every console so far has. A set may hold hundreds
 * of thousands of elements: membership is asked with a filter, a set is never fetched.
 */
public final class ReferenceSets {

    private static final String SETS = "/reference_data/sets";
    private static final int PAGE = 1_000;
    private static final int MOST_SETS = 100_000;

    private static final int ABSENT_VALUE = 1003;

    private final QRadarClient client;
    private final Deadline deadline;

    ReferenceSets(QRadarClient client, Deadline deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    /**
     * All sets of one element type.
     *
     * @param elementType QRadar's name of the type, such as {@code IP}
     * @throws QRadarException if the console can't say
     */
    public List<ReferenceSet> ofType(String elementType) {
        List<ReferenceSet> sets = new ArrayList<>();
        ConsoleRequest list = ConsoleRequest.get(Role.REFERENCE_DATA, SETS)
                .query("filter", "element_type = " + filterLiteral(elementType))
                .query("fields", "name,number_of_elements,element_type");
        forEachSet(list, set -> {
            if (!set.path("name").isTextual()) {
                throw new QRadarException.UnreadableAnswer("the console's list of reference sets has no names");
            }
            if (set.path("element_type").asText(elementType).equals(elementType)) {
                sets.add(new ReferenceSet(
                        set.path("name").asText(),
                        elementType,
                        set.path("number_of_elements").asLong(1)));
            }
        });
        return sets;
    }

    /**
     * How many sets there are of each element type, by QRadar's names of these.
     *
     * @throws QRadarException if the console can't say
     */
    public Map<String, Integer> countByType() {
        Map<String, Integer> counts = new TreeMap<>();
        forEachSet(
                ConsoleRequest.get(Role.REFERENCE_DATA, SETS).query("fields", "element_type"),
                set -> counts.merge(set.path("element_type").asText("unknown"), 1, Integer::sum));
        return counts;
    }

    private void forEachSet(ConsoleRequest list, Consumer<JsonNode> action) {
        int got;
        int first = 0;
        do {
            JsonNode page = page(list, first);
            page.forEach(action);
            got = page.size();
            first += got;
            // more than a page means that the console ignored the range and sent all
        } while (got == PAGE && first < MOST_SETS);
    }

    private JsonNode page(ConsoleRequest list, int first) {
        JsonNode page = client.json(list.items(first, first + PAGE - 1), deadline);
        if (!page.isArray()) {
            throw new QRadarException.UnreadableAnswer("the console's list of reference sets is no list");
        }
        return page;
    }

    /**
     * Whether a set holds exactly this value.
     *
     * @param set one of {@link #ofType}
     * @param value in the set's own written form
     * @throws QRadarException if the console can't say
     */
    public boolean contains(ReferenceSet set, String value) {
        if (set.elements() == 0) {
            return false;
        }
        JsonNode answer = client.json(
                ConsoleRequest.get(Role.REFERENCE_DATA, setPath(set.name()))
                        .query("filter", "value=" + filterLiteral(value)),
                deadline);
        if (!answer.isObject()) {
            throw new QRadarException.UnreadableAnswer("the console's answer is no reference set");
        }
        for (JsonNode element : answer.path("data")) {
            if (set.isSame(element.path("value").asText(""), value)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds a value; adding what is there already succeeds.
     *
     * @param name the set's name
     * @param value the value
     * @param source where the value came from, kept with it
     * @throws QRadarException if there is no such set, it takes no such value, or the account may not
     */
    public void add(String name, String value, String source) {
        client.send(
                parameters(ConsoleRequest.post(Role.REFERENCE_DATA, setPath(name)), "value", value, "source", source),
                deadline);
    }

    /**
     * Removes a value; removing what is not there succeeds.
     *
     * @param name the set's name
     * @param value the value
     * @throws QRadarException if there is no such set or the account may not
     */
    public void remove(String name, String value) {
        try {
            client.send(
                    ConsoleRequest.delete(Role.REFERENCE_DATA, setPath(name) + "/" + ConsoleRequest.pathSegment(value)),
                    deadline);
        } catch (QRadarException.Refused refused) {
            if (refused.status() != 404 || refused.code() != ABSENT_VALUE) {
                throw refused;
            }
        }
    }

    /**
     * Creates a set; one that is there already is left as it is.
     *
     * @param name the set's name
     * @param elementType QRadar's name of its element type, such as {@code IP}
     * @throws QRadarException if the account may not, or the console refuses the name
     */
    public void create(String name, String elementType) {
        try {
            client.send(
                    parameters(
                            ConsoleRequest.post(Role.REFERENCE_DATA, SETS), "name", name, "element_type", elementType),
                    deadline);
        } catch (QRadarException.Refused refused) {
            if (refused.status() != 409) {
                throw refused;
            }
        }
    }

    /**
     * IBM's description has these parameters in the query, its consoles have always taken them as form fields as well, and
     * 1.0.2 sent them so: both, which agree, are right on either.
     */
    private static ConsoleRequest parameters(
            ConsoleRequest request, String name, String value, String otherName, String otherValue) {
        return request.query(name, value)
                .query(otherName, otherValue)
                .form(name, value)
                .form(otherName, otherValue);
    }

    private static String setPath(String name) {
        return SETS + "/" + ConsoleRequest.pathSegment(name);
    }

    /** A string in a filter stands in double quotes. */
    private static String filterLiteral(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
