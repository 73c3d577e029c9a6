package io.tr05.qradar.qradar;

import io.helidon.http.Method;
import io.tr05.qradar.metrics.ConsoleOperation;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One call of the console's API.
 *
 * @param method the HTTP method
 * @param path below {@code /api}, percent-encoded
 * @param query query parameters, not encoded
 * @param form the fields of a form-encoded body, not encoded; absent for no such body
 * @param json a body of JSON; absent for no such body; never beside {@code form}
 * @param headers further headers
 * @param role what the account needs for it
 * @param patience the longest silence to wait through while reading
 */
record ConsoleRequest(
        Method method,
        String path,
        Map<String, String> query,
        Optional<Map<String, String>> form,
        Optional<String> json,
        Map<String, String> headers,
        Role role,
        Duration patience) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static ConsoleRequest get(Role role, String path) {
        return of(Method.GET, role, path);
    }

    static ConsoleRequest post(Role role, String path) {
        return of(Method.POST, role, path);
    }

    static ConsoleRequest delete(Role role, String path) {
        return of(Method.DELETE, role, path);
    }

    private static ConsoleRequest of(Method method, Role role, String path) {
        return new ConsoleRequest(method, path, Map.of(), Optional.empty(), Optional.empty(), Map.of(), role, PATIENCE);
    }

    ConsoleRequest query(String name, String value) {
        return new ConsoleRequest(method, path, with(query, name, value), form, json, headers, role, patience);
    }

    ConsoleRequest form(String name, String value) {
        Map<String, String> fields = with(form.orElse(Map.of()), name, value);
        return new ConsoleRequest(method, path, query, Optional.of(fields), json, headers, role, patience);
    }

    ConsoleRequest json(String body) {
        return new ConsoleRequest(method, path, query, form, Optional.of(body), headers, role, patience);
    }

    ConsoleRequest header(String name, String value) {
        return new ConsoleRequest(method, path, query, form, json, with(headers, name, value), role, patience);
    }

    /** A page of a list: {@code Range: items=first-last}, both included. */
    ConsoleRequest items(int first, int last) {
        return header("Range", "items=" + first + "-" + last);
    }

    ConsoleRequest patience(Duration silence) {
        return new ConsoleRequest(method, path, query, form, json, headers, role, silence);
    }

    /** What it is, whatever search or set it is about. */
    ConsoleOperation operation() {
        boolean reads = method.equals(Method.GET);
        if (path.equals(ApiVersions.PATH)) {
            return ConsoleOperation.VERSIONS;
        }
        if (path.startsWith("/ariel/databases")) {
            return ConsoleOperation.COLUMNS;
        }
        if (path.equals("/ariel/searches")) {
            return ConsoleOperation.SEARCH_CREATE;
        }
        if (path.startsWith("/ariel/searches/")) {
            return !reads
                    ? ConsoleOperation.SEARCH_DISCARD
                    : path.endsWith("/results") ? ConsoleOperation.SEARCH_RESULTS : ConsoleOperation.SEARCH_STATUS;
        }
        if (path.startsWith("/reference_data")) {
            return reads ? ConsoleOperation.SETS_READ : ConsoleOperation.SETS_CHANGE;
        }
        return ConsoleOperation.OTHER;
    }

    /** GET and DELETE may be sent again when the connection broke; a POST may have been carried out already. */
    boolean isIdempotent() {
        return !method.equals(Method.POST);
    }

    /**
     * The whole address of the call.
     *
     * @param authority host and port of the console
     */
    URI uri(String authority) {
        return URI.create("https://" + authority + target());
    }

    /** Path and query as they stand in the request line. */
    String target() {
        String parameters = query.entrySet().stream()
                .map(entry -> percentEncode(entry.getKey()) + "=" + percentEncode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return "/api" + path + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    /** The body of a form, {@code application/x-www-form-urlencoded}. */
    String formBody() {
        return form.orElse(Map.of()).entrySet().stream()
                .map(entry -> formEncode(entry.getKey()) + "=" + formEncode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String formEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All but RFC 3986's unreserved characters as {@code %XX}. */
    static String percentEncode(String text) {
        StringBuilder encoded = new StringBuilder(2 * text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHighHexDigit(octet)).append(HEX.toLowHexDigit(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || "-._~".indexOf(octet) >= 0;
    }

    /**
     * A name or value as one path segment of the reference-data API: IBM asks for reserved characters to be encoded twice
     * ({@code /} as {@code %252F}); what is not reserved, a space for one, is encoded once like anywhere else. A segment of
     * one or two dots would be resolved on the way, and {@code DELETE sets/x/.} remove a set and not its element: these are
     * encoded twice, too.
     */
    static String pathSegment(String text) {
        if (text.equals(".") || text.equals("..")) {
            return text.replace(".", "%252E");
        }
        StringBuilder reservedOnce = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (RESERVED.indexOf(character) >= 0) {
                reservedOnce.append(percentEncode(Character.toString(character)));
            } else {
                reservedOnce.appendCodePoint(character);
            }
        });
        return percentEncode(reservedOnce.toString());
    }

    /** RFC 3986's reserved characters, the percent sign itself, and the backslash, which servlet containers refuse. */
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=%\\";

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(some);
        all.put(name, value);
        return all;
    }
}
