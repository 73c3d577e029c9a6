package io.tr05.qradar.qradar;

import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes AQL. The one place where text becomes a query: a value only ever enters as a quoted literal, a name only as an
 * identifier, so no value can change a query's structure.
 */
public final class Aql {

    private static final String START_TIME = "starttime";

    /** {@code QIDNAME(qid)}: the event's name. */
    public static final String EVENT_NAME = "event_name";
    /** {@code QIDDESCRIPTION(qid)}: what the event means. */
    public static final String EVENT_DESCRIPTION = "event_descr";
    /** {@code LOGSOURCENAME(logsourceid)}: the log source that reported it. */
    public static final String LOG_SOURCE_NAME = "logsource_name";
    /** {@code LOGSOURCETYPENAME(devicetype)}: what kind of log source that is. */
    public static final String LOG_SOURCE_TYPE = "logsource_type";
    /** {@code CATEGORYNAME(category)}: QRadar's low-level category of the event. */
    public static final String CATEGORY_NAME = "category_name";
    /** {@code PROTOCOLNAME(protocolid)}: the network protocol. */
    public static final String PROTOCOL_NAME = "protocol_name";
    /** {@code DOMAINNAME(domainid)}: QRadar's domain, which is none of DNS. */
    public static final String DOMAIN_NAME = "domain_name";

    /** Columns that hold a number, and the functions that name it, which the answer has as well. */
    private static final Map<String, List<String>> NAMED = Map.of(
            "logsourceid", List.of("LOGSOURCENAME(logsourceid) AS " + LOG_SOURCE_NAME),
            "qid", List.of("QIDDESCRIPTION(qid) AS " + EVENT_DESCRIPTION, "QIDNAME(qid) AS " + EVENT_NAME),
            "category", List.of("CATEGORYNAME(category) AS " + CATEGORY_NAME),
            "devicetype", List.of("LOGSOURCETYPENAME(devicetype) AS " + LOG_SOURCE_TYPE),
            "protocolid", List.of("PROTOCOLNAME(protocolid) AS " + PROTOCOL_NAME),
            "domainid", List.of("DOMAINNAME(domainid) AS " + DOMAIN_NAME));

