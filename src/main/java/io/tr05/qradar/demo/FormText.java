package io.tr05.qradar.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The {@code a=b&c=d} form of queries and bodies, and percent-encoding in paths. */
final class FormText {

    private static final Pattern AMPERSAND = Pattern.compile("&");

    private FormText() {}

    /** The parameters in order, the first of several values; a malformed escape is kept as text. */
    static Map<String, String> parse(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        AMPERSAND.splitAsStream(text).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            found.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        });
        return Collections.unmodifiableMap(found);
    }

    /**
     * Decodes a path segment once; a plus sign is a plus sign.
     *
     * @throws IllegalArgumentException on a malformed escape
     */
    static String decodeSegment(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
