package io.tr05.qradar.demo;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One HTTP exchange as a simulated server saw it.
 *
 * @param at when the call arrived, by the wall clock
 * @param path as sent: not decoded, without the query
 * @param query as sent: not decoded, empty when there is none
 * @param headers names in lower case, several values joined by a comma; credentials replaced by
 *     {@code ***}
 * @param body the request's body, empty when there is none
 * @param status the answer's status, 0 when the connection was held or dropped without an answer
 * @param answerHeaders names in lower case
 * @param answer the answer's body as sent, empty when there is none
 */
public record RecordedCall(
        Instant at,
        String method,
        String path,
        String query,
        SortedMap<String, String> headers,
        String body,
        int status,
        SortedMap<String, String> answerHeaders,
        String answer) {

    /** A parameter of the query, or else of a form-encoded body, decoded. */
    public Optional<String> parameter(String name) {
        var inQuery = queryParameters().get(name);
        return Optional.ofNullable(inQuery != null ? inQuery : formParameters().get(name));
    }

    /** The parameters of the query, decoded; the first of several values. */
    public Map<String, String> queryParameters() {
        return FormText.parse(query);
    }

    /** The fields of a form-encoded body, decoded; empty for any other body. */
    public Map<String, String> formParameters() {
        return headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")
                ? FormText.parse(body)
                : Map.of();
    }

    /** The method and the path, for instance {@code GET /api/help/versions}. */
    public String line() {
        return method + " " + path;
    }
}
