package io.tr05.qradar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    private static InetAddress ip(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }

    @Nested
    class AHostPattern {
        @ParameterizedTest
        @CsvSource({
            "visibility.*.cisco.com, visibility.eu.cisco.com, true",
            "visibility.*.cisco.com, VISIBILITY.EU.Cisco.com, true",
            "visibility.*.cisco.com, visibility.cisco.com, false",
            "visibility.*.cisco.com, visibility.a.b.cisco.com, false",
            "visibility.*.cisco.com, visibility..cisco.com, false",
            "visibility.*.cisco.com, visibility.eu.cisco.com.evil.com, false",
            "visibility.amp.cisco.com, visibility.amp.cisco.com, true",
            "visibility.amp.cisco.com, xvisibility.amp.cisco.com, false",
        })
        void starStandsForExactlyOneLabel(String pattern, String host, boolean matches) {
            assertThat(HostPattern.parse(pattern).orElseThrow().matches(host)).isEqualTo(matches);
        }

        @Test
        void withoutAPortIsFor443Only() {
            var pattern = HostPattern.parse("visibility.amp.cisco.com").orElseThrow();

            assertThat(pattern.matches("visibility.amp.cisco.com", 443)).isTrue();
            assertThat(pattern.matches("visibility.amp.cisco.com", 8443)).isFalse();
        }

        @Test
        void withAPortIsForThatPort() {
            var pattern = HostPattern.parse("127.0.0.1:8443").orElseThrow();

            assertThat(pattern.matches("127.0.0.1", 8443)).isTrue();
            assertThat(pattern.matches("127.0.0.1", 443)).isFalse();
        }
    }

    @Nested
    class AnIpLiteral {
        @ParameterizedTest
        @CsvSource({
            "192.0.2.1, 192.0.2.1",
            "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
            "::1, ::1",
            "::, ::",
            "fe80::1:0:0:1, fe80::1:0:0:1",
            "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
            "::ffff:192.0.2.1, 192.0.2.1",
        })
        void hasOneCanonicalText(String text, String canonical) {
            assertThat(IpLiteral.text(ip(text))).isEqualTo(canonical);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "127.1",
                    "1.2.3.256",
                    "01.2.3.4",
                    "1.2.3.4.5",
                    "2130706433",
                    "0x7f.0.0.1",
                    "fe80::1%eth0",
                    "::g",
                    "1::2::3",
                    "[::1]",
                    "localhost",
                    ":",
                    ":::"
                })
        void isNothingElse(String text) {
            assertThat(IpLiteral.parse(text)).isEmpty();
        }
    }

    @Nested
    class ACidrBlock {
        @ParameterizedTest
        @CsvSource({
            "10.0.0.0/8, 10.255.1.2, true",
            "10.0.0.0/8, 11.0.0.1, false",
            "10.1.2.3/8, 10.9.9.9, true",
            "192.0.2.128/25, 192.0.2.127, false",
            "192.0.2.128/25, 192.0.2.129, true",
            "0.0.0.0/0, 203.0.113.9, true",
            "0.0.0.0/0, 2001:db8::1, false",
            "2001:db8::/33, 2001:db8:7fff::1, true",
            "2001:db8::/33, 2001:db8:8000::1, false",
            "192.0.2.1, 192.0.2.1, true",
            "192.0.2.1, 192.0.2.2, false",
        })
        void containsItsAddresses(String block, String address, boolean contains) {
            assertThat(CidrBlock.parse(block).orElseThrow().contains(ip(address)))
                    .isEqualTo(contains);
        }
    }

    @Nested
    class ConsoleHostsThatAreSet {
        private final ConsoleHosts hosts = RelayConfig.from(Map.of("QRADAR_HOSTS", "*.example.com, 10.0.0.0/8"))
                .console()
                .hosts();

        @Test
        void allowANameThatMatches() {
            assertThat(hosts.allows("siem.example.com", List.of(ip("203.0.113.1"))))
                    .isTrue();
        }

        @Test
        void allowAnyNameWhoseAddressesAreAllInANetwork() {
            assertThat(hosts.allows("siem.corp", List.of(ip("10.0.0.1"), ip("10.0.0.2"))))
                    .isTrue();
            assertThat(hosts.allows("siem.corp", List.of(ip("10.0.0.1"), ip("203.0.113.1"))))
                    .isFalse();
            assertThat(hosts.allows("siem.corp", List.of())).isFalse();
        }
    }
}
