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
            text("Log source", Aql.LOG_SOURCE_NAME),
            text("Log source type", "logsource_type"),
            text("Category", "category_name"),
            text("Protocol", "protocol_name"),
            port("Source port", "sourceport"),
            port("Destination port", "destinationport"),
            text("User", "username"),
            number("Magnitude", "magnitude"),
            number("Severity", "severity"),
            number("Credibility", "credibility"),
            number("Relevance", "relevance"),
            text("Domain", "domain_name"));

    /** The console's columns that this needs beside those of every query. */
    static final List<String> COLUMNS = List.of(
            "devicetype",
            "category",
            "protocolid",
            "sourceport",
            "destinationport",
            "magnitude",
            "severity",
            "credibility",
            "relevance",
            "domainid");

    /** No limit of CTIM's; what is longer is no name. */
    private static final int LONGEST = 1_024;

    private record Detail(String title, TypeEnum type, String column, long least) {}

    private EventDetails() {}

    private static Detail text(String title, String column) {
        return new Detail(title, TypeEnum.STRING, column, 0);
    }

    private static Detail number(String title, String column) {
        return new Detail(title, TypeEnum.INTEGER, column, 0);
    }

    /** Port 0 is how QRadar says that there is none. */
    private static Detail port(String title, String column) {
        return new Detail(title, TypeEnum.INTEGER, column, 1);
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
            OptionalLong number = event.number(detail.column());
            return number.isPresent() && number.getAsLong() >= detail.least()
                    ? Optional.of(number.getAsLong())
                    : Optional.empty();
        }
        return event.text(detail.column())
                .map(CtimText::oneLine)
                .filter(text -> !text.isEmpty())
                .map(text -> CtimText.cut(text, LONGEST));
    }
}
