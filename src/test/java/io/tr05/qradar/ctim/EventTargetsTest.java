package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventTargetsTest {

    private static final String[] INBOUND = {
        "sourceip",
        "203.0.113.5",
        "sourcemac",
        "02:00:5E:00:00:01",
        "destinationip",
        "10.0.0.5",
        "destinationmac",
        "02:00:5E:00:00:02",
        "username",
        "alice"
    };

    private final Mapped asBefore = Mapped.with();
    private final Mapped withSense = Mapped.with("RELAY_SIGHTING_TARGETS", "internal");

    @Test
    void byDefaultTheSourceIsTheTargetAsInThePythonRelay() {
        assertThat(targets(asBefore, INBOUND))
                .containsExactly("ip:203.0.113.5 mac_address:02:00:5E:00:00:01 user:alice");
    }

    @Test
    void ofAConnectionFromOutsideTheInternalDestinationIsTheTarget() {
        assertThat(targets(withSense, INBOUND)).containsExactly("ip:10.0.0.5 mac_address:02:00:5E:00:00:02 user:alice");
    }

    @Test
    void ofAConnectionToTheOutsideTheInternalSourceIsTheTarget() {
        assertThat(targets(withSense, "sourceip", "192.168.1.7", "destinationip", "203.0.113.5", "username", "bob"))
                .containsExactly("ip:192.168.1.7 user:bob");
    }

    @Test
    void bothEndsAreTargetsWhereBothAreInternal() {
        assertThat(targets(withSense, "sourceip", "10.0.0.5", "destinationip", "172.16.3.4", "username", "bob"))
                .containsExactly("ip:10.0.0.5 user:bob", "ip:172.16.3.4");
    }

    @Test
    void theSourceIsTheTargetWhereNeitherEndIsInternal() {
        assertThat(targets(withSense, "sourceip", "203.0.113.5", "destinationip", "198.51.100.7"))
                .containsExactly("ip:203.0.113.5");
    }

    @Test
    void uniqueLocalIpv6AddressesAreInternal() {
        assertThat(targets(withSense, "sourcev6", "2001:db8:0:0:0:0:0:1", "destinationv6", "fd00:0:0:0:0:0:0:7"))
                .containsExactly("ipv6:fd00:0:0:0:0:0:0:7");
    }

    @Test
    void theOperatorSaysWhatIsInternal() {
        Mapped own = Mapped.with(
                "RELAY_SIGHTING_TARGETS", "internal", "RELAY_INTERNAL_NETWORKS", "203.0.113.0/24, 2001:db8::/32");

        assertThat(targets(own, INBOUND)).containsExactly("ip:203.0.113.5 mac_address:02:00:5E:00:00:01 user:alice");
    }

    @Test
    void userAndHostNameGoToTheEndThatTheIdentityIsOf() {
        assertThat(targets(
                        withSense,
                        "sourceip",
                        "10.0.0.5",
                        "destinationip",
                        "10.0.0.9",
                        "identityip",
                        "10.0.0.9",
                        "identityhostname",
                        "dc-1.corp.example",
                        "username",
                        "bob"))
                .containsExactly("ip:10.0.0.5", "ip:10.0.0.9 hostname:dc-1.corp.example user:bob");
    }

    @Test
    void theIdentityOfTheOtherEndIsNotTakenForTheTargets() {
        assertThat(targets(
                        withSense,
                        "sourceip",
                        "203.0.113.5",
                        "destinationip",
                        "10.0.0.9",
                        "identityip",
                        "203.0.113.5",
                        "identityhostname",
                        "scanner.example",
                        "username",
                        "eve"))
                .containsExactly("ip:10.0.0.9");
    }

    @Test
    void hostNamesOfEachEndStayWithIt() {
        assertThat(targets(
                        withSense,
                        "sourceip",
                        "10.0.0.5",
                        "destinationip",
                        "10.0.0.9",
                        "Source Host Name",
                        "ws-1",
                        "Destination Host Name",
                        "srv-1"))
                .containsExactly("ip:10.0.0.5 hostname:ws-1", "ip:10.0.0.9 hostname:srv-1");
    }

    @Test
    void anEventOfAMachineWithoutAnAddressHasItsNameAsTarget() {
        assertThat(targets(withSense, "Machine Identifier", "ws-17.corp.example", "username", "bob"))
                .containsExactly("hostname:ws-17.corp.example user:bob");
    }

    @Test
    void whatIsNoValueOfItsTypeIsLeftOut() {
        assertThat(targets(withSense, "sourceip", "10.0.0.5", "sourcemac", "unknown", "identityhostname", "a b"))
                .containsExactly("ip:10.0.0.5");
    }

    @Test
    void anEventThatNamesNobodyHasNoTarget() {
        assertThat(targets(withSense, "sourceip", "0.0.0.0", "username", "N/A")).isEmpty();
    }

    private static List<String> targets(Mapped mapped, String... columns) {
        return mapped.sighting(columns).getTargets().stream()
                .map(target -> target.getObservables().stream()
                        .map(observable -> observable.getType() + ":" + observable.getValue())
                        .reduce((left, right) -> left + " " + right)
                        .orElse(""))
                .toList();
    }
}
