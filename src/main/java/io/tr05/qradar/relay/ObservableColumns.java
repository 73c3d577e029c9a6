package io.tr05.qradar.relay;

import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which columns of a console may hold observables of a type: of those in the table of types the ones that the console really
 * has, since a query that names another fails as a whole.
 */
final class ObservableColumns {

    private ObservableColumns() {}

    /**
     * How to look into one column for observables of one type.
     *
     * @param column the console's
     * @param asText whether it is a custom property that holds the value in any of its usual forms
     */
    record Searched(Column column, boolean asText) {

        boolean ignoresCase(ObservableType type) {
            return asText || type.ignoresCase();
        }

        List<String> literals(Observable observable) {
            return asText ? observable.textLiterals() : observable.literals();
        }

        ColumnMatch match(Observable observable) {
            return new ColumnMatch(column, literals(observable), ignoresCase(observable.searched()));
        }
    }

    /** The columns of this console for a type; none if the console has none of them. */
    static List<Searched> of(ObservableType type, ConsoleColumns console) {
        Set<Column> own = new LinkedHashSet<>();
        type.columns().forEach(name -> console.named(name).ifPresent(own::add));
        type.columnTypes().forEach(columnType -> own.addAll(console.ofType(columnType)));
        Set<Column> text = new LinkedHashSet<>();
        type.textColumns().forEach(name -> console.named(name).ifPresent(text::add));
        text.removeAll(own);
        return Stream.concat(
                        own.stream().map(column -> new Searched(column, false)),
                        text.stream().map(column -> new Searched(column, true)))
                .toList();
    }

    /** The columns of this console for each type that these are searched as; looked up once for each type. */
    static Map<ObservableType, List<Searched>> byType(List<Observable> observables, ConsoleColumns console) {
        Map<ObservableType, List<Searched>> byType = new HashMap<>();
        observables.forEach(observable -> byType.computeIfAbsent(observable.searched(), type -> of(type, console)));
        return byType;
    }

    /** Those that this console has any column for; the others can't be found on it. */
    static List<Observable> searchable(List<Observable> observables, ConsoleColumns console) {
        Map<ObservableType, List<Searched>> byType = byType(observables, console);
        return observables.stream()
                .filter(observable ->
                        !byType.getOrDefault(observable.searched(), List.of()).isEmpty())
                .toList();
    }

    /** What a link into the console searches for, made without asking which columns it has. */
    static List<ColumnMatch> linked(Observable observable) {
        return observable.searched().linkColumns().stream()
                .map(name -> new Searched(new Column(name, ""), false).match(observable))
                .toList();
    }
}
