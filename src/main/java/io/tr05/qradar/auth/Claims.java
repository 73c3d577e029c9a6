package io.tr05.qradar.auth;

import io.tr05.qradar.auth.AuthorizationException.Reason;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * The claims of a token by their types. A JSON null counts as absent.
 *
 * @param json the payload
 */
record Claims(JsonObject json) {
    private static final int DEFAULT_ENTITIES_LIMIT = 100;
    /** The last second of the year 9999. */
    private static final double END_OF_TIME = 253_402_300_799d;

    private static final Pattern DIGITS = Pattern.compile("0*([0-9]+)");
    private static final int DIGITS_OF_MAX_INT = 10;

    /** The claim {@code jwks_host}, not blank. */
    String jwksHost() {
        return JsonObjects.string(json, "jwks_host")
                .filter(host -> !host.isBlank())
                .orElseThrow(() -> new AuthorizationException(Reason.JWKS_HOST_MISSING));
    }

    /** A time in seconds since the epoch (NumericDate of RFC 7519, which may have a fraction). */
    OptionalDouble time(String name) {
        var value = present(name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        // as a double, since 1e999999999 as an integer would take a gigabyte
        var seconds = number(value.get()).doubleValue();
        // an end in the year 10000 is none, or is in milliseconds
        if (!(Math.abs(seconds) <= END_OF_TIME)) {
            throw wrong();
        }
        return OptionalDouble.of(seconds);
    }

    /** The claim {@code aud}: a string or a list of strings. */
    List<String> audience() {
        var value = present("aud").orElseThrow(Claims::wrong);
        return switch (value) {
            case JsonString one -> List.of(one.getString());
            case JsonArray several -> several.stream().map(Claims::text).toList();
            default -> throw wrong();
        };
    }

    /** A claim that must be a string with something in it. */
    String required(String name) {
        return JsonObjects.string(json, name).filter(text -> !text.isBlank()).orElseThrow(Claims::wrong);
    }

    /** A claim that must be a string, whatever is in it. */
    String text(String name) {
        return JsonObjects.string(json, name).orElseThrow(Claims::wrong);
    }

    /** Events wanted, at least 1: a positive integer or a string of digits, otherwise 100. */
    int entitiesLimit() {
        var limit = present("CTR_ENTITIES_LIMIT").map(Claims::limit).orElse(0);
        return limit > 0 ? limit : DEFAULT_ENTITIES_LIMIT;
    }

    private static int limit(JsonValue value) {
        return switch (value) {
            case JsonNumber number -> wholePart(number.doubleValue());
            case JsonString text -> wholeNumber(text.getString().strip());
            default -> 0;
        };
    }

    private static int wholePart(double value) {
        return value == Math.rint(value) ? (int) value : 0; // the cast stops at the largest int
    }

    private static int wholeNumber(String text) {
        var digits = DIGITS.matcher(text);
        if (!digits.matches()) {
            return 0;
        }
        return digits.group(1).length() > DIGITS_OF_MAX_INT
                ? Integer.MAX_VALUE
                : (int) Math.min(Long.parseLong(digits.group(1)), Integer.MAX_VALUE);
    }

    private Optional<JsonValue> present(String name) {
        return Optional.ofNullable(json.get(name)).filter(value -> value.getValueType() != JsonValue.ValueType.NULL);
    }

    private static JsonNumber number(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number;
        }
        throw wrong();
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw wrong();
    }

    private static AuthorizationException wrong() {
        return new AuthorizationException(Reason.WRONG_PAYLOAD_STRUCTURE);
    }

    /** Without its content, which holds the password. */
    @Override
    public String toString() {
        return "Claims[***]";
    }
}
