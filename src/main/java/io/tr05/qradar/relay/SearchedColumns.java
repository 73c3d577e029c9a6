package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which types of observables one console can be searched for, and in which of its columns. */
final class SearchedColumns {

    /** Of the networks for documentation (RFC 5737, RFC 3849): no event should have them. */
    private static final String IPV4 = "192.0.2.1";

    private static final String IPV6 = "2001:db8::1";

    private SearchedColumns() {}

    /** Each type that the relay knows with its columns on this console, none where it has none. */
    static Map<String, List<String>> byType(ConsoleColumns console) {
        return Map.of(
                Observable.IP,
                Stream.of(IPV4, IPV6)
                        .flatMap(address -> ObservableColumns.of(ip(address), console).stream())
                        .map(Column::name)
                        .distinct()
                        .toList());
    }

    /** A search that costs what others cost, and finds nothing; empty if there is no column for it. */
    static List<ColumnMatch> forNothing(ConsoleColumns console) {
        return ObservableColumns.of(ip(IPV4), console).stream()
                .map(column -> new ColumnMatch(column, List.of(IPV4)))
                .toList();
    }

    private static Observable ip(String address) {
        return Observable.of(Observable.IP, address).orElseThrow();
    }
}
