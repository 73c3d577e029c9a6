package io.tr05.qradar.relay;

import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which types of observables one console can be searched for, and in which of its columns. */
final class SearchedColumns {

    /** Of the network for documentation (RFC 5737): no event should have it. */
    private static final String IPV4 = "192.0.2.1";

    private final ObservableTypes types;

    SearchedColumns(ObservableTypes types) {
        this.types = types;
    }

    /** Each type that the relay knows with its columns on this console, none where it has none. */
    Map<String, List<String>> byType(ConsoleColumns console) {
        Map<String, List<String>> byType = new LinkedHashMap<>();
        for (ObservableType type : types.all()) {
            List<String> names = ObservableColumns.of(type, console).stream()
                    .map(searched -> searched.column().name())
                    .toList();
            byType.put(type.name(), names);
        }
        return byType;
    }

    /** A search that costs what others cost, and finds nothing; empty if there is no column for it. */
    List<ColumnMatch> forNothing(ConsoleColumns console) {
        Optional<Observable> address = types.named("ip").flatMap(type -> Observable.of(types, type, IPV4));
        return address.map(observable -> ObservableColumns.of(observable.searched(), console).stream()
                        .map(searched -> searched.match(observable))
                        .toList())
                .orElse(List.of());
    }
}
