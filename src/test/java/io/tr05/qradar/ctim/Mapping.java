package io.tr05.qradar.ctim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.qradar.Rows;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The one place in which tests of whole sightings call the mapper. */
final class Mapping {

    /** The time of the mapper's clock, for events without any. */
    static final Instant NOW = Instant.parse("2021-02-18T12:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObservableTypes TYPES = ObservableTypes.builtIn();
    private static final SightingMapper MAPPER =
            new SightingMapper(RelayConfig.from(Map.of()).sightings(), TYPES, InstantSource.fixed(NOW));

    private Mapping() {}

    /**
     * A sighting as it is on the wire, read again.
     *
     * @param event {@code asked}, an observable, and {@code row}, what a console answers
     */
    static ObjectNode sighting(JsonNode event) {
        Observable asked = Observable.of(
                        TYPES,
                        TYPES.named(event.at("/asked/type").textValue()).orElseThrow(),
                        event.at("/asked/value").textValue())
                .orElseThrow();
        try {
            return (ObjectNode) JSON.readTree(
                    JSON.writeValueAsString(MAPPER.map(List.of(Rows.event(event.path("row"))), asked, Mapped.CONSOLE)
                            .get(0)));
        } catch (JsonProcessingException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }
}
