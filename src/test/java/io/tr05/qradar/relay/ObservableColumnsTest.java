package io.tr05.qradar.relay;

import static io.tr05.qradar.relay.Asked.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservableColumnsTest {

    @Test
    void ofAnIpv4AddressAreTheKnownOnesThenEachOtherThatTheConsoleTypesAsAnAddress() {
        assertThat(ObservableColumns.of(ip("192.0.2.1"), Asked.COLUMNS))
                .containsExactly(Asked.SOURCE, Asked.DESTINATION, Asked.CUSTOM);
    }

    @Test
    void ofAnIpv6AddressAreThoseOfTheKnownOnesThatTheConsoleHas() {
        Column either = new Column("sourceAddress", "Host");

        assertThat(ObservableColumns.of(
                        ip("2001:db8::1"), new ConsoleColumns(List.of(either, Asked.SOURCE, Asked.SOURCE_V6))))
                .containsExactly(Asked.SOURCE_V6, either);
    }

    @Test
    void ofALinkAreThoseThatEachConsoleHas() {
        assertThat(ObservableColumns.linked(ip("2001:DB8::1")))
                .containsExactly(
                        new ColumnMatch(new Column("sourcev6", ""), List.of("2001:db8:0:0:0:0:0:1")),
                        new ColumnMatch(new Column("destinationv6", ""), List.of("2001:db8:0:0:0:0:0:1")));
        assertThat(ObservableColumns.linked(ip("192.0.2.1")))
                .containsExactly(
                        new ColumnMatch(new Column("sourceip", ""), List.of("192.0.2.1")),
                        new ColumnMatch(new Column("destinationip", ""), List.of("192.0.2.1")));
    }
}
