package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tr05.qradar.ctim.Departure.Compared;
import io.tr05.qradar.ctim.GoldenEvents.GoldenEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What 1.0.2 emits keeps 1.0.2's value. Each {@code python-1.0.2.json} of {@code golden/sighting} is the answer of Cisco's
 * own code: its {@code Mapping.sighting} was run over the {@code event.json} beside it, given the columns that its query
 * asks for, with arrow 1.4.0, and the random id dropped. The departures that an event needs are named in its
 * {@code exceptions}, no more and no fewer; {@code docs/parity.md} says why each is right.
 */
class ParityTest {

    private static final Path DOCUMENT = Path.of("docs/parity.md");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ROW_OF_DOCUMENT = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

    @ParameterizedTest
    @MethodSource("io.tr05.qradar.ctim.GoldenEvents#all")
    void eachGoldenEventBecomesWhat102MadeOfItButForItsNamedDepartures(GoldenEvent golden) {
        assertThat(difference(golden, named(golden))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.tr05.qradar.ctim.GoldenEvents#all")
    void noGoldenEventNamesADepartureThatItDoesNotNeed(GoldenEvent golden) {
        Set<Departure> named = named(golden);

        assertThat(named).allSatisfy(departure -> assertThat(difference(golden, without(named, departure)))
                .as(departure.id())
                .isNotEmpty());
    }

    @Test
    void eachDepartureIsNeededByAGoldenEvent() {
        Set<String> needed = GoldenEvents.all().stream()
                .flatMap(golden -> golden.departures().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(needed).containsExactlyInAnyOrderElementsOf(ids());
    }

    @Test
    void theDocumentListsExactlyTheDepartures() throws IOException {
        List<String> rows = ROW_OF_DOCUMENT
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(ids());
    }

    /** The comparison itself: what it lets pass and what it does not. */
    @Nested
    class ASighting {

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ctim.ParityTest#changes")
        void isRefusedWhenAValueOf102Changes(Map.Entry<String, String> change) throws IOException {
            JsonNode python = GoldenEvents.named("v6-beside-v4").python();
            JsonNode changed = JSON.readTree(python.toString().replace(change.getKey(), change.getValue()));

            assertThat(changed).isNotEqualTo(python);
            assertThat(difference(python, changed, "")).isNotEmpty();
        }

        @Test
        void mayHaveFurtherFieldsAndItemsBehindThoseOf102() throws IOException {
            JsonNode python = JSON.readTree("{\"a\":[{\"b\":1}]}");

            assertThat(difference(python, JSON.readTree("{\"a\":[{\"b\":1,\"c\":2},{}],\"d\":3}"), ""))
                    .isEmpty();
            assertThat(difference(python, JSON.readTree("{\"a\":[{},{\"b\":1}]}"), ""))
                    .contains("/a/0/b: 1.0.2 has 1, ours ");
        }
    }

    static Stream<Map.Entry<String, String>> changes() {
        return Map.of(
                "\"endpoint\"", "\"network\"",
                "Connected_To", "Contains",
                "\"High\"", "\"Low\"",
                "1.1.4", "1.3.29",
                "\"count\":1", "\"count\":2",
                ".123000Z", ".124000Z",
                "\"ipv6\"", "\"ip\"",
                "log source", "Log source")
                .entrySet()
                .stream();
    }

    private static Set<Departure> named(GoldenEvent golden) {
        Set<Departure> named = EnumSet.noneOf(Departure.class);
        golden.departures().forEach(id -> named.add(Departure.of(id)));
        return named;
    }

    private static Set<Departure> without(Set<Departure> departures, Departure one) {
        Set<Departure> others = EnumSet.copyOf(departures);
        others.remove(one);
        return others;
    }

    private static List<String> ids() {
        return Arrays.stream(Departure.values()).map(Departure::id).toList();
    }

    private static Optional<String> difference(GoldenEvent golden, Set<Departure> departures) {
        Compared compared = new Compared(golden.event(), golden.python(), Mapping.sighting(golden.event()));
        departures.forEach(departure -> departure.undo(compared));
        return difference(compared.python(), compared.ours(), "");
    }

    /** The first value of 1.0.2 that ours lacks; ours may have further fields, and further items behind. */
    private static Optional<String> difference(JsonNode python, JsonNode ours, String pointer) {
        if (python.isObject() && ours.isObject()) {
            return python.properties().stream()
                    .map(field ->
                            difference(field.getValue(), ours.path(field.getKey()), pointer + "/" + field.getKey()))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (python.isArray() && ours.isArray()) {
            return IntStream.range(0, python.size())
                    .mapToObj(index -> difference(python.path(index), ours.path(index), pointer + "/" + index))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return python.equals(ours)
                ? Optional.empty()
                : Optional.of("%s: 1.0.2 has %s, ours %s".formatted(pointer, python, ours));
    }
}
