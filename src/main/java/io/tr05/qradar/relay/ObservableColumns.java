package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which columns hold which observables (tiles-and-siblings.md, section 1). Of the names in the tables only those are used
 * that the console at hand really has; for IPv4 also each other column that it types as an address.
 */
final class ObservableColumns {

    private static final List<String> IPV4 = List.of(
            "sourceip",
            "destinationip",
            "identityip",
            "prenatsourceip",
            "prenatdestinationip",
            "postnatsourceip",
            "postnatdestinationip");

    private static final List<String> IPV6 =
            List.of("sourcev6", "destinationv6", "sourceaddress", "destinationaddress");

    /** What links search, since they are made without asking the console: columns that each has. */
    private static final List<String> LINKED_IPV4 = List.of("sourceip", "destinationip");

    private static final List<String> LINKED_IPV6 = List.of("sourcev6", "destinationv6");

    private ObservableColumns() {}

    /** The columns of this console that may hold the observable. */
    static List<Column> of(Observable observable, ConsoleColumns console) {
        List<String> names = observable.address().isV6() ? IPV6 : IPV4;
        Stream<Column> named = names.stream().flatMap(name -> console.named(name).stream());
        Stream<Column> typed = observable.address().isV6() ? Stream.empty() : console.hosts().stream();
        return Stream.concat(named, typed).distinct().toList();
    }

    /** Each column of this console that may hold one of these observables, with those that it may hold. */
    static Map<Column, Set<Observable>> byColumn(List<Observable> observables, ConsoleColumns console) {
        Map<Column, Set<Observable>> byColumn = new LinkedHashMap<>();
        for (Observable observable : observables) {
            for (Column column : of(observable, console)) {
                byColumn.computeIfAbsent(column, unused -> new LinkedHashSet<>())
                        .add(observable);
            }
        }
        return byColumn;
    }

    /** What a link into the console searches for. */
    static List<ColumnMatch> linked(Observable observable) {
        List<String> names = observable.address().isV6() ? LINKED_IPV6 : LINKED_IPV4;
        return names.stream()
                .map(name -> new ColumnMatch(
                        new Column(name, ""), List.of(observable.address().text())))
                .toList();
    }
}
