package io.tr05.qradar.ctim;

import io.tr05.qradar.qradar.Aql;
import io.tr05.qradar.qradar.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one sighting tells of: one event of the console, or several that are the same thing seen again.
 *
 * @param event the first of them in the console's order, the newest
 * @param count how often it happened: QRadar puts like events together itself, too
 * @param start when it was first seen
 * @param end when it was last seen, not before the start
 * @param received when the console received the first and the last of them; empty for an event without a time
 */
record Occurrence(Event event, long count, Instant start, Instant end, Optional<Received> received) {

    private static final long MINUTE = 60_000;

    /** CTIM's last moment is in the year 2525 (ctim/schemas/common.cljc); what is later is no time of an event. */
    private static final Instant LATEST = Instant.parse("2525-01-01T00:00:00Z");

    /** What tells an event from others on its console: there is no id of events in AQL. */
    private static final List<String> IDENTIFYING = List.of(
            "starttime",
            "endtime",
            "devicetime",
            "eventcount",
            "logsourceid",
            "qid",
            "protocolid",
            "sourceip",
            "sourceport",
            "destinationip",
            "destinationport",
            "sourcev6",
            "destinationv6",
            "username");

    /** Those of the columns looked at that hold numbers, which a console writes in more than one way. */
    private static final Set<String> NUMBERS = Set.of(
            "starttime",
            "endtime",
            "devicetime",
            "eventcount",
            "logsourceid",
            "qid",
            "protocolid",
            "sourceport",
            "destinationport");

    /** What events have in common that are the same thing seen again, beside the minute. */
    private static final List<String> SAME_THING = List.of(
            "logsourceid",
            Aql.LOG_SOURCE_NAME,
            "qid",
            Aql.EVENT_NAME,
            "sourceip",
            "sourcev6",
            "destinationip",
            "destinationv6");

    /** The console's columns that this needs; those of {@link #SAME_THING} are among them, or the names of such. */
    static final List<String> COLUMNS = IDENTIFYING;

    /** Times of the console's column {@code starttime}, UTC. */
    record Received(Instant first, Instant last) {

        Received and(Received other) {
            return new Received(earlier(first, other.first), later(last, other.last));
        }
    }

    /** A single event; one without any time happened now, for all that is known. */
    static Occurrence of(Event event, InstantSource clock) {
        Optional<Instant> received = time(event, "starttime");
        Optional<Instant> ended = time(event, "endtime");
        Instant start = received.or(() -> ended).orElseGet(clock::instant);
        return new Occurrence(
                event,
                Math.max(1, event.number("eventcount").orElse(1)),
                start,
                ended.filter(end -> !end.isBefore(start)).orElse(start),
                received.map(moment -> new Received(moment, moment)));
    }

    private static Optional<Instant> time(Event event, String column) {
        return event.time(column).filter(time -> time.isBefore(LATEST));
    }

    /** This and an older one as one. */
    Occurrence and(Occurrence older) {
        long sum = count + older.count;
        return new Occurrence(
                event,
                sum < 0 ? Long.MAX_VALUE : sum,
                earlier(start, older.start),
                later(end, older.end),
                received.flatMap(mine -> older.received.map(mine::and)).or(() -> received));
    }

    /** The same text for the same event, another for any other that differs in anything that is looked at. */
    String identity() {
        return values(IDENTIFYING);
    }

    /** The same text for all events that are the same thing seen again. */
    String sameThing() {
        String minute = received.map(
                        span -> Long.toString(Math.floorDiv(span.first().toEpochMilli(), MINUTE)))
                .orElse("");
        return SightingId.joined(List.of(values(SAME_THING), minute));
    }

    private String values(List<String> columns) {
        return SightingId.joined(
                columns.stream().map(column -> value(column).orElse("")).toList());
    }

    private Optional<String> value(String column) {
        return NUMBERS.contains(column) ? event.numeral(column) : event.text(column);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
