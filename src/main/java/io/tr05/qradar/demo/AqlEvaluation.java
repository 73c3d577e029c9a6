package io.tr05.qradar.demo;

import io.tr05.qradar.config.Wildcards;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A query checked against a table: its columns and functions exist there. */
final class AqlEvaluation {

    /** What {@code SELECT *} answers, where the table has it. */
    private static final List<String> DEFAULT_COLUMNS = List.of(
            "starttime",
            "protocolid",
            "sourceip",
            "logsourceid",
            "qid",
            "sourceport",
            "eventcount",
            "magnitude",
            "identityip",
            "destinationip",
            "destinationport",
            "category",
            "username");

    private final AqlQuery query;
    private final EventTable table;
    private final AqlQuery.Rounding rounding;

    /**
     * Checks the query.
     *
     * @throws AqlException if a column or a function is unknown
     */
    AqlEvaluation(AqlQuery query, EventTable table, AqlQuery.Rounding rounding) {
        this.query = query;
        this.table = table;
        this.rounding = rounding;
        query.columns().forEach(output -> check(output.value()));
        query.orderBy().forEach(order -> check(unaliased(order.value())));
        check(query.where());
    }

    /** How long a time is searched. */
    Duration window(Instant now) {
        return Duration.between(span().start(now), span().stop(now, rounding));
    }

    private AqlQuery.Window span() {
        return query.window().orElse(AqlQuery.RECENT);
    }

    /** The answer's rows, names in the order of the query. */
    List<ResultRow> rows(Instant now) {
        long start = span().start(now).toEpochMilli();
        long stop = span().stop(now, rounding).toEpochMilli();
        Stream<Map<String, Object>> found = table.rows().stream()
                .filter(row -> isWithin(row, start, stop))
                .filter(row -> holds(query.where(), row));
        if (!query.orderBy().isEmpty()) {
            found = found.sorted(order());
        }
        return found.limit(query.limit().orElse(Integer.MAX_VALUE))
                .map(this::answer)
                .toList();
    }

    private static boolean isWithin(Map<String, Object> row, long start, long stop) {
        return row.get("starttime") instanceof Number time && time.longValue() >= start && time.longValue() < stop;
    }

