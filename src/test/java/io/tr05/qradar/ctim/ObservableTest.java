package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservableTest {

    @ParameterizedTest
    @ValueSource(strings = {"ip", "IP", "Ip", " ip "})
    void isSupportedWhenItIsAnAddress(String type) {
        assertThat(Observable.isSupported(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ipv6", "domain", "sha256", "ips", "i p", "İP"})
    void isNotSupportedOtherwise(String type) {
        assertThat(Observable.isSupported(type)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"192.0.2.1,192.0.2.1", " 192.0.2.1 ,192.0.2.1", "2001:DB8::1,2001:DB8::1"})
    void keepsTheValueAsItWasSentLessSpaceAround(String sent, String value) {
        assertThat(Observable.of("ip", sent).orElseThrow().value()).isEqualTo(value);
    }

    @Test
    void hasItsTypeInLowerCase() {
        assertThat(Observable.of(" IP", "192.0.2.1").orElseThrow().type()).isEqualTo("ip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.2.3.4' OR 1=1", "1.2.3.4/24", "example.com", "0.0.0.0", "::", "::ffff:0.0.0.0"})
    void isNoneForAValueThatIsNotOfItsTypeOrMatchesAlmostEverything(String value) {
        assertThat(Observable.of("ip", value)).isEmpty();
    }

    @Nested
    class IsTheSame {

        @Test
        void howeverItsAddressIsSpelled() {
            assertThat(Observable.of("ip", "2001:DB8::1"))
                    .isEqualTo(Observable.of("IP", "2001:db8:0:0:0:0:0:1"))
                    .hasSameHashCodeAs(Observable.of("IP", "2001:db8:0:0:0:0:0:1"));
        }

        @Test
        void onlyWithTheSameAddress() {
            assertThat(Observable.of("ip", "192.0.2.1")).isNotEqualTo(Observable.of("ip", "192.0.2.10"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "192.0.2.1, 192.0.2.10, false",
        "192.0.2.1, 192.0.2.1:80, false",
        "192.0.2.1, alice, false",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1, true",
        "2001:db8::1, 2001:DB8::1, true",
        "2001:db8::1, 2001:db8::11, false",
    })
    void equalsAColumnsValueThatIsTheAddressInAnyForm(String asked, String column, boolean found) {
        Observable wanted = Observable.of("ip", asked).orElseThrow();

        assertThat(Observable.of("ip", column).filter(wanted::equals).isPresent())
                .isEqualTo(found);
    }
}
