package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Status and body of an answer that is no success -> the typed failure. The body is QRadar's error object, or HTML or
 * nothing where a proxy answered: only a JSON {@code message} is ever kept.
 */
final class QRadarErrorDecoder {

    private static final int LONGEST_MESSAGE = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private QRadarErrorDecoder() {}

    /**
     * Types a failure.
     *
     * @param hide takes the caller's secret out of the console's words
     */
    static QRadarException decode(int status, byte[] body, Role role, UnaryOperator<String> hide) {
        return switch (status) {
            case 401 -> new QRadarException.LoginRejected();
            case 403 -> new QRadarException.RoleMissing(role, message(parse(body), hide));
            case 500 -> new QRadarException.ConsoleFailed();
            default -> refused(status, parse(body), hide);
        };
    }

    private static QRadarException refused(int status, JsonNode body, UnaryOperator<String> hide) {
        return new QRadarException.Refused(status, body.path("code").asInt(0), message(body, hide));
    }

    /** QRadar's own words from an error object or an {@code error_messages} item, made fit for one line. */
    static Optional<String> message(JsonNode body, UnaryOperator<String> hide) {
        return Optional.of(body.path("message"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .map(hide) // before the cut, which may go through a secret
                .map(text -> text.replaceAll("\\p{Cc}+", " ").strip())
                .filter(text -> !text.isEmpty())
                .map(text -> text.length() <= LONGEST_MESSAGE ? text : cut(text));
    }

    /** Not through a character outside of the BMP: half of one can't be written as UTF-8. */
    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(LONGEST_MESSAGE - 1)) ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE;
        return text.substring(0, end) + "…";
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode parsed = JSON.readTree(body);
            return parsed == null ? JSON.createObjectNode() : parsed;
        } catch (IOException notJson) {
            return JSON.createObjectNode();
        }
    }
}