    /**
     * The form of QRadar's built-in columns. Anything else stands in quotes, also where it could do without: a custom
     * property may be called {@code Order} or {@code Limit}.
     */
    private static final Pattern PLAIN_IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]*");

    /** What a bare word would be taken for instead of a custom property's name; more than AQL has do no harm. */
    private static final Set<String> KEYWORDS =
            Set.of(("and any as asc between by case days desc distinct else end escape"
                            + " exists false first from group having hours ilike imatches in into is last like limit matches"
                            + " minutes not null on or order over parameters seconds select start stop then true when where with")
                    .split(" ", -1));

    /** Columns of every console that tell its events apart. */
    private static final List<String> TELLING_NUMBERS = List.of("logsourceid", "qid");

    private static final List<String> TELLING_TEXTS = List.of("sourceip", "destinationip");

    private Aql() {}

    /**
     * The text of a search for events within a window, with the columns that are searched among those returned so that each event can be
     * matched to what was asked. Where a condition can say the window's exact edges, its bounds are the whole minutes around
     * it: rounding then takes nothing from it.
     *
     * @param query what to look for
     */
    public static String of(EventQuery query) {
        String search = "SELECT " + selection(query) + " FROM events WHERE (" + condition(query.matches()) + ")";
        String limit = " LIMIT " + query.limit();
        return query.lacking().contains(START_TIME)
                ? search + limit + edges(query.window())
                : search + within(query.window()) + limit + minutesAround(query.window());
    }

    /** The last part holds for all that is before the stop; it is there to be no other call's. */
    private static String within(SearchWindow window) {
        String before = " AND " + START_TIME + " < ";
        return " AND " + START_TIME + " >= " + window.startMillis() + before + window.stopMillis()
                + (window.isUpToTheCall() ? "" : before + window.callMillis());
    }

    private static String minutesAround(SearchWindow window) {
        return " START " + SearchWindow.minute(window.startMillis()) + " STOP "
                + Math.ceilDiv(window.stopMillis(), SearchWindow.MINUTE_MILLIS) * SearchWindow.MINUTE_MILLIS;
    }

    /**
     * Bounds that stand alone, and have to be unlike another call's: where the stop is not the moment of the call, the start
     * is as far into its minute as that moment is.
     */
    private static String edges(SearchWindow window) {
        long start = window.isUpToTheCall()
                ? window.startMillis()
                : SearchWindow.minute(window.startMillis())
                        + Math.floorMod(window.callMillis(), SearchWindow.MINUTE_MILLIS);
        return " START " + start + " STOP " + window.stopMillis();
    }

    /**
     * The text of a search that a person opens in the Event Viewer: all columns, up to the moment it is opened.
     *
     * @param matches what to look for
     * @param window how far back, at least a minute
     */
    public static String forViewer(List<ColumnMatch> matches, Duration window) {
        return "SELECT * FROM events WHERE " + condition(matches) + " LAST " + span(window);
    }

    /**
     * The text of a search that shows one event, or those of a span that are alike, in the Event Viewer. There is no id of
     * events in AQL; these columns together come close to one. The bounds leave room for rounding either way.
     *
     * @param event as an answer had it
     * @param firstMillis when the console received the first, epoch milliseconds
     * @param lastMillis when it received the last
     */
    static String forEvent(Event event, long firstMillis, long lastMillis) {
        List<String> conditions = new ArrayList<>();
        if (firstMillis == lastMillis) {
            conditions.add(START_TIME + " = " + firstMillis);
        } else {
            conditions.add(START_TIME + " >= " + firstMillis);
            conditions.add(START_TIME + " <= " + lastMillis);
        }
        TELLING_NUMBERS.forEach(
                column -> event.number(column).ifPresent(number -> conditions.add(column + " = " + number)));
        TELLING_TEXTS.forEach(
                column -> event.text(column).ifPresent(text -> conditions.add(column + " = " + literal(text))));
        return "SELECT * FROM events WHERE " + String.join(" AND ", conditions) + " START "
                + SearchWindow.minute(firstMillis) + " STOP " + (lastMillis + SearchWindow.MINUTE_MILLIS);
    }

    /**
     * The text of a search like {@link #forViewer}, of only those events that belong to an offense. The flag is compared with a
     * text, as in IBM's own example and in stix-shifter and Splunk's QRadar app.
     *
     * @param matches what to look for
     * @param window how far back, at least a minute
     */
    public static String ofOffensesForViewer(List<ColumnMatch> matches, Duration window) {
        return "SELECT * FROM events WHERE (" + condition(matches) + ") AND hasoffense = 'true' LAST " + span(window);
    }

    private static String selection(EventQuery query) {
        List<String> items = new ArrayList<>();
        Set<String> functions = new LinkedHashSet<>();
        for (String name : EventQuery.BUILT_IN) {
            if (!query.lacking().contains(name)) {
                List<String> naming = NAMED.getOrDefault(name, List.of());
                functions.addAll(naming);
                if (naming.isEmpty()) { // of the others the name is enough, unless the number is wanted too
                    items.add(name);
                }
            }
        }
        Set<String> selected = new HashSet<>(items);
        Stream.concat(query.matches().stream().map(ColumnMatch::column), query.returned().stream())
                .forEach(column -> {
                    String name = column.name().toLowerCase(Locale.ROOT);
                    if (selected.add(name)) {
                        items.add(identifier(column));
                        functions.addAll(NAMED.getOrDefault(name, List.of()));
                    }
                });
        items.addAll(functions);
        return String.join(", ", items);
    }

    private static String condition(List<ColumnMatch> matches) {
        return matches.stream()
                .map(match -> operand(match) + " IN (" + literals(match.values()) + ")")
                .collect(Collectors.joining(" OR "));
    }

    private static String operand(ColumnMatch match) {
        String identifier = identifier(match.column());
        return match.ignoresCase() ? "LOWER(" + identifier + ")" : identifier;
    }

    private static String literals(List<String> values) {
        return values.stream().map(Aql::literal).collect(Collectors.joining(", "));
    }

    /** A string literal; a quote inside is doubled, nothing else is special in a plain comparison. */
    static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A name bare where it can be, else in double quotes (single ones would make it a literal). */
    static String identifier(Column column) {
        String name = column.name();
        if (name.indexOf('"') >= 0) {
            throw new IllegalArgumentException("AQL has no way to write a name with a double quote in it");
        }
        boolean bare = PLAIN_IDENTIFIER.matcher(name).matches() && !KEYWORDS.contains(name);
        return bare ? name : "\"" + name + "\"";
    }

    private static String span(Duration window) {
        if (window.toHours() % 24 == 0 && window.equals(Duration.ofDays(window.toDays()))) {
            return window.toDays() + " DAYS";
        }
        if (window.equals(Duration.ofHours(window.toHours()))) {
            return window.toHours() + " HOURS";
        }
        return Math.ceilDiv(window.toMillis(), SearchWindow.MINUTE_MILLIS) + " MINUTES";
    }
}
