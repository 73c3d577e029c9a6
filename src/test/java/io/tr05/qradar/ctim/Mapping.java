package io.tr05.qradar.ctim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tr05.qradar.qradar.Rows;
import java.io.UncheckedIOException;

/** The one place in which tests of whole sightings call the mapper. */
final class Mapping {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Mapped BY_DEFAULT = Mapped.with();

    private Mapping() {}

    /**
     * A sighting as it is on the wire, read again.
     *
     * @param event {@code asked}, an observable, and {@code row}, what a console answers
     */
    static ObjectNode sighting(JsonNode event) {
        Observable asked = Mapped.observable(
                event.at("/asked/type").textValue(), event.at("/asked/value").textValue());
        try {
            return (ObjectNode)
                    JSON.readTree(JSON.writeValueAsString(BY_DEFAULT.sighting(asked, Rows.event(event.path("row")))));
        } catch (JsonProcessingException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }
}
