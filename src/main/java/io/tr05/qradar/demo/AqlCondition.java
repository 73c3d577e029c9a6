package io.tr05.qradar.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a WHERE clause demands of a row. A comparison with a missing value does not hold. */
sealed interface AqlCondition {

    /** The condition of a query without WHERE. */
    AqlCondition ANY_ROW = new All(List.of());

    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        /** Whether the sign of {@code left.compareTo(right)} satisfies this operator. */
        boolean accepts(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case NOT_EQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    record All(List<AqlCondition> conditions) implements AqlCondition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record Any(List<AqlCondition> conditions) implements AqlCondition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(AqlCondition condition) implements AqlCondition {}

    record Comparison(AqlExpression left, Operator operator, AqlExpression right) implements AqlCondition {}

    /**
     * IN.
     *
     * @param texts the options that are text, as a set since there may be thousands
     * @param others the other options
     */
    record OneOf(AqlExpression value, Set<String> texts, List<AqlExpression> others) implements AqlCondition {

        public OneOf {
            texts = Set.copyOf(texts);
            others = List.copyOf(others);
        }

        static OneOf of(AqlExpression value, List<AqlExpression> options) {
            Set<String> texts = new HashSet<>();
            List<AqlExpression> others = new ArrayList<>();
            for (var option : options) {
                if (option instanceof AqlExpression.Text text) {
                    texts.add(text.value());
                } else {
                    others.add(option);
                }
            }
            return new OneOf(value, texts, others);
        }
    }

    /** LIKE, where {@code %} is any text and {@code _} any character; ILIKE ignores case. */
    record Like(AqlExpression value, String pattern, boolean ignoreCase) implements AqlCondition {}

    record Missing(AqlExpression value) implements AqlCondition {}

    /** A function that is a condition by itself, such as INCIDR. */
    record Holds(AqlExpression.Call call) implements AqlCondition {}
}
