package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tr05.qradar.ctim.GoldenEvents.GoldenEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Nested
    class EachGoldenEvent {

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ctim.GoldenEvents#all")
        void becomesItsSighting(GoldenEvent event) throws IOException {
            JsonNode sighting = Mapping.sighting(event.event());
            Path golden = event.directory().resolve("sighting.json");
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
        void refusesASightingThatLacksAField(String field) {
            ObjectNode sighting =
                    Mapping.sighting(GoldenEvents.named("plain-v4").event());
            sighting.remove(field);

            assertThat(SightingSchema.accepts(sighting)).isFalse();
        }
    }
}
