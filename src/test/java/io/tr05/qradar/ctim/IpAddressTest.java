package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:0201, 192.0.2.1",
    })
    void readsIpv4(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasValue(new IpAddress(canonical, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8:0:0:0:0:0:1",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8:0:0:0:0:0:1",
        "::, 0:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:1",
        "fe80::, fe80:0:0:0:0:0:0:0",
        "64:ff9b::192.0.2.1, 64:ff9b:0:0:0:0:c000:201",
    })
    void readsIpv6IntoTheFormThatQRadarWrites(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasValue(new IpAddress(canonical, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "1",
                "1.2.3",
                "1.2.3.",
                "1.2.3.4.",
                ".1.2.3.4",
                "1.2.3.4.5",
                "1..2.3",
                "256.1.1.1",
                "1.2.3.999",
                "01.2.3.4",
                "1.2.3.04",
                "0x7f.0.0.1",
                "2130706433",
                "-1.2.3.4",
                " 1.2.3.4",
                "1.2.3.4 ",
                "1.2.3.4\n",
                "1.2.3.4' OR 1=1",
                "1.2.3.4/32",
                "1.2.3.4:80",
                "１.2.3.4",
                "١.٢.٣.٤",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "::g",
                "1::2::3",
                "[::1]",
                "::1%eth0",
                "fe80::1%1",
                "::1/128",
                "::1\n",
                "::ffff:1.2.3.256",
                "localhost",
                "example.com",
                "dead.beef",
                "cafe:"
            })
    void isNothingElse(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, true",
        "::, true",
        "0:0:0:0:0:0:0:0, true",
        "::ffff:0.0.0.0, true",
        "0.0.0.1, false",
        "::1, false",
    })
    void isUnspecifiedWhereQRadarMeansNoValue(String text, boolean unspecified) {
        assertThat(IpAddress.parse(text).orElseThrow().isUnspecified()).isEqualTo(unspecified);
    }

    @Test
    void isTheSameHoweverItIsSpelled() {
        assertThat(IpAddress.parse("2001:DB8::0:1")).isEqualTo(IpAddress.parse("2001:db8:0:0::1"));
    }
}
