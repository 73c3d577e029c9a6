package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.wire.Observable;
import io.tr05.qradar.wire.SensorCoordinates;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSensorTest {

    private final Mapped mapped = Mapped.with();

    @ParameterizedTest
    @CsvSource({
        "41, network.firewall",
        "2, network.ids",
        "297, network.ips",
        "46, network.proxy",
        "23, network.vpn",
        "384, process.dns-server",
        "316, process.aaa-server",
        "279, process.directory-service",
        "99, process.email-service",
        "12, endpoint",
        "11, endpoint.server",
        "18, network.sense_making"
    })
    void theSensorIsThatOfTheLogSourcesType(String type, String sensor) {
        assertThat(mapped.sighting("devicetype", type).getSensor()).isEqualTo(sensor);
    }

    @ParameterizedTest
    @CsvSource({"9999", "-1", "firewall", "''"})
    void aTypeThatIsNotInTheTableHasNoSensor(String type) {
        assertThat(mapped.sighting("devicetype", type, "logsource_name", "ASA @ fw-1")
                        .getSensor())
                .isNull();
        assertThat(mapped.sighting("devicetype", type, "logsource_name", "ASA @ fw-1")
                        .getSensorCoordinates())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ASA @ fw-1.example.com, hostname, fw-1.example.com",
        "ASA @ 192.0.2.9, ip, 192.0.2.9",
        "ASA @ 2001:db8::9, ipv6, 2001:db8::9",
        "Health Metrics-2 :: console, hostname, console"
    })
    void theHostInALogSourcesNameTellsWhereTheSensorIs(String name, String type, String value) {
        assertThat(coordinates(name).getObservables())
                .containsExactly(
                        new Observable().type(type).value(value),
                        new Observable().type("device").value(name));
    }

    @ParameterizedTest
    @CsvSource({"Perimeter firewall", "Firewall @ the *old* site", "@ fw-1", "ASA@fw-1"})
    void aNameThatTellsNoHostStandsForItself(String name) {
        assertThat(coordinates(name).getObservables())
                .containsExactly(new Observable().type("device").value(name));
    }

    @Test
    void aSensorWithoutANameHasNoCoordinates() {
        assertThat(mapped.sighting("devicetype", "41").getSensorCoordinates()).isNull();
    }

    private SensorCoordinates coordinates(String name) {
        return Objects.requireNonNull(
                mapped.sighting("devicetype", "41", "logsource_name", name).getSensorCoordinates());
    }
}
