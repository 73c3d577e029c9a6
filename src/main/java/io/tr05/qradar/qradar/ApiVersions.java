package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The API versions that a console still has, as {@code GET /help/versions} lists them.
 *
 * @param versions such as {@code 19.0}, in any order
 */
record ApiVersions(List<String> versions) {

    private static final Comparator<String> BY_NUMBER = Comparator.comparing(BigDecimal::new);

    /** The path of the list; any account may read it. */
    static final String PATH = "/help/versions";

    static ConsoleRequest request() {
        return ConsoleRequest.get(Role.ANY, PATH);
    }

    static ApiVersions of(Iterable<JsonNode> answer) {
        List<String> versions = new ArrayList<>();
        for (JsonNode version : answer) {
            String number = version.path("version").asText("");
            if (!version.path("removed").asBoolean(false) && number.matches("\\d{1,4}\\.\\d{1,4}")) {
                versions.add(number);
            }
        }
        return new ApiVersions(List.copyOf(versions));
    }

    boolean has(String wanted) {
        return versions.stream().anyMatch(version -> BY_NUMBER.compare(version, wanted) == 0);
    }

    /** The newest of all. */
    Optional<String> newest() {
        return versions.stream().max(BY_NUMBER);
    }

    /** The newest that is not newer than the one wanted, or else the oldest that is. */
    Optional<String> nearest(String wanted) {
        return versions.stream()
                .filter(version -> BY_NUMBER.compare(version, wanted) <= 0)
                .max(BY_NUMBER)
                .or(() -> versions.stream().min(BY_NUMBER));
    }
}
