package io.tr05.qradar.ctim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a sighting departs from 1.0.2's on purpose; {@code docs/parity.md} has the reasons. Each undoes exactly its own
 * difference before the two are compared. They are applied in this order.
 */
enum Departure {
    CRASH,
    TEXT,
    ASKED_TYPE,
    COUNT,
    NO_VALUE,
    NO_TIME,
    TIME_ORDER,
    MILLISECONDS,
    MARKDOWN,
    ONE_LINE,
    NO_TEXT,
    LENGTH;

    /** The two sightings of an event; they may be changed. */
    record Compared(JsonNode event, ObjectNode python, ObjectNode ours) {

        JsonNode row(String column) {
            return event.path("row").path(column);
        }

        JsonNode asked(String field) {
            return event.path("asked").path(field);
        }
    }

    private static final DateTimeFormatter THREE_DIGITS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Set<String> NO_VALUES =
            Set.of("", "null", "N/A", "0.0.0.0", "0:0:0:0:0:0:0:0", "00:00:00:00:00:00");
    private static final String NO_NAME = "(?:None|null|N/A|\\s*)";
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
    private static final int SHORTEST_CUT = 1_024;

    /** How golden events and the table of the docs call it. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Departure of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    void undo(Compared compared) {
        ObjectNode python = compared.python();
        switch (this) {
            case CRASH -> takeOurs(python);
            case TEXT -> valuesAsText(python);
            case ASKED_TYPE -> ((ObjectNode) python.at("/observables/0")).set("type", compared.asked("type"));
            case COUNT -> python.put("count", countOf(compared.row("eventcount")));
            case NO_VALUE -> withoutNoValues(python);
            case NO_TIME -> times(python, time -> withTheOther(time, compared.row("endtime")));
            case TIME_ORDER -> timeSpans(python, Departure::endNotBeforeStart);
            case MILLISECONDS -> times(python, Departure::threeDigits);
            case MARKDOWN -> text(compared.ours(), "description", Departure::unescaped);
            case ONE_LINE -> texts(python, Departure::onOneLine);
            case NO_TEXT -> texts(python, Departure::withoutNoText);
            case LENGTH -> cutAsOurs(python, compared.ours());
        }
    }

    /** There is nothing to compare with. */
    private static void takeOurs(ObjectNode python) {
        if (python.has("raises")) {
            python.removeAll();
        }
    }

    private static void valuesAsText(ObjectNode python) {
        observables(
                python,
                observables -> removeIf(
                        observables, observable -> observable.path("value").isContainerNode()));
        python.findParents("value").forEach(observable -> ((ObjectNode) observable)
                .put("value", observable.path("value").asText()));
    }

    private static int countOf(JsonNode eventCount) {
        return (int) Math.max(1, Math.min(eventCount.asDouble(1), Integer.MAX_VALUE));
    }

    private static void withoutNoValues(ObjectNode python) {
        observables(python, observables -> removeIf(observables, Departure::isNoValue));
        removeIf(python.withArray("/targets"), target -> target.path("observables")
                .isEmpty());
        removeIf(
                python.withArray("/relations"),
                relation -> isNoValue(relation.path("source")) || isNoValue(relation.path("related")));
    }

    private static boolean isNoValue(JsonNode observable) {
        return NO_VALUES.contains(observable.path("value").asText().strip());
    }

    private static String withTheOther(String time, JsonNode end) {
        if (Instant.parse(time).isAfter(Instant.EPOCH)) {
            return time;
        }
        return end.asLong() > 0 ? Instant.ofEpochMilli(end.asLong()).toString() : Mapped.NOW.toString();
    }

    private static void endNotBeforeStart(ObjectNode span) {
        JsonNode start = span.path("start_time");
        if (Instant.parse(span.path("end_time").textValue()).isBefore(Instant.parse(start.textValue()))) {
            span.set("end_time", start);
        }
    }

    private static String threeDigits(String time) {
        return THREE_DIGITS.format(Instant.parse(time));
    }

    /** CommonMark 0.31, section 2.4: a backslash before a sign of ASCII stands for the sign. */
    private static String unescaped(String markdown) {
        return markdown.replaceAll("\\\\(\\p{Punct})", "$1");
    }

    /** Each name and the event's description begins and ends with something to see. */
    private static String onOneLine(String text) {
        return CONTROLS.matcher(text)
                .replaceAll(" ")
                .replaceFirst("(?U)^Event '\\s*(.*?)\\s*'(: )?\\s*", "Event '$1'$2")
                .replaceFirst("(?U)log source \\*\\*\\s*(.*?)\\s*\\*\\* related", "log source **$1** related")
                .strip();
    }

    private static String withoutNoText(String text) {
        return text.replaceFirst("^Event '" + NO_NAME + "'", "Event 'Unknown'")
                .replaceFirst(": *(?:null|N/A|\\s*)$", "")
                .replaceFirst("log source \\*\\*" + NO_NAME + "\\*\\* ", "log source **Unknown** ");
    }

    /** What stands before and after our ellipses is 1.0.2's, and nothing was cut that is short. */
    private static void cutAsOurs(ObjectNode python, ObjectNode ours) {
        for (String field : List.of("short_description", "description")) {
            String text = ours.path(field).asText();
            if (text.length() >= SHORTEST_CUT
                    && isCutOf(text, python.path(field).asText())) {
                python.put(field, text);
            }
        }
        JsonNode theirs = python.at("/targets/0/observables");
        for (int index = 0; index < theirs.size(); index++) {
            String value = ours.at("/targets/0/observables/" + index + "/value").asText();
            if (value.length() >= SHORTEST_CUT
                    && isCutOf(value, theirs.get(index).path("value").asText())) {
                ((ObjectNode) theirs.get(index)).put("value", value);
            }
        }
    }

    private static boolean isCutOf(String cut, String whole) {
        String pieces = Pattern.compile("…")
                .splitAsStream(cut + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.compile(pieces, Pattern.DOTALL).matcher(whole + " ").matches();
    }

    private static void observables(ObjectNode sighting, Consumer<ArrayNode> change) {
        sighting.path("targets").forEach(target -> change.accept((ArrayNode) target.path("observables")));
    }

    private static void timeSpans(ObjectNode sighting, Consumer<ObjectNode> change) {
        List<JsonNode> spans = new ArrayList<>(List.of(sighting.path("observed_time")));
        sighting.path("targets").forEach(target -> spans.add(target.path("observed_time")));
        spans.stream().filter(JsonNode::isObject).forEach(span -> change.accept((ObjectNode) span));
    }

    private static void times(ObjectNode sighting, UnaryOperator<String> change) {
        timeSpans(sighting, span -> {
            text(span, "start_time", change);
            text(span, "end_time", change);
        });
    }

    private static void texts(ObjectNode sighting, UnaryOperator<String> change) {
        text(sighting, "short_description", change);
        text(sighting, "description", change);
    }

    private static void text(ObjectNode object, String field, UnaryOperator<String> change) {
        if (object.path(field).isTextual()) {
            object.put(field, change.apply(object.path(field).textValue()));
        }
    }

    private static void removeIf(ArrayNode nodes, Predicate<JsonNode> unwanted) {
        for (Iterator<JsonNode> each = nodes.elements(); each.hasNext(); ) {
            if (unwanted.test(each.next())) {
                each.remove();
            }
        }
    }
}
