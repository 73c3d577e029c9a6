package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * CTIM's rules for a sighting: the contract's schema, and what a schema can't say. The vocabularies of {@code
 * src/test/resources/ctim} are those of CTIM 1.3.29 (common.cljc and vocabularies.cljc of threatgrid/ctim). CTIM leaves them
 * open; the relay keeps to them.
 */
final class CtimRules {

    private static final Set<String> RELATIONS = vocabulary("relations.txt");
    private static final Set<String> SENSORS = vocabulary("sensors.txt");
    private static final Set<String> OBSERVABLE_TYPES = vocabulary("observable-types.txt");

    /** CTIM's {@code relevant-time}; its end is a minute after midnight. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("2525-01-01T00:01:00Z");
    private static final int LONGEST_URI = 2_048;

    private final List<String> broken = new ArrayList<>();

    private CtimRules() {}

    static void assertKept(JsonNode sighting) {
        assertThat(broken(sighting)).as("%s", sighting).isEmpty();
    }

    /** What is wrong with a sighting; empty when all rules are kept. */
    static List<String> broken(JsonNode sighting) {
        CtimRules rules = new CtimRules();
        rules.check(sighting);
        return rules.broken;
    }

    private void check(JsonNode sighting) {
        SightingSchema.messages(sighting).forEach(message -> broken.add("schema: " + message));
        values("", sighting);
        sighting.findParents("start_time").forEach(this::timeSpan);
        observables(sighting);
        known(SENSORS, sighting.path("sensor"));
        known(SENSORS, sighting.at("/sensor_coordinates/type"));
        sighting.path("targets").forEach(target -> known(SENSORS, target.path("type")));
        sighting.path("relations").forEach(this::relation);
        sighting.findValues("source_uri").forEach(this::uri);
        sighting.path("external_references").forEach(reference -> uri(reference.path("url")));
        if (sighting.has("data")) {
            table(sighting.path("data"));
        }
    }

    /** Whatever holds text holds text that any reader can take, and nothing is {@code null}. */
    private void values(String pointer, JsonNode node) {
        node.properties().forEach(field -> values(pointer + "/" + field.getKey(), field.getValue()));
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            values(pointer + "/" + index, node.get(index));
        }
        expect(!node.isNull(), "%s is null", pointer);
        if (node.isTextual()) {
            text(pointer, node.textValue());
        }
    }

    private void text(String pointer, String text) {
        expect(
                text.codePoints().noneMatch(each -> Character.getType(each) == Character.SURROGATE),
                "%s has half a character",
                pointer);
        expect(
                text.codePoints().noneMatch(each -> Character.isISOControl(each) && each != '\t' && each != '\n'),
                "%s has a control character",
                pointer);
    }

    private void timeSpan(JsonNode span) {
        try {
            Instant start = Instant.parse(span.path("start_time").asText());
            Instant end = Instant.parse(span.path("end_time").asText(start.toString()));
            expect(!end.isBefore(start), "end before start: %s", span);
            expect(!start.isBefore(FIRST) && end.isBefore(LAST), "time out of CTIM's range: %s", span);
        } catch (DateTimeException noTime) {
            broken.add("no time: " + span);
        }
    }

    private void observables(JsonNode sighting) {
        Consumer<JsonNode> typed = observable -> known(OBSERVABLE_TYPES, observable.path("type"));
        sighting.findValues("observables").forEach(observables -> observables.forEach(typed));
        sighting.path("relations").forEach(relation -> {
            typed.accept(relation.path("source"));
            typed.accept(relation.path("related"));
        });
    }

    private void relation(JsonNode relation) {
        known(RELATIONS, relation.path("relation"));
        expect(
                !relation.path("source").equals(relation.path("related")),
                "relation of an observable to itself: %s",
                relation);
    }

    private void table(JsonNode table) {
        JsonNode columns = table.path("columns");
        JsonNode rows = table.path("rows");
        expect(table.path("row_count").asInt(-1) == rows.size(), "row_count is not the number of rows: %s", table);
        for (JsonNode row : rows) {
            expect(row.size() == columns.size(), "as many values as columns: %s", row);
            for (int index = 0; index < row.size(); index++) {
                cell(columns.path(index).path("type").asText(), row.get(index));
            }
        }
    }

    private void cell(String type, JsonNode value) {
        boolean fits =
                switch (type) {
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "observable" ->
                        value.path("type").isTextual() && value.path("value").isTextual();
                    default -> value.isTextual();
                };
        expect(fits, "a value that is no %s: %s", type, value);
        if (type.equals("url")) {
            uri(value);
        } else if (type.equals("observable")) {
            known(OBSERVABLE_TYPES, value.path("type"));
        }
    }

    private void uri(JsonNode uri) {
        try {
            URI parsed = new URI(uri.asText());
            expect(
                    parsed.isAbsolute() && uri.asText().length() <= LONGEST_URI,
                    "too long or not absolute URI: %s",
                    uri);
        } catch (URISyntaxException noUri) {
            broken.add("no URI: " + uri);
        }
    }

    private void known(Set<String> words, JsonNode word) {
        expect(word.isMissingNode() || words.contains(word.asText()), "not a word of CTIM's: %s", word);
    }

    private void expect(boolean kept, String rule, Object what) {
        if (!kept) {
            broken.add(rule.formatted(what));
        }
    }

    private void expect(boolean kept, String rule, Object what, Object value) {
        if (!kept) {
            broken.add(rule.formatted(what, value));
        }
    }

    private static Set<String> vocabulary(String file) {
        try {
            return Set.copyOf(Files.readAllLines(Path.of("src/test/resources/ctim", file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
