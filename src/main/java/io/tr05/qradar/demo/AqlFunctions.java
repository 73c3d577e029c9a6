package io.tr05.qradar.demo;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The AQL functions that the simulated console knows. */
final class AqlFunctions {

    private static final Map<String, Integer> ARGUMENTS =
            Map.of("LOWER", 1, "UPPER", 1, "UTF8", 1, "STR", 1, "INCIDR", 2);

    private AqlFunctions() {}

    /** Refuses a function that is unknown, or has another number of arguments. */
    static void check(AqlExpression.Call call) {
        var name = call.function();
        int expected = EventNames.Kind.ofFunction(name).isPresent() ? 1 : ARGUMENTS.getOrDefault(name, -1);
        if (expected < 0) {
            throw new AqlException("Function '" + name + "' does not exist");
        }
        if (expected != call.arguments().size()) {
            throw new AqlException("Function '" + name + "' takes " + expected + " argument(s)");
        }
        if (name.equals("INCIDR")
                && !(call.arguments().getFirst() instanceof AqlExpression.Text range && isRange(range.value()))) {
            throw new AqlException("Function 'INCIDR' takes a network such as '10.0.0.0/8'");
        }
    }

    /** The value of a checked function for one row; {@code null} when an argument is missing. */
    static @Nullable Object apply(String function, IntFunction<@Nullable Object> arguments, EventNames names) {
        var first = arguments.apply(0);
        if (first == null) {
            return null;
        }
        return switch (function) {
            case "LOWER" -> first.toString().toLowerCase(Locale.ROOT);
            case "UPPER" -> first.toString().toUpperCase(Locale.ROOT);
            case "UTF8", "STR" -> first.toString();
            case "INCIDR" -> isInRange(first.toString(), arguments.apply(1));
            default -> name(function, first, names);
        };
    }

    private static @Nullable Object name(String function, Object number, EventNames names) {
        return EventNames.Kind.ofFunction(function)
                .filter(kind -> number instanceof Number)
                .flatMap(kind -> names.of(kind, ((Number) number).longValue()))
                .orElse(null);
    }

    private static boolean isRange(String range) {
        int slash = range.indexOf('/');
        return slash > 0 && ipv4(range.substring(0, slash)).isPresent() && range.matches("[^/]+/(3[0-2]|[12]?[0-9])");
    }

    private static boolean isInRange(String range, @Nullable Object address) {
        int slash = range.indexOf('/');
        int bits = Integer.parseInt(range.substring(slash + 1));
        var network = ipv4(range.substring(0, slash));
        var tested = address == null ? OptionalLong.empty() : ipv4(address.toString());
        return network.isPresent()
                && tested.isPresent()
                && network.getAsLong() >> (32 - bits) == tested.getAsLong() >> (32 - bits);
    }

    /** A dotted address as a number of 32 bits. */
    static OptionalLong ipv4(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (var part : text.split("\\.", -1)) {
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                return OptionalLong.empty();
            }
            number = number << 8 | octet;
        }
        return OptionalLong.of(number);
    }
}
