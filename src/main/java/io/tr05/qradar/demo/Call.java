package io.tr05.qradar.demo;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A request as the simulated services see it.
 *
 * @param path not decoded, without the query
 * @param query not decoded
 * @param headers names in lower case
 */
record Call(String method, String path, String query, SortedMap<String, String> headers, String body) {

    private static final String FORM = "application/x-www-form-urlencoded";

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** A query parameter, or else a form field, blank or not. */
    Optional<String> parameter(String name) {
        var inQuery = FormText.parse(query).get(name);
        return Optional.ofNullable(inQuery != null ? inQuery : form().get(name));
    }

    private Map<String, String> form() {
        return header("content-type").orElse("").startsWith(FORM) ? FormText.parse(body) : Map.of();
    }
}
