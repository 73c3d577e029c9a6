package io.tr05.qradar.demo;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of a search's results: names in the order of the query, missing values as {@code null}. */
record ResultRow(@JsonValue Map<String, @Nullable Object> values) {

    /** The same row with these columns' whole numbers as floating-point ones. */
    ResultRow withDoubles(Set<String> names) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
        changed.replaceAll((name, value) ->
                names.contains(name) && value instanceof Long number ? (Object) number.doubleValue() : value);
        return new ResultRow(changed);
    }
}
