package io.tr05.qradar.ctim;

import io.tr05.qradar.qradar.Aql;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.ObservedTime;
import io.tr05.qradar.wire.Relation;
import io.tr05.qradar.wire.Sighting;
import io.tr05.qradar.wire.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A QRadar event -> a CTIM sighting, field by field as the Python relay 1.0.2 did, less its faults (relay-protocol.md,
 * section 4). Any event gives a valid sighting: what is missing or odd in a log is left out, never an error.
 */
public final class SightingMapper {

    /** The name of this source in everything the analyst sees. */
    public static final String SOURCE = "QRadar SIEM";

    private static final String SCHEMA_VERSION = "1.1.4";
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Column -> observable type of what a target consists of, in 1.0.2's order. */
    private static final List<TargetColumn> TARGET_COLUMNS = List.of(
            new TargetColumn("sourceip", "ip"),
            new TargetColumn("sourcev6", "ipv6"),
            new TargetColumn("sourcemac", "mac_address"),
            new TargetColumn("username", "user"));

    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_VALUE = 8_192;

    private final Supplier<UUID> ids;
    private final InstantSource clock;

    /** A mapper that makes random ids. */
    public SightingMapper() {
        this(UUID::randomUUID, InstantSource.system());
    }

    /**
     * A mapper with given sources of what is not in the event.
     *
     * @param ids of sightings
     * @param clock for an event without any time
     */
    public SightingMapper(Supplier<UUID> ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What an event says of an observable.
     *
     * @param event found on the console
     * @param observable what was looked for
     */
    public Sighting map(Event event, Observable observable) {
        ObservedTime time = observedTime(event);
        return new Sighting()
                .type(Sighting.TypeEnum.SIGHTING)
                .id("transient:sighting-" + ids.get())
                .schemaVersion(SCHEMA_VERSION)
                .confidence(Sighting.ConfidenceEnum.HIGH)
                .count(count(event))
                .source(SOURCE)
                .observables(List.of(wire(observable.type().name(), observable.value())))
                .observedTime(time)
                .shortDescription(shortDescription(event))
                .description(description(event, observable))
                .targets(targets(event, time))
                .relations(relations(event));
    }

    /** QRadar coalesces like events into one with a count. */
    private static int count(Event event) {
        long count = event.number("eventcount").orElse(1);
        return count < 1 ? 1 : (int) Math.min(count, Integer.MAX_VALUE);
    }

    private ObservedTime observedTime(Event event) {
        Optional<Instant> end = event.time("endtime");
        Instant start = event.time("starttime").or(() -> end).orElseGet(clock::instant);
        Instant last = end.filter(time -> !time.isBefore(start)).orElse(start);
        return new ObservedTime().startTime(MILLISECONDS.format(start)).endTime(MILLISECONDS.format(last));
    }

    private static String shortDescription(Event event) {
        String named = "Event '" + name(event, Aql.EVENT_NAME).orElse("Unknown") + "'";
        String text = event.text(Aql.EVENT_DESCRIPTION)
                .map(CtimText::oneLine)
                .filter(description -> !description.isEmpty())
                .map(description -> named + ": " + description)
                .orElse(named);
        return CtimText.cut(text, CtimText.MEDIUM);
    }

    private static String description(Event event, Observable observable) {
        String text = "A QRadar SIEM record retrieved from log source **"
                + CtimText.escapeMarkdown(name(event, Aql.LOG_SOURCE_NAME).orElse("Unknown"))
                + "** related to **\"" + CtimText.escapeMarkdown(observable.value()) + "\"**";
        return CtimText.cut(text, CtimText.LONG);
    }

    private static Optional<String> name(Event event, String column) {
        return event.text(column)
                .map(CtimText::oneLine)
                .filter(name -> !name.isEmpty())
                .map(name -> CtimText.cut(name, LONGEST_NAME));
    }

    private static List<Target> targets(Event event, ObservedTime time) {
        List<io.tr05.qradar.wire.Observable> observables = new ArrayList<>();
        for (TargetColumn column : TARGET_COLUMNS) {
            event.text(column.name()).ifPresent(value -> observables.add(wire(column.type(), value)));
        }
        return observables.isEmpty()
                ? List.of()
                : List.of(new Target().type("endpoint").observables(observables).observedTime(time));
    }

    private static List<Relation> relations(Event event) {
        Optional<String> source = event.text("sourceip");
        Optional<String> destination = event.text("destinationip");
        if (source.isEmpty() || destination.isEmpty() || source.equals(destination)) {
            return List.of();
        }
        return List.of(new Relation()
                .origin(SOURCE)
                .relation("Connected_To")
                .source(wire("ip", source.get()))
                .related(wire("ip", destination.get())));
    }

    private static io.tr05.qradar.wire.Observable wire(String type, String value) {
        return new io.tr05.qradar.wire.Observable().type(type).value(CtimText.cut(value, LONGEST_VALUE));
    }

    private record TargetColumn(String name, String type) {}
}
