package io.tr05.qradar.ctim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Events without end, the same for the same seed: the row of a golden event, in which each column may be missing, be of
 * another event or another column, or hold garbage.
 */
final class RandomEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What no log should hold, as JSON. */
    private static final List<String> GARBAGE = List.of(
            "null",
            "\"\"",
            "\" \"",
            "\"\\u00a0\"",
            "\"\\u2028\"",
            "\"\\u3000\\ufeff\"",
            "\"\\u202e\\u0301\"",
            "\"🦊\"",
            "\"N/A\"",
            "\"null\"",
            "\"0.0.0.0\"",
            "\"::\"",
            "\"00:00:00:00:00:00\"",
            "\"192.0.2.1\"",
            "\"2001:db8:0:0:0:0:0:1\"",
            "\"::ffff:192.0.2.1\"",
            "\"fe80::1%eth0\"",
            "\"00-00-5e-00-53-01\"",
            "\"**[x](y)**\"",
            "\"<script>\"",
            "\"' OR 1=1 --\"",
            "\"\\\\\"",
            "\"https://\"",
            "\"https://[\"",
            "\"http://ex ample/%zz?{}|\"",
            "\"javascript:alert(1)\"",
            "\"@\"",
            "\"xn--\"",
            "\"..\"",
            "\"*\"",
            "0",
            "-1",
            "0.5",
            "18",
            "1.6135518861E12",
            "1613551886100",
            "17500000000000",
            "32503680000000",
            "2147483648",
            "1e300",
            "-1e300",
            "9223372036854775807",
            "-9223372036854775808",
            "99999999999999999999999999",
            "true",
            "false",
            "[]",
            "[\"192.0.2.1\"]",
            "{\"a\":null}");

    /** Text that a reader may choke on. */
    private static final List<String> UNREADABLE = List.of(
            "\"\\u0000\"",
            "\"\\u001b[31m\"",
            "\"a\\r\\nb\"",
            "\"\\u0085\"",
            "\"\\ud83e\"",
            "\"\\udd8a\\ud83e\"",
            "\"a\\ud83e\"");

    private final Random random;
    private final List<ObjectNode> golden;
    private final List<String> columns;

    RandomEvents(long seed) {
        random = new Random(seed);
        golden = GoldenEvents.all().stream()
                .map(GoldenEvents.GoldenEvent::event)
                .filter(event -> event.toString().length() < 10_000)
                .toList();
        TreeSet<String> names = new TreeSet<>();
        golden.forEach(event -> event.path("row").fieldNames().forEachRemaining(names::add));
        columns = List.copyOf(names);
    }

    /** {@code asked} and {@code row}, as a golden event has them. */
    ObjectNode next() {
        ObjectNode event = JSON.createObjectNode();
        event.set("asked", any(golden).path("asked"));
        JsonNode believable = any(golden).path("row");
        ObjectNode row = event.putObject("row");
        int oddOf100 = random.nextInt(100);
        for (String column : columns) {
            JsonNode value = random.nextInt(100) < oddOf100 ? odd(column) : believable.path(column);
            if (!value.isMissingNode()) {
                row.set(column, value);
            }
        }
        return event;
    }

    private JsonNode odd(String column) {
        return switch (random.nextInt(5)) {
            case 0 -> JSON.missingNode();
            case 1 -> any(golden).path("row").path(column);
            case 2 -> any(golden).path("row").path(any(columns));
            case 3 -> garbage();
            default -> parse(any(random.nextInt(4) == 0 ? UNREADABLE : GARBAGE));
        };
    }

    private JsonNode garbage() {
        JsonNode garbage = parse(any(GARBAGE));
        // long texts are what takes time
        return garbage.isTextual() && random.nextInt(200) == 0
                ? JSON.getNodeFactory().textNode(("x" + garbage.textValue()).repeat(1 + random.nextInt(5_000)))
                : garbage;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
