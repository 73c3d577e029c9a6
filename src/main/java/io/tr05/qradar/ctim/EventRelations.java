package io.tr05.qradar.ctim;

import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.Relation;
import io.tr05.qradar.wire.RelationInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What did what to what in an event: 1.0.2's one relation as it was, and behind it those of a table. Of the table's only
 * what the event holds on both sides, each with a value that really is of its type.
 */
final class EventRelations {

    private static final Side SOURCE = new Side("ip", "sourceip");
    private static final Side DESTINATION = new Side("ip", "destinationip");
    private static final Side USER = new Side("user", "username");
    private static final Side URL = new Side("url", "URL");
    private static final Side FILE_NAME = new Side("file_name", "Filename");

    /** Custom properties under their usual names, older ones too; relations' names are CTIM's (ctim/schemas/common.cljc). */
    private static final List<Rule> RULES = List.of(
            rule(new Side("ipv6", "sourcev6"), "Connected_To", new Side("ipv6", "destinationv6")),
            rule(new Side("ip", "prenatsourceip", "sourceip"), "Related_To", new Side("ip", "postnatsourceip"))
                    .because("The source's address before and after NAT."),
            rule(
                            new Side("ip", "prenatdestinationip", "destinationip"),
                            "Related_To",
                            new Side("ip", "postnatdestinationip"))
                    .because("The destination's address before and after NAT."),
            rule(new Side("ip", "identityip", "sourceip"), "Used_By", USER),
            rule(new Side("ipv6", "sourcev6"), "Used_By", USER),
            rule(
                    new Side("hostname", "identityhostname", "Source Host Name", "Machine Identifier", "Machine ID"),
                    "Used_By",
                    USER),
            rule(new Side("hostname", "identityhostname"), "Resolved_To", new Side("ip", "identityip")),
            rule(new Side("hostname", "Source Host Name"), "Resolved_To", SOURCE),
            rule(new Side("hostname", "Destination Host Name", "Destination Hostname"), "Resolved_To", DESTINATION),
            rule(SOURCE, "Related_To", new Side("mac_address", "sourcemac")),
            rule(DESTINATION, "Related_To", new Side("mac_address", "destinationmac")),
            rule(SOURCE, "Connected_To", new Side("domain", "URL Host", "UrlHost")),
            rule(SOURCE, "Connected_To", URL),
            rule(URL, "Contains", new Side("domain", "URL Host", "UrlHost")),
            rule(URL, "Contains", new Side("ip", "URL Host", "UrlHost")),
            rule(FILE_NAME, "Related_To", new Side("md5", "MD5 Hash", "File Hash")),
            rule(FILE_NAME, "Related_To", new Side("sha1", "SHA1 Hash", "File Hash")),
            rule(FILE_NAME, "Related_To", new Side("sha256", "SHA256 Hash", "File Hash")),
            rule(new Side("email", "Sender"), "Sent_To", new Side("email", "Recipient")));

    /** The console's columns that this needs. */
    static final List<String> COLUMNS = RULES.stream()
            .flatMap(rule -> Stream.concat(rule.source().columns().stream(), rule.related().columns().stream()))
            .distinct()
            .toList();

    private final ObservableTypes types;

    EventRelations(ObservableTypes types) {
        this.types = types;
    }

    /** One end of a relation: the first of the columns that holds a value of the type. */
    private record Side(String type, List<String> columns) {

        Side(String type, String... columns) {
            this(type, List.of(columns));
        }

        boolean isIn(Event event) {
            for (String column : columns) {
                if (event.has(column)) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Rule(Side source, String relation, Side related, Optional<String> reason) {

        Rule because(String why) {
            return new Rule(source, relation, related, Optional.of(why));
        }
    }

    private static Rule rule(Side source, String relation, Side related) {
        return new Rule(source, relation, related, Optional.empty());
    }

    /**
     * The relations of an event.
     *
     * @param asked shown as the platform wrote it, so that its graph has one node for it
     */
    List<Relation> of(Event event, Observable asked) {
        Set<Relation> relations = new LinkedHashSet<>();
        connection(event).ifPresent(relations::add);
        RULES.forEach(rule -> relation(rule, event, asked).ifPresent(relations::add));
        return List.copyOf(relations);
    }

    /** 1.0.2's, of the values as the log has them. */
    private static Optional<Relation> connection(Event event) {
        return event.text("sourceip").flatMap(source -> event.text("destinationip")
                .filter(destination -> !destination.equals(source))
                .map(destination -> relation("Connected_To")
                        .source(Wire.observable("ip", source))
                        .related(Wire.observable("ip", destination))));
    }

    private Optional<Relation> relation(Rule rule, Event event, Observable asked) {
        if (!rule.related().isIn(event)) {
            return Optional.empty();
        }
        return value(rule.source(), event, asked).flatMap(source -> value(rule.related(), event, asked)
                .filter(related -> !related.equals(source))
                .map(related -> {
                    Relation relation = relation(rule.relation()).source(source).related(related);
                    rule.reason().ifPresent(why -> relation.relationInfo(new RelationInfo().description(why)));
                    return relation;
                }));
    }

    private static Relation relation(String name) {
        return new Relation().origin(SightingMapper.SOURCE).relation(name);
    }

    private Optional<io.tr05.qradar.wire.Observable> value(Side side, Event event, Observable asked) {
        for (String column : side.columns()) {
            Optional<io.tr05.qradar.wire.Observable> value =
                    event.text(column).flatMap(text -> observable(side.type(), text, asked));
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    private Optional<io.tr05.qradar.wire.Observable> observable(String type, String text, Observable asked) {
        return Wire.read(types, type, text)
                .map(found -> found.isSameThingAs(asked)
                        ? Wire.observable(asked.type().name(), asked.value())
                        : Wire.observable(type, found.value()));
    }
}
