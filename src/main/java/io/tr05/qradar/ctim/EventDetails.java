package io.tr05.qradar.ctim;

import io.tr05.qradar.qradar.Aql;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.DataColumn;
import io.tr05.qradar.wire.DataColumn.TypeEnum;
import io.tr05.qradar.wire.DataTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What an analyst wants to know of an event besides, as CTIM's embedded table: one row, with the columns that have a value. */
final class EventDetails {

    private static final List<Detail> DETAILS = List.of(
            named("Log source", "logsourceid", Aql.LOG_SOURCE_NAME),
            named("Log source type", "devicetype", Aql.LOG_SOURCE_TYPE),
            named("Category", "category", Aql.CATEGORY_NAME),
            named("Protocol", "protocolid", Aql.PROTOCOL_NAME),
            port("Source port", "sourceport"),
            port("Destination port", "destinationport"),
            named("User", "username", "username"),
            number("Magnitude", "magnitude"),
            number("Severity", "severity"),
            number("Credibility", "credibility"),
            number("Relevance", "relevance"),
            named("Domain", "domainid", Aql.DOMAIN_NAME));

    /** The console's columns that this needs. */
    static final List<String> COLUMNS = DETAILS.stream().map(Detail::column).toList();

    /** No limit of CTIM's; what is longer is no name. */
    private static final int LONGEST = 1_024;

    /**
     * A detail.
     *
     * @param column the console's
     * @param shown the same, or the alias of what names its number
     * @param least what is less is no value
     */
    private record Detail(String title, TypeEnum type, String column, String shown, long least) {}

    private EventDetails() {}

    private static Detail named(String title, String column, String shown) {
        return new Detail(title, TypeEnum.STRING, column, shown, 0);
    }

    private static Detail number(String title, String column) {
        return new Detail(title, TypeEnum.INTEGER, column, column, 0);
    }

    /** Port 0 is how QRadar says that there is none. */
    private static Detail port(String title, String column) {
        return new Detail(title, TypeEnum.INTEGER, column, column, 1);
    }

    /** The details of an event; empty if it has none of them. */
    static Optional<DataTable> of(Event event) {
        List<DataColumn> columns = new ArrayList<>();
        List<Object> row = new ArrayList<>();
        for (Detail detail : DETAILS) {
            value(detail, event).ifPresent(value -> {
                columns.add(new DataColumn().name(detail.title()).type(detail.type()));
                row.add(value);
            });
        }
        return row.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new DataTable().columns(columns).rows(List.of(row)).rowCount(1));
    }

    private static Optional<Object> value(Detail detail, Event event) {
        if (detail.type() == TypeEnum.INTEGER) {
            OptionalLong number = event.number(detail.shown());
            return number.isPresent() && number.getAsLong() >= detail.least()
                    ? Optional.of(number.getAsLong())
                    : Optional.empty();
        }
        return CtimText.oneLine(event, detail.shown()).map(text -> CtimText.cut(text, LONGEST));
    }
}
