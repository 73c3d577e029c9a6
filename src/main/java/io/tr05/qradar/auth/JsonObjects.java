package io.tr05.qradar.auth;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Strict reading of JSON objects that strangers wrote. */
final class JsonObjects {
    // a name given twice is refused (RFC 7515 section 4): two readers could otherwise see two tokens in one
    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private JsonObjects() {}

    /** @throws JsonException when the bytes are not one JSON object in UTF-8 and nothing else */
    static JsonObject parse(byte[] utf8) {
        try (var reader = READERS.createReader(new StringReader(text(utf8)))) {
            var object = reader.readObject();
            requireNothingAfter(utf8);
            return object;
        } catch (JsonException e) {
            throw e;
        } catch (CharacterCodingException e) {
            throw new JsonException("not UTF-8", e);
        } catch (RuntimeException e) {
            // the parser throws others too, for numbers and nesting beyond its limits
            throw new JsonException("not a JSON object", e);
        }
    }

    /** A reader of bytes would put a replacement for what is no UTF-8, and two names or values could become one. */
    private static String text(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    /** The reader stops at the end of the object and knows duplicates; the parser the other way round. */
    private static void requireNothingAfter(byte[] utf8) {
        try (var parser = PARSERS.createParser(new ByteArrayInputStream(utf8), StandardCharsets.UTF_8)) {
            parser.next();
            parser.skipObject();
            if (parser.hasNext()) {
                throw new JsonException("text after the object");
            }
        }
    }

    /** A member that is a string; empty when it is absent or anything else. */
    static Optional<String> string(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }
}
