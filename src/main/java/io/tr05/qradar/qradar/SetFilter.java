package io.tr05.qradar.qradar;

import java.util.Collection;
import java.util.stream.Collectors;

/** Texts in the {@code filter} parameter of QRadar's API. */
final class SetFilter {

    private SetFilter() {}

    /** A string in a filter stands in double quotes. */
    static String literal(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Whether a text stands in a filter as it is, so that no console can disagree about how it is quoted. */
    static boolean isPlain(String value) {
        return value.indexOf('"') < 0 && value.indexOf('\\') < 0;
    }

    /**
     * The field is one of these.
     *
     * @param values at least one
     */
    static String isOneOf(String field, Collection<String> values) {
        String literals = values.stream().map(SetFilter::literal).collect(Collectors.joining(","));
        return values.size() == 1 ? field + " = " + literals : field + " in (" + literals + ")";
    }
}
