package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.qradar.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each directory of {@code golden/sighting} is a case: {@code event.json} holds what was asked and the console's row,
 * {@code sighting.json} what becomes of it. {@code mvn test -Dtest=SightingMapperTest -Dgolden.rewrite=true} writes the
 * latter anew; the diff is to be reviewed. {@link ParityTest} compares with the Python relay.
 */
class SightingMapperTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/sighting");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final SightingMapper MAPPER = new SightingMapper(
            RelayConfig.from(Map.of()).sightings(),
            ObservableTypes.builtIn(),
            InstantSource.fixed(Instant.parse("2021-02-18T12:00:00Z")));
    private static final ConsoleAddress CONSOLE = ConsoleAddress.parse("qradar.example.com");

    @Nested
    class EachGoldenEvent {

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ctim.SightingMapperTest#cases")
        void becomesItsSighting(Path directory) throws IOException {
            JsonNode sighting =
                    sighting(JSON.readTree(directory.resolve("event.json").toFile()));
            Path golden = directory.resolve("sighting.json");
            if (Boolean.getBoolean("golden.rewrite")) {
                Files.writeString(golden, JSON.writeValueAsString(sighting) + "\n");
            }

            assertThat(sighting).isEqualTo(JSON.readTree(golden.toFile()));
        }

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ctim.SightingMapperTest#cases")
        void becomesASightingThatTheContractAllows(Path directory) throws IOException {
            SightingSchema.assertAccepts(
                    sighting(JSON.readTree(directory.resolve("event.json").toFile())));
        }
    }

    @Nested
    class TheContract {

        @ParameterizedTest
        @ValueSource(strings = {"id", "count", "observed_time", "observables", "targets"})
        void refusesASightingThatLacksAField(String field) throws IOException {
            ObjectNode sighting =
                    sighting(JSON.readTree(GOLDEN.resolve("plain-v4/event.json").toFile()));
            sighting.remove(field);

            assertThat(SightingSchema.accepts(sighting)).isFalse();
        }
    }

    /** Reproducible: the seed is fixed, and a failure shows the row. */
    @Nested
    class AnyEvent {

        private static final int EVENTS = 4_000;
        private static final List<String> COLUMNS = List.of(
                "starttime",
                "endtime",
                "eventcount",
                "sourceip",
                "destinationip",
                "sourcev6",
                "sourcemac",
                "username",
                "logsource_name",
                "event_descr",
                "event_name");
        private static final List<String> GARBAGE = List.of(
                "null",
                "\"\"",
                "\" \"",
                "\"\\u0000\"",
                "\"\\u00a0\"",
                "\"\\u2028\"",
                "\"\\u3000\\ufeff\"",
                "\"\\u001b[31m\"",
                "\"\\ud83e\"",
                "\"\\udd8a\\ud83e\"",
                "\"🦊\"",
                "\"N/A\"",
                "\"0.0.0.0\"",
                "\"192.0.2.1\"",
                "\"2001:db8:0:0:0:0:0:1\"",
                "\"**[x](y)**\"",
                "\"\\\\\"",
                "0",
                "-1",
                "1.6135518861E12",
                "1613551886100",
                "1e300",
                "-1e300",
                "9223372036854775807",
                "99999999999999999999999999",
                "true",
                "[]",
                "{\"a\":null}");

        @Test
        void becomesASightingThatTheContractAllows() throws IOException {
            Random random = new Random(20_210_217);
            for (int number = 0; number < EVENTS; number++) {
                ObjectNode row = JSON.createObjectNode();
                for (String column : COLUMNS) {
                    if (random.nextInt(8) > 0) {
                        row.set(column, value(random));
                    }
                }

                SightingSchema.assertAccepts(sighting(asked("192.0.2.1", row)));
            }
        }

        private static JsonNode value(Random random) throws IOException {
            JsonNode value = JSON.readTree(GARBAGE.get(random.nextInt(GARBAGE.size())));
            if (!value.isTextual() || random.nextInt(4) > 0) {
                return value;
            }
            return JSON.getNodeFactory().textNode(("x" + value.textValue()).repeat(1 + random.nextInt(9_000)));
        }
    }

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> directories = Files.list(GOLDEN)) {
            return directories.sorted().toList().stream();
        }
    }

    private static JsonNode asked(String ip, ObjectNode row) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("asked").put("type", "ip").put("value", ip);
        return event.set("row", row);
    }

    /** As it is on the wire, read again. */
    private static ObjectNode sighting(JsonNode event) throws IOException {
        ObservableTypes types = ObservableTypes.builtIn();
        Observable asked = Observable.of(
                        types,
                        types.named(event.at("/asked/type").textValue()).orElseThrow(),
                        event.at("/asked/value").textValue())
                .orElseThrow();
        String written = JSON.writeValueAsString(MAPPER.map(List.of(Rows.event(event.path("row"))), asked, CONSOLE)
                .getFirst());
        return (ObjectNode) JSON.readTree(written);
    }
}
