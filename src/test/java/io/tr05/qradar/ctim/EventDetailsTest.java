package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.wire.DataColumn;
import io.tr05.qradar.wire.DataTable;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EventDetailsTest {

    private final Mapped mapped = Mapped.with();

    @Test
    void theTableHasARowWithWhatTheEventHas() {
        var table = table(
                "logsource_name", "ASA @ fw-1",
                "logsource_type", "Cisco Adaptive Security Appliance (ASA)",
                "category_name", "Firewall Deny",
                "protocol_name", "tcp_ip",
                "sourceport", "4711",
                "destinationport", "443",
                "username", "alice",
                "magnitude", "6",
                "severity", "5",
                "credibility", "9",
                "relevance", "0",
                "domain_name", "Default Domain");

        assertThat(table.getColumns())
                .extracting(DataColumn::getName)
                .containsExactly(
                        "Log source",
                        "Log source type",
                        "Category",
                        "Protocol",
                        "Source port",
                        "Destination port",
                        "User",
                        "Magnitude",
                        "Severity",
                        "Credibility",
                        "Relevance",
                        "Domain");
        assertThat(table.getRows())
                .containsExactly(List.of(
                        "ASA @ fw-1",
                        "Cisco Adaptive Security Appliance (ASA)",
                        "Firewall Deny",
                        "tcp_ip",
                        4711L,
                        443L,
                        "alice",
                        6L,
                        5L,
                        9L,
                        0L,
                        "Default Domain"));
        assertThat(table.getRowCount()).isEqualTo(1);
    }

    @Test
    void columnsWithoutAValueAreLeftOut() {
        var table = table(
                "category_name",
                "N/A",
                "sourceport",
                "0",
                "magnitude",
                "-1",
                "severity",
                "none",
                "destinationport",
                "443.0");

        assertThat(table.getColumns()).extracting(DataColumn::getName).containsExactly("Destination port");
        assertThat(table.getRows()).containsExactly(List.of(443L));
    }

    @Test
    void anEventWithNothingMoreHasNoTable() {
        assertThat(mapped.sighting("sourceip", "10.0.0.5").getData()).isNull();
    }

    private DataTable table(String... columns) {
        return Objects.requireNonNull(mapped.sighting(columns).getData());
    }
}
