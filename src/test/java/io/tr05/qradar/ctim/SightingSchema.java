package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.report.MessageResolver;
import com.atlassian.oai.validator.schema.SchemaValidator;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.List;
import java.util.Objects;

/** The contract's schema of a sighting. */
final class SightingSchema {

    private static final SchemaValidator SCHEMAS = new SchemaValidator(
            Objects.requireNonNull(new OpenAPIV3Parser().read("openapi/relay.yaml")), new MessageResolver());
    private static final Schema<?> SIGHTING = new Schema<>().$ref("#/components/schemas/Sighting");

    private SightingSchema() {}

    static boolean accepts(JsonNode sighting) {
        return messages(sighting).isEmpty();
    }

    static void assertAccepts(JsonNode sighting) {
        assertThat(messages(sighting)).as("%s", sighting).isEmpty();
    }

    /** What the schema has against a sighting. */
    static List<String> messages(JsonNode sighting) {
        return SCHEMAS.validate(() -> sighting, SIGHTING, "response.body").getMessages().stream()
                .map(message -> message.getMessage())
                .toList();
    }
}
