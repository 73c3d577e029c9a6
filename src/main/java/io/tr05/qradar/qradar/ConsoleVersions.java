package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The versions of a console's API that matter to an operator, as {@code GET /help/versions} lists them.
 *
 * @param newest the newest that is neither removed nor deprecated, such as {@code 26.0}; absent when all are
 * @param spoken the one in which the relay and the console speak
 */
public record ConsoleVersions(Optional<String> newest, String spoken) {

    /**
     * Reads a console's answer.
     *
     * @param answer the list
     * @param wanted the version that the relay asks for; a console that is older answers with its newest
     * @throws QRadarException.UnreadableAnswer if the answer names no version
     */
    static ConsoleVersions of(JsonNode answer, String wanted) {
        String spoken = ApiVersions.of(answer)
                .nearest(wanted)
                .orElseThrow(() -> new QRadarException.UnreadableAnswer("the console's answer names no API version"));
        List<JsonNode> current = StreamSupport.stream(answer.spliterator(), false)
                .filter(version -> !version.path("deprecated").asBoolean(false))
                .toList();
        return new ConsoleVersions(ApiVersions.of(current).newest(), spoken);
    }
}
