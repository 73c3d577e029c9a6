package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
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

    @Nested
    class EachGoldenEvent {

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ctim.SightingMapperTest#cases")
        void becomesItsSighting(Path directory) throws IOException {
            JsonNode sighting = Mapping.sighting(
                    JSON.readTree(directory.resolve("event.json").toFile()));
            Path golden = directory.resolve("sighting.json");
            if (Boolean.getBoolean("golden.rewrite")) {
                Files.writeString(golden, JSON.writeValueAsString(sighting) + "\n");
            }

            assertThat(sighting).isEqualTo(JSON.readTree(golden.toFile()));
        }
    }

    @Nested
    class TheContract {

        @ParameterizedTest
        @ValueSource(strings = {"id", "count", "observed_time", "observables", "targets"})
        void refusesASightingThatLacksAField(String field) throws IOException {
            ObjectNode sighting = Mapping.sighting(
                    JSON.readTree(GOLDEN.resolve("plain-v4/event.json").toFile()));
            sighting.remove(field);

            assertThat(SightingSchema.accepts(sighting)).isFalse();
        }
    }

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> directories = Files.list(GOLDEN)) {
            return directories.sorted().toList().stream();
        }
    }
}
