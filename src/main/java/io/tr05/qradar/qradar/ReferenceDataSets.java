package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import io.tr05.qradar.qradar.Memberships.Pair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reference sets through {@code /reference_data/sets}, which every console so far has: sets by name, elements by value. */
final class ReferenceDataSets implements SetsApi {

    private static final String SETS = "/reference_data/sets";

    private static final int ABSENT_VALUE = 1003;

    private final QRadarClient client;
    private final Deadline deadline;

    ReferenceDataSets(QRadarClient client, Deadline deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    @Override
    public List<ReferenceSet> list() {
        List<ReferenceSet> sets = new ArrayList<>();
        ConsoleRequest list =
                ConsoleRequest.get(Role.REFERENCE_DATA, SETS).query("fields", "name,number_of_elements,element_type");
        new Pages(client, deadline, "list of reference sets")
                .forEach(
                        list,
                        set -> sets.add(new ReferenceSet(
                                0,
                                Pages.text(set, "name"),
                                set.path("element_type").asText(""),
                                set.path("number_of_elements").asLong(1))));
        return sets;
    }

    @Override
    public Memberships memberships(List<ReferenceSet> sets, List<? extends SetValue> values) {
        List<Pair> pairs = values.stream()
                .flatMap(value -> sets.stream()
                        .filter(set -> set.fits(value) && set.elements() > 0)
                        .map(set -> new Pair(set, value)))
                .toList();
        LookUps lookUps = new LookUps();
        List<Optional<Boolean>> answers = lookUps.run(pairs.stream()
                .<Supplier<Optional<Boolean>>>map(pair -> () -> isHeld(pair))
                .toList());
        Set<Pair> held = new HashSet<>();
        Set<Pair> unknown = new HashSet<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            Optional<Boolean> answer = answers.get(i);
            if (answer.isEmpty()) {
                unknown.add(pair);
            } else if (answer.get()) {
                held.add(pair);
            }
        }
        return new Memberships(held, unknown, lookUps.failure());
    }

    /** Empty for a set that was deleted since it was listed, which is no failure. */
    private Optional<Boolean> isHeld(Pair pair) {
        try {
            return Optional.of(!found(pair.set(), pair.value()).elements().isEmpty());
        } catch (QRadarException.Refused refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** A set, as far as it concerns a value. */
    private record Found(ReferenceSet set, List<String> elements) {

        /** The elements that mean the value, as they are written there. */
        Found {
            elements = List.copyOf(elements);
        }
    }

    private Found found(ReferenceSet set, SetValue value) {
        JsonNode answer = client.json(
                ConsoleRequest.get(Role.REFERENCE_DATA, path(set.name())).query("filter", filter(value)), deadline);
        if (!answer.isObject()) {
            throw new QRadarException.UnreadableAnswer("the console's answer is no reference set");
        }
        String type = answer.path("element_type").asText(set.elementType());
        ReferenceSet asked = new ReferenceSet(0, set.name(), type, set.elements());
        List<String> elements = new ArrayList<>();
        for (JsonNode element : answer.path("data")) {
            String text = element.path("value").asText("");
            if (asked.isElement(text, value)) {
                elements.add(text);
            }
        }
        return new Found(asked, elements);
    }

    /** The console itself takes a number or an address into a set of texts, and a text of digits into one of numbers. */
    private Found fitting(String set, SetValue value) {
        Found found = found(new ReferenceSet(0, set, "", 1), value);
        if (!found.set().fits(value)) {
            throw new QRadarException.SetOfOtherType(set, found.set().elementType());
        }
        return found;
    }

    private static String filter(SetValue value) {
        return value.spellings().size() == 1
                ? "value=" + SetFilter.literal(value.element())
                : SetFilter.isOneOf("value", value.spellings());
    }

    @Override
    public void add(String set, SetValue value, String source) {
        fitting(set, value);
        addElement(set, value, source);
    }

    private void addElement(String set, SetValue value, String source) {
        client.send(
                parameters(
                        ConsoleRequest.post(Role.REFERENCE_DATA, path(set)),
                        "value",
                        value.element(),
                        "source",
                        source),
                deadline);
    }

    @Override
    public void remove(String set, SetValue value) {
        fitting(set, value).elements().forEach(element -> removeElement(set, element));
    }

    private void removeElement(String set, String element) {
        try {
            client.send(
                    ConsoleRequest.delete(Role.REFERENCE_DATA, path(set) + "/" + ConsoleRequest.pathSegment(element)),
                    deadline);
        } catch (QRadarException.Refused refused) {
            if (refused.status() != 404 || refused.code() != ABSENT_VALUE) {
                throw refused;
            }
        }
    }

    @Override
    public void addCreating(String set, SetValue value, String source) {
        if (isCreated(set, value.elementTypes().get(0))) {
            addElement(set, value, source);
        } else {
            add(set, value, source);
        }
    }

    /** Not so if there is one of that name. */
    private boolean isCreated(String set, String elementType) {
        try {
            client.send(
                    parameters(
                            ConsoleRequest.post(Role.REFERENCE_DATA, SETS), "name", set, "element_type", elementType),
                    deadline);
            return true;
        } catch (QRadarException.Refused refused) {
            if (refused.status() != 409) {
                throw refused;
            }
            return false;
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

    private static String path(String set) {
        return SETS + "/" + ConsoleRequest.pathSegment(set);
    }
}