    private ResultRow answer(Map<String, Object> row) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        for (var output : outputs()) {
            answer.put(output.name(), shown(output.value(), value(output.value(), row)));
        }
        return new ResultRow(answer);
    }

    private List<AqlQuery.Output> outputs() {
        return query.columns().isEmpty()
                ? DEFAULT_COLUMNS.stream()
                        .filter(name -> table.column(name, true).isPresent())
                        .map(name -> new AqlQuery.Output(new AqlExpression.Column(name, true), name))
                        .toList()
                : query.columns();
    }

    /** A payload that is not made text is bytes, and JSON shows bytes in Base64. */
    private static @Nullable Object shown(AqlExpression expression, @Nullable Object value) {
        boolean bytes = expression instanceof AqlExpression.Column column
                && column.name().equalsIgnoreCase("payload");
        return bytes && value instanceof String text
                ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
                : value;
    }

    private Comparator<Map<String, Object>> order() {
        return query.orderBy().stream()
                .map(this::order)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private Comparator<Map<String, Object>> order(AqlQuery.Order order) {
        var by = unaliased(order.value());
        Comparator<Map<String, Object>> ascending =
                (left, right) -> compareWithMissing(value(by, left), value(by, right));
        return order.descending() ? ascending.reversed() : ascending;
    }

    /** ORDER BY may name an alias of the SELECT list. */
    private AqlExpression unaliased(AqlExpression expression) {
        return query.columns().stream()
                .filter(output -> expression instanceof AqlExpression.Column column
                        && column.name().equals(output.name()))
                .map(AqlQuery.Output::value)
                .findFirst()
                .orElse(expression);
    }

    private void check(AqlExpression expression) {
        switch (expression) {
            case AqlExpression.Column column -> checkColumn(column);
            case AqlExpression.Call call -> {
                AqlFunctions.check(call);
                call.arguments().forEach(this::check);
            }
            case AqlExpression.Text text -> {}
            case AqlExpression.Numeral number -> {}
            case AqlExpression.Truth truth -> {}
        }
    }

    private void checkColumn(AqlExpression.Column column) {
        if (table.column(column.name(), column.quoted()).isEmpty()) {
            throw new AqlException("Field '" + column.name() + "' does not exist in catalog 'events'");
        }
    }

    private void check(AqlCondition condition) {
        switch (condition) {
            case AqlCondition.All all -> all.conditions().forEach(this::check);
            case AqlCondition.Any any -> any.conditions().forEach(this::check);
            case AqlCondition.Not not -> check(not.condition());
            case AqlCondition.Comparison comparison -> {
                check(comparison.left());
                check(comparison.right());
            }
            case AqlCondition.OneOf oneOf -> {
                check(oneOf.value());
                oneOf.others().forEach(this::check);
            }
            case AqlCondition.Like like -> check(like.value());
            case AqlCondition.Missing missing -> check(missing.value());
            case AqlCondition.Holds holds -> check(holds.call());
        }
    }

    private boolean holds(AqlCondition condition, Map<String, Object> row) {
        return switch (condition) {
            case AqlCondition.All all -> all.conditions().stream().allMatch(each -> holds(each, row));
            case AqlCondition.Any any -> any.conditions().stream().anyMatch(each -> holds(each, row));
            case AqlCondition.Not not -> !holds(not.condition(), row);
            case AqlCondition.Comparison comparison ->
                compare(value(comparison.left(), row), comparison.operator(), value(comparison.right(), row));
            case AqlCondition.OneOf oneOf -> isOneOf(oneOf, row);
            case AqlCondition.Like like -> isLike(like, value(like.value(), row));
            case AqlCondition.Missing missing -> value(missing.value(), row) == null;
            case AqlCondition.Holds call -> Boolean.TRUE.equals(value(call.call(), row));
        };
    }

    private boolean isOneOf(AqlCondition.OneOf oneOf, Map<String, Object> row) {
        var value = value(oneOf.value(), row);
        return isOneOf(value, oneOf.texts())
                || oneOf.others().stream()
                        .anyMatch(option -> compare(value, AqlCondition.Operator.EQUAL, value(option, row)));
    }

    private static boolean isOneOf(@Nullable Object value, Set<String> texts) {
        return value instanceof Number
                ? texts.stream().anyMatch(text -> compare(value, AqlCondition.Operator.EQUAL, text))
                : value != null && texts.contains(value.toString());
    }

    private static boolean isLike(AqlCondition.Like like, @Nullable Object value) {
        if (value == null) {
            return false;
        }
        var text = value.toString();
        return like.ignoreCase()
                ? Wildcards.match(like.pattern().toLowerCase(Locale.ROOT), '%', '_', text.toLowerCase(Locale.ROOT))
                : Wildcards.match(like.pattern(), '%', '_', text);
    }

    private static boolean compare(@Nullable Object left, AqlCondition.Operator operator, @Nullable Object right) {
        return left != null && right != null && operator.accepts(compareValues(left, right));
    }

    private static int compareWithMissing(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return compareValues(left, right);
    }

    /** Numbers by size, also when one of them is written as text; everything else as text. */
    private static int compareValues(Object left, Object right) {
        if (left instanceof Number || right instanceof Number) {
            try {
                return Double.compare(number(left), number(right));
            } catch (NumberFormatException e) {
                return left.toString().compareTo(right.toString());
            }
        }
        return left.toString().compareTo(right.toString());
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble(value.toString());
    }

    private @Nullable Object value(AqlExpression expression, Map<String, Object> row) {
        return switch (expression) {
            case AqlExpression.Column column -> columnValue(column, row);
            case AqlExpression.Text text -> text.value();
            case AqlExpression.Numeral number -> number.value();
            case AqlExpression.Truth truth -> truth.value();
            case AqlExpression.Call call ->
                AqlFunctions.apply(call.function(), i -> value(call.arguments().get(i), row), table.names());
        };
    }

    private @Nullable Object columnValue(AqlExpression.Column name, Map<String, Object> row) {
        var column = table.column(name.name(), name.quoted()).orElseThrow();
        var value = row.get(column.name());
        return value == null ? column.blank().orElse(null) : value;
    }
}
