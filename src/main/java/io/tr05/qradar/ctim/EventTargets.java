package io.tr05.qradar.ctim;

import io.tr05.qradar.config.IpLiteral;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.SightingConfig;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.ObservedTime;
import io.tr05.qradar.wire.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The endpoints that an event is about. 1.0.2 always took the source, which for an attack from outside is the attacker; set
 * so, it is the end that lies in the tenant's own networks, or both.
 */
final class EventTargets {

    private static final String ENDPOINT = "endpoint";

    /** What 1.0.2 made a target of, in its order. */
    private static final List<Part> SOURCE_OF_1_0_2 = List.of(
            new Part("ip", "sourceip"),
            new Part("ipv6", "sourcev6"),
            new Part("mac_address", "sourcemac"),
            new Part("user", "username"));

    private static final End SOURCE = new End(
            List.of(new Part("ip", "sourceip"), new Part("ipv6", "sourcev6")),
            List.of(new Part("mac_address", "sourcemac"), new Part("hostname", "Source Host Name")));

    private static final End DESTINATION = new End(
            List.of(new Part("ip", "destinationip"), new Part("ipv6", "destinationv6")),
            List.of(
                    new Part("mac_address", "destinationmac"),
                    new Part("hostname", "Destination Host Name"),
                    new Part("hostname", "Destination Hostname")));

    /** What QRadar says of the machine with the address in {@code identityip}, at whichever end that is. */
    private static final String IDENTITY = "identityip";

    private static final List<Part> OF_IDENTITY = List.of(
            new Part("hostname", "identityhostname"),
            new Part("hostname", "Machine Identifier"),
            new Part("hostname", "Machine ID"),
            new Part("user", "username"));

    /** The console's columns that this needs. */
    static final List<String> COLUMNS = Stream.of(
                    SOURCE_OF_1_0_2.stream(),
                    SOURCE.parts(),
                    DESTINATION.parts(),
                    OF_IDENTITY.stream(),
                    Stream.of(new Part("ip", IDENTITY)))
            .flatMap(parts -> parts)
            .map(Part::column)
            .distinct()
            .toList();

    private final SightingConfig config;
    private final ObservableTypes types;

    EventTargets(SightingConfig config, ObservableTypes types) {
        this.config = config;
        this.types = types;
    }

    /** A column, and the observable type of what it holds. */
    private record Part(String type, String column) {}

    /** One end of a connection. */
    private record End(List<Part> addresses, List<Part> others) {

        Stream<Part> parts() {
            return Stream.concat(addresses.stream(), others.stream());
        }

        boolean has(Event event, String address) {
            return addresses.stream()
                    .anyMatch(part ->
                            event.text(part.column()).filter(address::equals).isPresent());
        }
    }

    /** The targets of an event; none if it names none. */
    List<Target> of(Event event, ObservedTime time) {
        List<List<io.tr05.qradar.wire.Observable>> targets =
                switch (config.targets()) {
                    case SOURCE -> List.of(asLogged(SOURCE_OF_1_0_2, event));
                    case INTERNAL -> internal(event);
                };
        return targets.stream()
                .filter(observables -> !observables.isEmpty())
                .map(observables ->
                        new Target().type(ENDPOINT).observables(observables).observedTime(time))
                .toList();
    }

    private static List<io.tr05.qradar.wire.Observable> asLogged(List<Part> parts, Event event) {
        return parts.stream()
                .flatMap(part -> event.text(part.column()).stream().map(value -> Wire.observable(part.type(), value)))
                .toList();
    }

    /** The internal ends, the source first; where neither is, the source, as the one that did something. */
    private List<List<io.tr05.qradar.wire.Observable>> internal(Event event) {
        List<End> ends = new ArrayList<>(List.of(SOURCE, DESTINATION));
        ends.removeIf(end -> !isInternal(end, event));
        if (ends.isEmpty()) {
            ends.add(SOURCE);
        }
        End identified = identified(event).orElse(ends.get(0));
        return ends.stream()
                .map(end -> {
                    Stream<Part> more = end.equals(identified) ? OF_IDENTITY.stream() : Stream.of();
                    return valid(Stream.concat(end.parts(), more), event);
                })
                .toList();
    }

    /** The end that QRadar's identity columns and the user belong to; empty if they don't say. */
    private static Optional<End> identified(Event event) {
        return event.text(IDENTITY).flatMap(address -> Stream.of(SOURCE, DESTINATION)
                .filter(end -> end.has(event, address))
                .findFirst());
    }

    private boolean isInternal(End end, Event event) {
        return end.addresses().stream()
                .flatMap(part -> event.text(part.column()).stream())
                .flatMap(text -> IpLiteral.parse(text.strip()).stream())
                .anyMatch(config::isInternal);
    }

    private List<io.tr05.qradar.wire.Observable> valid(Stream<Part> parts, Event event) {
        return parts.flatMap(part -> event
                        .text(part.column())
                        .filter(value -> Wire.isValid(types, part.type(), value))
                        .map(value -> Wire.observable(part.type(), value.strip()))
                        .stream())
                .distinct()
                .toList();
    }
}
