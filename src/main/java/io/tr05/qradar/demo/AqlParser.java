package io.tr05.qradar.demo;

import io.tr05.qradar.demo.AqlCondition.Operator;
import io.tr05.qradar.demo.AqlTokens.Kind;
import io.tr05.qradar.demo.AqlTokens.Token;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the part of AQL that searches over events need:
 *
 * <pre>
 * SELECT * | value [AS name], … FROM events [WHERE condition] [ORDER BY value [ASC|DESC], …]
 * [LIMIT n] [START time [STOP time] | LAST n DAYS|HOURS|MINUTES]
 * </pre>
 *
 * Clauses come in this order. Anything else is refused with an {@link AqlException}, never another
 * exception.
 */
final class AqlParser {

    private static final int DEEPEST = 100;
    private static final Set<String> RESERVED = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "LIKE",
            "ILIKE",
            "IS",
            "NULL",
            "ORDER",
            "BY",
            "ASC",
            "DESC",
            "LIMIT",
            "START",
            "STOP",
            "LAST",
            "AS",
            "GROUP",
            "HAVING",
            "PARAMETERS",
            "MATCHES",
            "BETWEEN");
    private static final DateTimeFormatter CONSOLE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final AqlTokens tokens;
    private final ZoneId zone;
    private int depth;

    private AqlParser(String text, ZoneId zone) {
        this.tokens = new AqlTokens(text);
        this.zone = zone;
    }

    /**
     * Parses a query.
     *
     * @param zone the console's, in which quoted times are meant
     * @throws AqlException if the text is not a query of this subset
     */
    static AqlQuery parse(String text, ZoneId zone) {
        return new AqlParser(text, zone).query();
    }

    private AqlQuery query() {
        tokens.expectWord("SELECT");
        var columns = outputs();
        tokens.expectWord("FROM");
        tokens.expectWord("events");
        var where = tokens.takeWord("WHERE") ? anyOf() : AqlCondition.ANY_ROW;
        var orders = orders();
        var limit = tokens.takeWord("LIMIT") ? OptionalInt.of(wholeNumber()) : OptionalInt.empty();
        var window = window();
        tokens.expect(Kind.END);
        return new AqlQuery(columns, where, orders, limit, window);
    }

    private List<AqlQuery.Output> outputs() {
        return tokens.takeSymbol("*") ? List.of() : commaSeparated(this::output);
    }

    private AqlQuery.Output output() {
        var value = value();
        return new AqlQuery.Output(value, tokens.takeWord("AS") ? alias() : value.defaultName());
    }

    private String alias() {
        var token = tokens.next();
        return switch (token.kind()) {
            case WORD -> notReserved(token);
            case QUOTED, TEXT -> token.text();
            case NUMBER, SYMBOL, END -> throw token.unexpected();
        };
    }

    private static String notReserved(Token word) {
        if (RESERVED.contains(word.text().toUpperCase(Locale.ROOT))) {
            throw word.unexpected();
        }
        return word.text();
    }

    private AqlCondition anyOf() {
        var conditions = new ArrayList<AqlCondition>();
        do {
            conditions.add(allOf());
        } while (tokens.takeWord("OR"));
        return conditions.size() == 1 ? conditions.getFirst() : new AqlCondition.Any(conditions);
    }

    private AqlCondition allOf() {
        var conditions = new ArrayList<AqlCondition>();
        do {
            conditions.add(single());
        } while (tokens.takeWord("AND"));
        return conditions.size() == 1 ? conditions.getFirst() : new AqlCondition.All(conditions);
    }

    private AqlCondition single() {
        if (tokens.takeWord("NOT")) {
            return new AqlCondition.Not(deeper(this::single));
        }
        if (tokens.takeSymbol("(")) {
            var inner = deeper(this::anyOf);
            tokens.expectSymbol(")");
            return inner;
        }
        return predicate();
    }

    private AqlCondition predicate() {
        var left = value();
        if (tokens.takeWord("IS")) {
            boolean present = tokens.takeWord("NOT");
            tokens.expectWord("NULL");
            return negatedIf(present, new AqlCondition.Missing(left));
        }
        boolean negated = tokens.takeWord("NOT");
        if (tokens.takeWord("IN")) {
            return negatedIf(negated, AqlCondition.OneOf.of(left, parenthesised(this::value)));
        }
        boolean ignoreCase = tokens.takeWord("ILIKE");
        if (ignoreCase || tokens.takeWord("LIKE")) {
            var pattern = tokens.expect(Kind.TEXT).text();
            return negatedIf(negated, new AqlCondition.Like(left, pattern, ignoreCase));
        }
        return negated ? refuse() : comparison(left);
    }

    private AqlCondition comparison(AqlExpression left) {
        var operator = operator();
        if (operator.isPresent()) {
            return new AqlCondition.Comparison(left, operator.get(), value());
        }
        return left instanceof AqlExpression.Call call ? new AqlCondition.Holds(call) : refuse();
    }

    private Optional<Operator> operator() {
        if (tokens.peek().kind() != Kind.SYMBOL) {
            return Optional.empty();
        }
        Optional<Operator> found =
                switch (tokens.peek().text()) {
                    case "=" -> Optional.of(Operator.EQUAL);
                    case "!=", "<>" -> Optional.of(Operator.NOT_EQUAL);
                    case "<" -> Optional.of(Operator.LESS);
                    case "<=" -> Optional.of(Operator.LESS_OR_EQUAL);
                    case ">" -> Optional.of(Operator.GREATER);
                    case ">=" -> Optional.of(Operator.GREATER_OR_EQUAL);
                    default -> Optional.empty();
                };
        found.ifPresent(operator -> tokens.next());
        return found;
    }

    private AqlCondition refuse() {
        throw tokens.peek().unexpected();
    }

    private static AqlCondition negatedIf(boolean negated, AqlCondition condition) {
        return negated ? new AqlCondition.Not(condition) : condition;
    }

    private AqlExpression value() {
        var token = tokens.next();
        return switch (token.kind()) {
            case QUOTED -> new AqlExpression.Column(token.text(), true);
            case TEXT -> new AqlExpression.Text(token.text());
            case NUMBER -> new AqlExpression.Numeral(decimal(token));
            case WORD -> wordValue(token);
            case SYMBOL -> negativeNumber(token);
            case END -> throw token.unexpected();
        };
    }

    private AqlExpression negativeNumber(Token sign) {
        if (!sign.text().equals("-")) {
            throw sign.unexpected();
        }
        return new AqlExpression.Numeral(-decimal(tokens.expect(Kind.NUMBER)));
    }

    private AqlExpression wordValue(Token word) {
        var name = notReserved(word);
        if (tokens.peek().is(Kind.SYMBOL, "(")) {
            var arguments = deeper(() -> parenthesised(this::value));
            return new AqlExpression.Call(name.toUpperCase(Locale.ROOT), arguments);
        }
        if (name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false")) {
            return new AqlExpression.Truth(name.equalsIgnoreCase("true"));
        }
        return new AqlExpression.Column(name, false);
    }

    private List<AqlQuery.Order> orders() {
        if (!tokens.takeWord("ORDER")) {
            return List.of();
        }
        tokens.expectWord("BY");
        return commaSeparated(this::order);
    }

    private AqlQuery.Order order() {
        var value = value();
        boolean descending = tokens.takeWord("DESC");
        if (!descending) {
            tokens.takeWord("ASC");
        }
        return new AqlQuery.Order(value, descending);
    }

    private Optional<AqlQuery.Window> window() {
        if (tokens.takeWord("LAST")) {
            return Optional.of(new AqlQuery.Last(span()));
        }
        if (!tokens.takeWord("START")) {
            return Optional.empty();
        }
        var start = time();
        var stop = tokens.takeWord("STOP") ? Optional.of(time()) : Optional.<Instant>empty();
        if (stop.isPresent() && stop.get().isBefore(start)) {
            throw new AqlException("STOP time is before START time");
        }
        return Optional.of(new AqlQuery.Between(start, stop));
    }

    private Duration span() {
        int count = wholeNumber();
        var unit = tokens.expect(Kind.WORD);
        return switch (unit.text().toUpperCase(Locale.ROOT)) {
            case "DAYS" -> Duration.ofDays(count);
            case "HOURS" -> Duration.ofHours(count);
            case "MINUTES" -> Duration.ofMinutes(count);
            default -> throw unit.unexpected();
        };
    }

    private Instant time() {
        var token = tokens.next();
        try {
            return switch (token.kind()) {
                case NUMBER -> Instant.ofEpochMilli(Long.parseLong(token.text()));
                case TEXT ->
                    LocalDateTime.parse(token.text(), CONSOLE_TIME).atZone(zone).toInstant();
                case WORD, QUOTED, SYMBOL, END -> throw token.unexpected();
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw token.unexpected();
        }
    }

    private int wholeNumber() {
        var token = tokens.expect(Kind.NUMBER);
        try {
            return Integer.parseInt(token.text());
        } catch (NumberFormatException e) {
            throw token.unexpected();
        }
    }

    private static double decimal(Token token) {
        try {
            return Double.parseDouble(token.text());
        } catch (NumberFormatException e) {
            throw token.unexpected();
        }
    }

    private <T> List<T> parenthesised(Supplier<T> element) {
        tokens.expectSymbol("(");
        var elements = commaSeparated(element);
        tokens.expectSymbol(")");
        return elements;
    }

    private <T> List<T> commaSeparated(Supplier<T> element) {
        var elements = new ArrayList<T>();
        do {
            elements.add(element.get());
        } while (tokens.takeSymbol(","));
        return elements;
    }

    private <T> T deeper(Supplier<T> part) {
        if (++depth > DEEPEST) {
            throw new AqlException("the query is nested too deeply");
        }
        var read = part.get();
        depth--;
        return read;
    }
}
