package io.tr05.qradar.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a simulated service answers; an empty body sends none. */
record Answer(int status, Map<String, String> headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(int status, Object value) {
        try {
            return new Answer(
                    status, Map.of("content-type", "application/json;charset=UTF-8"), JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a simulated answer cannot be written as JSON", e);
        }
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    /** A failure in the shape of QRadar's REST API. */
    static Answer error(int status, int code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("http_response", Map.of("code", status, "message", summary(status)));
        body.put("code", code);
        body.put("description", "");
        body.put("details", Map.of());
        body.put("message", message);
        return json(status, body);
    }

    Answer with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, all, body);
    }

    private static String summary(int status) {
        return switch (status) {
            case 400 -> "The request was malformed";
            case 401 -> "You are unauthorized to access the requested resource.";
            case 403 -> "Your account is not authorized to access the requested resource.";
            case 404 -> "We could not find the resource you requested.";
            case 405 -> "The method is not allowed for the requested resource.";
            case 409 -> "The request could not be completed due to a conflict with the current state of the resource.";
            case 410 -> "The requested version has been removed.";
            case 422 -> "The request was well-formed but was unable to be followed due to semantic errors.";
            case 503 -> "The service is unavailable.";
            default -> "Unexpected internal server error";
        };
    }
}
