package io.tr05.qradar.ctim;

import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.Sighting;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Maps events under settings, for tests that look at one thing. */
final class Mapped {

    /** The time of the mapper's clock, for events without any. */
    static final Instant NOW = Instant.parse("2021-02-18T12:00:00Z");

    static final ConsoleAddress CONSOLE = ConsoleAddress.parse("qradar.example.com");
    static final Observable ASKED = observable("ip", "192.0.2.1");

    private final SightingMapper mapper;

    private Mapped(Map<String, String> environment) {
        mapper = new SightingMapper(
                RelayConfig.from(environment).sightings(), ObservableTypes.builtIn(), InstantSource.fixed(NOW));
    }

    /** With some variables set, by name and value. */
    static Mapped with(String... environment) {
        return new Mapped(map(environment));
    }

    static Observable observable(String type, String value) {
        ObservableTypes types = ObservableTypes.builtIn();
        return Observable.of(types, types.named(type).orElseThrow(), value).orElseThrow();
    }

    /** An event of some columns, by name and value. */
    static Event event(String... columns) {
        return Event.of(map(columns));
    }

    Sighting sighting(String... columns) {
        return sightings(event(columns)).get(0);
    }

    List<Sighting> sightings(Event... events) {
        return mapper.map(List.of(events), ASKED, CONSOLE);
    }

    List<Sighting> sightings(Observable asked, List<Event> events) {
        return mapper.map(events, asked, CONSOLE);
    }

    Sighting sighting(Observable asked, String... columns) {
        return sighting(asked, event(columns));
    }

    Sighting sighting(Observable asked, Event event) {
        return mapper.map(List.of(event), asked, CONSOLE).get(0);
    }

    Sighting sighting(ConsoleAddress console, String... columns) {
        return mapper.map(List.of(event(columns)), ASKED, console).get(0);
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            map.put(pairs[index], pairs[index + 1]);
        }
        return map;
    }
}
