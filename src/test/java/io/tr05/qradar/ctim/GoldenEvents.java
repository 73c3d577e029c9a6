package io.tr05.qradar.ctim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The events of {@code golden/sighting}, each with what 1.0.2 made of it. */
final class GoldenEvents {

    private static final Path DIRECTORY = Path.of("src/test/resources/golden/sighting");
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenEvents() {}

    /** All of them, by name. */
    static List<GoldenEvent> all() {
        try (Stream<Path> directories = Files.list(DIRECTORY)) {
            return directories.sorted().map(GoldenEvent::new).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static GoldenEvent named(String name) {
        return new GoldenEvent(DIRECTORY.resolve(name));
    }

    record GoldenEvent(Path directory) {

        /** What was asked, the console's row, and the named departures from 1.0.2. */
        ObjectNode event() {
            return read("event.json");
        }

        /** What 1.0.2 made of it: a sighting without its random id, or {@code raises} and the exception's text. */
        ObjectNode python() {
            return read("python-1.0.2.json");
        }

        Set<String> departures() {
            Set<String> ids = new TreeSet<>();
            event().path("exceptions").forEach((JsonNode id) -> ids.add(id.textValue()));
            return ids;
        }

        private ObjectNode read(String file) {
            try {
                return (ObjectNode) JSON.readTree(directory.resolve(file).toFile());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public String toString() {
            return directory.getFileName().toString();
        }
    }
}
