package io.tr05.qradar.ctim;

import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.SightingConfig;
import io.tr05.qradar.qradar.Aql;
import io.tr05.qradar.qradar.ConsoleLinks;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.ExternalReference;
import io.tr05.qradar.wire.ObservedTime;
import io.tr05.qradar.wire.Sighting;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * QRadar events -> CTIM sightings. The fields of the Python relay 1.0.2 have its values, less its faults
 * (relay-protocol.md, section 4; docs/parity.md); the others are what CTIM has a place for. Any event gives a valid
 * sighting: what is missing or odd in a log is left out, never an error. Nothing is made up: there is no verdict in a log.
 */
public final class SightingMapper {

    /** The name of this source in everything the analyst sees. */
    public static final String SOURCE = "QRadar SIEM";

    private static final String SCHEMA_VERSION = "1.1.4";
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** CTIM's limit of a URI. */
    private static final int LONGEST_URI = 2_048;

    private final SightingConfig config;
    private final ObservableTypes types;
    private final EventTargets targets;
    private final EventRelations relations;
    private final InstantSource clock;

    /**
     * A mapper.
     *
     * @param config what is left to the operator
     * @param types what a value of a type looks like
     * @param clock for an event without any time
     */
    public SightingMapper(SightingConfig config, ObservableTypes types, InstantSource clock) {
        this.config = config;
        this.types = types;
        this.targets = new EventTargets(config, types);
        this.relations = new EventRelations(types);
        this.clock = clock;
    }

    /**
     * What events say of an observable. The same events give the same ids, whenever they are found.
     *
     * @param events found on the console for that observable, the newest first
     * @param observable what was looked for
     * @param console where they are
     * @return one for each event, or fewer if like events are merged; in the events' order
     */
    public List<Sighting> map(List<Event> events, Observable observable, ConsoleAddress console) {
        Found found = new Found(observable, console, new ConsoleLinks(console));
        List<Sighting> sightings = new ArrayList<>();
        if (config.merge()) {
            merged(events).forEach((identity, one) -> sightings.add(sighting(one, identity, found)));
        } else {
            Map<String, Integer> equal = new HashMap<>();
            for (Event event : events) {
                Occurrence one = Occurrence.of(event, clock);
                String identity = one.identity();
                int number = equal.merge(identity, 1, Integer::sum);
                sightings.add(sighting(one, numbered(identity, number), found));
            }
        }
        return sightings;
    }

    /** Where and for what the events were found. */
    private record Found(Observable observable, ConsoleAddress console, ConsoleLinks links) {}

    private Map<String, Occurrence> merged(List<Event> events) {
        Map<String, Occurrence> merged = new LinkedHashMap<>();
        for (Event event : events) {
            Occurrence one = Occurrence.of(event, clock);
            merged.merge(one.sameThing(), one, Occurrence::and);
        }
        return merged;
    }

    /** Two events that are alike in all that is looked at are still two. */
    private static String numbered(String identity, int number) {
        return number == 1 ? identity : SightingId.joined(List.of(identity, Integer.toString(number)));
    }

    private Sighting sighting(Occurrence occurrence, String identity, Found found) {
        Event event = occurrence.event();
        Observable observable = found.observable();
        ObservedTime time = observedTime(occurrence);
        Sighting sighting = new Sighting()
                .type(Sighting.TypeEnum.SIGHTING)
                .id(SightingId.of(found.console(), observable, identity))
                .schemaVersion(SCHEMA_VERSION)
                .confidence(
                        Sighting.ConfidenceEnum.fromValue(config.confidence().word()))
                .count((int) Math.min(occurrence.count(), Integer.MAX_VALUE))
                .source(SOURCE)
                .observables(List.of(Wire.observable(observable.type().name(), observable.value())))
                .observedTime(time)
                .shortDescription(shortDescription(event))
                .description(description(event, observable))
                .targets(targets.of(event, time))
                .relations(relations.of(event, observable))
                .internal(true);
        CtimText.oneLine(event, Aql.EVENT_NAME)
                .map(name -> CtimText.cut(name, CtimText.SHORT))
                .ifPresent(sighting::title);
        EventGrades.severity(event).ifPresent(sighting::severity);
        EventGrades.resolution(event).ifPresent(sighting::resolution);
        EventSensor.sensor(event).ifPresent(sensor -> {
            sighting.sensor(sensor);
            EventSensor.coordinates(sensor, event, types).ifPresent(sighting::sensorCoordinates);
        });
        EventDetails.of(event).ifPresent(sighting::data);
        link(occurrence, found)
                .ifPresent(link -> sighting.sourceUri(link).externalReferences(List.of(reference(link))));
        return sighting;
    }

    private static ObservedTime observedTime(Occurrence occurrence) {
        return new ObservedTime().startTime(text(occurrence.start())).endTime(text(occurrence.end()));
    }

    private static String text(Instant time) {
        return MILLISECONDS.format(time);
    }

    private static String shortDescription(Event event) {
        String named = "Event '" + CtimText.oneLine(event, Aql.EVENT_NAME).orElse("Unknown") + "'";
        String text = CtimText.oneLine(event, Aql.EVENT_DESCRIPTION)
                .map(description -> named + ": " + description)
                .orElse(named);
        return CtimText.cut(text, CtimText.MEDIUM);
    }

    private static String description(Event event, Observable observable) {
        String text = "A QRadar SIEM record retrieved from log source **"
                + CtimText.escapeMarkdown(
                        CtimText.oneLine(event, Aql.LOG_SOURCE_NAME).orElse("Unknown"))
                + "** related to **\"" + CtimText.escapeMarkdown(observable.value()) + "\"**";
        return CtimText.cut(text, CtimText.LONG);
    }

    /** The event in the console's Event Viewer; none for an event without a time, or where CTIM's limit is too low. */
    private static Optional<String> link(Occurrence occurrence, Found found) {
        return occurrence
                .received()
                .map(span -> found.links().event(occurrence.event(), span.first(), span.last()))
                .map(URI::toString)
                .filter(link -> link.length() <= LONGEST_URI);
    }

    private static ExternalReference reference(String link) {
        return new ExternalReference()
                .sourceName(SOURCE)
                .description("The event in the console's Event Viewer")
                .url(link);
    }
}
