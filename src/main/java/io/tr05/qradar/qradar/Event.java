package io.tr05.qradar.qradar;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * One row of a search's answer. QRadar's ways of saying "no value" ({@code null}, {@code 0.0.0.0}, {@code N/A} …, see
 * qradar.md section 3) are gone: a column is there with a real value or it is absent. Column names ignore case, as AQL
 * does.
 */
public final class Event {

    private static final Set<String> NO_VALUE = Set.of(
            "",
            "null",
            "NULL",
            "N/A",
            "0.0.0.0",
            "::",
            "0:0:0:0:0:0:0:0",
            "0000:0000:0000:0000:0000:0000:0000:0000",
            "00:00:00:00:00:00");

    private final Map<String, String> values;

    private Event(Map<String, String> values) {
        this.values = values;
    }

    /**
     * An event with these columns.
     *
     * @param columns column name -> value as text
     */
    public static Event of(Map<String, String> columns) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        columns.forEach((name, value) -> put(values, name, value));
        return new Event(values);
    }

    /**
     * Reads a row token by token: what is not a plain value is passed over without being held in memory.
     *
     * @param row at the beginning of an object; afterwards at its end
     */
    static Event read(JsonParser row) throws IOException {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        while (row.nextToken() == JsonToken.FIELD_NAME) {
            String name = row.currentName();
            JsonToken value = row.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                put(values, name, row.getText());
            } else {
                row.skipChildren();
            }
        }
        return new Event(values);
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (!isNoValue(value)) {
            values.put(name, value);
        }
    }

    /**
     * Whether a text is one of QRadar's ways of saying that there is no value.
     *
     * @param value of a column
     */
    public static boolean isNoValue(String value) {
        return NO_VALUE.contains(value.strip());
    }

    /**
     * Whether a column has a value.
     *
     * @param column the name or alias in the query
     */
    public boolean has(String column) {
        return values.containsKey(column);
    }

    /**
     * A column's value as text.
     *
     * @param column the name or alias in the query
     */
    public Optional<String> text(String column) {
        return Optional.ofNullable(values.get(column));
    }

    /**
     * A column's value as a whole number; QRadar also writes them as doubles ({@code 1.6135518861E12}).
     *
     * @param column the name or alias in the query
     * @return empty where there is no value or it is no number
     */
    public OptionalLong number(String column) {
        String value = values.get(column);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException notWhole) {
            return wholePart(value);
        }
    }

    /**
     * A column's value as text, a number always as the same one: QRadar writes one that is whole at one time as a double
     * ({@code 1.6135518861E12}) at another.
     *
     * @param column the name or alias in the query
     * @return as the console wrote it where it is no number, or one beyond {@code long}
     */
    public Optional<String> numeral(String column) {
        return text(column).map(Event::numeralOf);
    }

    private static String numeralOf(String value) {
        try {
            Long.parseLong(value);
            return value;
        } catch (NumberFormatException notWhole) {
            return decimal(value);
        }
    }

    private static String decimal(String value) {
        try {
            double number = Double.parseDouble(value);
            return Math.abs(number) < 0x1p63 // neither NaN nor with hundreds of digits
                    ? new BigDecimal(Double.toString(number))
                            .stripTrailingZeros()
                            .toPlainString()
                    : value;
        } catch (NumberFormatException noNumber) {
            return value;
        }
    }

    private static OptionalLong wholePart(String value) {
        try {
            double number = Double.parseDouble(value);
            return Double.isFinite(number) ? OptionalLong.of((long) number) : OptionalLong.empty();
        } catch (NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }

    /**
     * A column's value as a time.
     *
     * @param column a column in epoch milliseconds, UTC
     * @return empty where there is no value, or none after 1970
     */
    public Optional<Instant> time(String column) {
        OptionalLong millis = number(column);
        return millis.isPresent() && millis.getAsLong() > 0 && millis.getAsLong() <= LATEST_MILLIS
                ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
                : Optional.empty();
    }

    /** The end of year 9999: beyond it ISO-8601 needs a sign and readers stumble. */
    private static final long LATEST_MILLIS = 253_402_300_799_999L;

    @Override
    public String toString() {
        return "Event" + values.keySet();
    }
}
