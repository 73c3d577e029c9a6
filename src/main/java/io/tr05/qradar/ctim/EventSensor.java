package io.tr05.qradar.ctim;

import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.qradar.Aql;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.SensorCoordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The log source that reported an event, in CTIM's words. */
final class EventSensor {

    private static final String TYPE = "devicetype";

    /** The console's columns that this needs beside those of every query. */
    static final List<String> COLUMNS = List.of(TYPE);

    /** CTIM's sensor -> numbers of QRadar's log source types (tiles-and-siblings.md, section 2). */
    private static final Map<String, List<Long>> TYPES_BY_SENSOR = Map.ofEntries(
            Map.entry("network.firewall", List.of(3L, 41L, 73L, 206L, 448L)),
            Map.entry("network.ids", List.of(2L, 30L, 506L)),
            Map.entry("network.ips", List.of(297L)),
            Map.entry("network.proxy", List.of(46L, 103L, 240L, 331L)),
            Map.entry("network.vpn", List.of(23L, 107L)),
            Map.entry("process.dns-server", List.of(185L, 384L, 431L, 507L)),
            Map.entry("process.aaa-server", List.of(90L, 316L, 382L, 508L)),
            Map.entry("process.directory-service", List.of(279L, 445L)),
            Map.entry("process.email-service", List.of(99L, 179L, 452L)),
            Map.entry("endpoint", List.of(12L, 400L, 407L, 433L, 437L)),
            Map.entry("endpoint.server", List.of(11L)),
            Map.entry("network.sense_making", List.of(18L)));

    private static final Map<Long, String> SENSORS = TYPES_BY_SENSOR.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(type -> Map.entry(type, entry.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** How QRadar names a log source that it found by itself: type, one of these, and the host that sends its log. */
    private static final List<String> BEFORE_HOST = List.of(" @ ", " :: ");

    private EventSensor() {}

    /** What kind of device it is; empty for a type that the table does not have. */
    static Optional<String> sensor(Event event) {
        OptionalLong type = event.number(TYPE);
        return type.isPresent() ? Optional.ofNullable(SENSORS.get(type.getAsLong())) : Optional.empty();
    }

    /** What it is and what it is known by: its host, if its name tells, and its name on the console. */
    static Optional<SensorCoordinates> coordinates(String sensor, Event event, ObservableTypes types) {
        return CtimText.oneLine(event, Aql.LOG_SOURCE_NAME)
                .map(name -> new SensorCoordinates().type(sensor).observables(known(name, types)));
    }

    private static List<io.tr05.qradar.wire.Observable> known(String name, ObservableTypes types) {
        List<io.tr05.qradar.wire.Observable> known = new ArrayList<>();
        host(name)
                .flatMap(host -> Stream.of("ipv6", "ip", "hostname")
                        .filter(type -> Wire.isValid(types, type, host))
                        .findFirst()
                        .map(type -> Wire.observable(type, host)))
                .ifPresent(known::add);
        known.add(Wire.observable("device", name));
        return known;
    }

    private static Optional<String> host(String name) {
        return BEFORE_HOST.stream()
                .filter(name::contains)
                .map(before -> name.substring(name.lastIndexOf(before) + before.length()))
                .findFirst();
    }
}
