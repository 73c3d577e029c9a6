package io.tr05.qradar.relay;

import static io.tr05.qradar.relay.Asked.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.config.ValueForm;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservableColumnsTest {

    @Test
    void ofAnIpv4AddressAreTheKnownOnesThenEachOtherThatTheConsoleTypesAsAnAddress() {
        assertThat(columns("ip", Asked.COLUMNS)).containsExactly(Asked.SOURCE, Asked.DESTINATION, Asked.CUSTOM);
    }

    @Test
    void ofAnIpv6AddressAreThoseOfTheKnownOnesThatTheConsoleHas() {
        Column either = new Column("sourceAddress", "Host");

        assertThat(columns("ipv6", new ConsoleColumns(List.of(either, Asked.SOURCE, Asked.SOURCE_V6))))
                .containsExactly(Asked.SOURCE_V6, either);
    }

    @Test
    void ofALinkAreThoseThatEachConsoleHas() {
        assertThat(ObservableColumns.linked(ip("2001:DB8::1")))
                .containsExactly(
                        new ColumnMatch(new Column("sourcev6", ""), List.of("2001:db8:0:0:0:0:0:1"), false),
                        new ColumnMatch(new Column("destinationv6", ""), List.of("2001:db8:0:0:0:0:0:1"), false));
        assertThat(ObservableColumns.linked(ip("192.0.2.1")))
                .containsExactly(
                        new ColumnMatch(new Column("sourceip", ""), List.of("192.0.2.1"), false),
                        new ColumnMatch(new Column("destinationip", ""), List.of("192.0.2.1"), false));
    }

    @Test
    void ofATypeThatTheConsoleHasNoneOfAreNone() {
        assertThat(columns("md5", Asked.COLUMNS)).isEmpty();
    }

    @Test
    void thatAreTextAreSearchedForEachWayOfWriting() {
        ObservableType mac = new ObservableType(
                "mac_address",
                "MAC",
                ValueForm.MAC,
                0,
                false,
                List.of("sourcemac"),
                List.of("Device MAC", "sourcemac"),
                List.of(),
                List.of(),
                List.of("ALN"));
        Column own = new Column("sourcemac", "");
        Column text = new Column("Device MAC", "");

        assertThat(ObservableColumns.of(mac, new ConsoleColumns(List.of(own, text))))
                .containsExactly(
                        new ObservableColumns.Searched(own, false), new ObservableColumns.Searched(text, true));
        assertThat(new ObservableColumns.Searched(text, true).literals(Asked.of("mac_address", "AABB.CCDD.EE0F")))
                .containsExactly("aa:bb:cc:dd:ee:0f", "aa-bb-cc-dd-ee-0f", "aabb.ccdd.ee0f", "aabbccddee0f");
    }

    private static List<Column> columns(String type, ConsoleColumns console) {
        return ObservableColumns.of(Asked.TYPES.named(type).orElseThrow(), console).stream()
                .map(ObservableColumns.Searched::column)
                .toList();
    }
}
