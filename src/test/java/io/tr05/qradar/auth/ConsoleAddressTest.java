package io.tr05.qradar.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 443, 192.0.2.1",
        "192.0.2.1:8443, 192.0.2.1, 8443, 192.0.2.1:8443",
        "SIEM.Example.COM, siem.example.com, 443, siem.example.com",
        "siem:443, siem, 443, siem",
        "siem:1, siem, 1, siem:1",
        "siem:65535, siem, 65535, siem:65535",
        "siem_1.corp:8443, siem_1.corp, 8443, siem_1.corp:8443",
        "[2001:DB8::1], 2001:db8::1, 443, [2001:db8::1]",
        "[2001:db8:0::1]:8443, 2001:db8::1, 8443, [2001:db8::1]:8443",
        "2001:db8::1, 2001:db8::1, 443, [2001:db8::1]",
        "[::ffff:192.0.2.1]:8443, 192.0.2.1, 8443, 192.0.2.1:8443",
    })
    void hasHostPortAndAuthority(String text, String host, int port, String authority) {
        var address = ConsoleAddress.parse(text);

        assertThat(address).isEqualTo(new ConsoleAddress(host, port));
        assertThat(address.authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "a..b",
                "a.",
                "-a",
                "a:b",
                "a:",
                ":443",
                "a:0",
                "a:65536",
                "a:443:1",
                "a/b",
                "a?b",
                "a#b",
                "a\\b",
                "u@a",
                "u:p@a",
                "https://a",
                " a",
                "a ",
                "a\n",
                "a%20b",
                "[a]",
                "[192.0.2.1]",
                "[::1",
                "::1]",
                "[::1]x",
                "[::1]:",
                "[fe80::1%25eth0]",
                "1.2.3",
                "1.2.3.256",
                "0x7f000001",
                "017700000001",
                "a.1",
                "b\u00fccher.example",
                "\u212A.example"
            })
    void isNothingElse(String text) {
        assertThatExceptionOfType(AuthorizationException.class)
                .isThrownBy(() -> ConsoleAddress.parse(text))
                .withMessageStartingWith("Wrong SERVER_IP in JWT payload.");
    }
}
