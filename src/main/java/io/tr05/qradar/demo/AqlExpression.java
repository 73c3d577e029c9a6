package io.tr05.qradar.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A value in AQL: of a row, or constant. */
sealed interface AqlExpression {

    /** The name in the answer when the query gives no alias. */
    String defaultName();

    /** A column; quoted names are custom properties as a rule, but need not be. */
    record Column(String name, boolean quoted) implements AqlExpression {
        @Override
        public String defaultName() {
            return name;
        }
    }

    record Text(String value) implements AqlExpression {
        @Override
        public String defaultName() {
            return value;
        }
    }

    record Numeral(double value) implements AqlExpression {
        @Override
        public String defaultName() {
            return Double.toString(value);
        }
    }

    record Truth(boolean value) implements AqlExpression {
        @Override
        public String defaultName() {
            return Boolean.toString(value);
        }
    }

    /** A function of a row's values; the name in upper case. */
    record Call(String function, List<AqlExpression> arguments) implements AqlExpression {

        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String defaultName() {
            return function.toLowerCase(Locale.ROOT) + "_"
                    + arguments.stream().map(AqlExpression::defaultName).collect(Collectors.joining("_"));
        }
    }
}
