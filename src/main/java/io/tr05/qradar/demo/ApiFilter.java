package io.tr05.qradar.demo;

import io.tr05.qradar.config.Wildcards;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The {@code filter} parameter: comparisons of fields with literals ({@code name = "x"}, {@code id
 * in (1, 2)}, {@code name like "a%"}), joined by AND, OR, NOT and parentheses. A text literal is in
 * double quotes, with a backslash before a quote or a backslash inside.
 */
final class ApiFilter {

    private static final int DEEPEST = 50;
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\"|!=|<>|<=|>=|[=<>(),]|[^\\s\"=<>!(),]+)", Pattern.DOTALL);

    private final String text;
    private final List<String> tokens;
    private int at;
    private int depth;

    private ApiFilter(String text) {
        this.text = text;
        this.tokens = tokens(text);
    }

    private static List<String> tokens(String text) {
        var found = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        int read = 0;
        while (matcher.region(read, text.length()).lookingAt()) {
            found.add(matcher.group(1));
            read = matcher.end();
        }
        if (!text.substring(read).isBlank()) {
            throw bad(text);
        }
        return found;
    }

    /** Parses a filter; a field unknown to a tested object makes the test fail as a bad parameter. */
    static Predicate<Map<String, ?>> parse(String text) {
        var filter = new ApiFilter(text);
        var condition = filter.anyOf();
        if (filter.at < filter.tokens.size()) {
            throw filter.bad();
        }
        return condition;
    }

    private Predicate<Map<String, ?>> anyOf() {
        var condition = allOf();
        while (take("or")) {
            condition = condition.or(allOf());
        }
        return condition;
    }

    private Predicate<Map<String, ?>> allOf() {
        var condition = single();
        while (take("and")) {
            condition = condition.and(single());
        }
        return condition;
    }

    private Predicate<Map<String, ?>> single() {
        if (++depth > DEEPEST) {
            throw bad();
        }
        try {
            if (take("not")) {
                return single().negate();
            }
            if (take("(")) {
                var inner = anyOf();
                expect(")");
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Predicate<Map<String, ?>> comparison() {
        var field = next();
        if (!field.matches("[a-z_][a-zA-Z0-9_]*")) {
            throw bad();
        }
        var operator = next().toLowerCase(Locale.ROOT);
        if (operator.equals("not")) {
            expect("in");
            return oneOf(field).negate();
        }
        if (operator.equals("in")) {
            return oneOf(field);
        }
        var literal = literal(next());
        return switch (operator) {
            case "=" -> object -> compare(value(object, field), literal) == 0;
            case "!=", "<>" -> object -> compare(value(object, field), literal) != 0;
            case "<" -> object -> compare(value(object, field), literal) < 0;
            case "<=" -> object -> compare(value(object, field), literal) <= 0;
            case ">" -> object -> compare(value(object, field), literal) > 0;
            case ">=" -> object -> compare(value(object, field), literal) >= 0;
            case "like" -> object -> Wildcards.match(literal, '%', '_', value(object, field));
            case "ilike" ->
                object -> Wildcards.match(
                        literal.toLowerCase(Locale.ROOT),
                        '%',
                        '_',
                        value(object, field).toLowerCase(Locale.ROOT));
            default -> throw bad();
        };
    }

    private Predicate<Map<String, ?>> oneOf(String field) {
        expect("(");
        var options = new ArrayList<String>();
        do {
            options.add(literal(next()));
        } while (take(","));
        expect(")");
        return object -> options.contains(value(object, field));
    }

    private String literal(String token) {
        if (token.startsWith("\"")) {
            return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        if (!token.matches("[-\\w.:]+")) {
            throw bad();
        }
        return token;
    }

    private static String value(Map<String, ?> object, String field) {
        var value = object.get(field);
        if (value == null) {
            throw ApiFailure.badParameter("The field " + field + " is unknown in the filter.");
        }
        return value.toString();
    }

    private static int compare(String left, String right) {
        try {
            return Long.compare(Long.parseLong(left), Long.parseLong(right));
        } catch (NumberFormatException e) {
            return left.compareTo(right);
        }
    }

    private boolean take(String token) {
        boolean found = at < tokens.size() && tokens.get(at).equalsIgnoreCase(token);
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw bad();
        }
    }

    private String next() {
        if (at >= tokens.size()) {
            throw bad();
        }
        return tokens.get(at++);
    }

    private ApiFailure bad() {
        return bad(text);
    }

    private static ApiFailure bad(String text) {
        return ApiFailure.badParameter("The filter cannot be parsed: " + text);
    }
}
