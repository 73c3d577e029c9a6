package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.Rows;
import io.tr05.qradar.wire.Sighting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Results of a search of any bytes: unreadable, or events of which each gives a sighting that keeps CTIM's rules. */
class SightingFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObservableTypes TYPES = ObservableTypes.builtIn();
    private static final int MOST_EVENTS = 4;
    private static final List<Mapped> MAPPERS =
            List.of(Mapped.with(), Mapped.with("RELAY_SIGHTING_TARGETS", "internal", "RELAY_SIGHTING_MERGE", "true"));

    /** A type and a value with a space between them, a line feed, and what the console answers. */
    @FuzzTest(maxDuration = "10m")
    void whateverTheConsoleAnswersTheSightingsKeepTheRules(byte[] askedAndAnswer) throws IOException {
        int end = indexOf('\n', askedAndAnswer);
        if (end < 0) {
            return;
        }
        Optional<Observable> asked = asked(new String(askedAndAnswer, 0, end, StandardCharsets.UTF_8));
        List<Event> events =
                Rows.answered(Arrays.copyOfRange(askedAndAnswer, end + 1, askedAndAnswer.length), MOST_EVENTS);
        for (Mapped mapper : MAPPERS) {
            List<Sighting> sightings = mapper.sightings(asked.orElse(Mapped.ASKED), events);
            assertThat(sightings.size()).isLessThanOrEqualTo(events.size());
            assertThat(sightings.isEmpty()).isEqualTo(events.isEmpty());
            assertKeepTheRules(sightings);
        }
    }

    private static void assertKeepTheRules(List<Sighting> sightings) throws IOException {
        Set<String> ids = new HashSet<>();
        for (Sighting sighting : sightings) {
            JsonNode written = JSON.readTree(JSON.writeValueAsBytes(sighting));
            CtimRules.assertKept(written);
            assertThat(ids.add(written.path("id").textValue()))
                    .as("an id of its own")
                    .isTrue();
        }
    }

    private static Optional<Observable> asked(String line) {
        String[] words = line.split(" ", 2);
        return words.length < 2
                ? Optional.empty()
                : TYPES.named(words[0]).flatMap(type -> Observable.of(TYPES, type, words[1]));
    }

    private static int indexOf(char wanted, byte[] bytes) {
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == wanted) {
                return index;
            }
        }
        return -1;
    }
}
