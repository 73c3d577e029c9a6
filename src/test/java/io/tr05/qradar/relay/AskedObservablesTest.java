package io.tr05.qradar.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.relay.RelayError.Code;
import io.tr05.qradar.wire.Observable;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedObservablesTest {

    @Test
    void keepTheOrderInWhichTheyWereSent() {
        assertThat(asked(ip("192.0.2.2"), ip("192.0.2.1"), ip("2001:db8::1")).accepted())
                .extracting(io.tr05.qradar.ctim.Observable::value)
                .containsExactly("192.0.2.2", "192.0.2.1", "2001:db8::1");
    }

    @Test
    void dropWhatTheRelayDoesNotKnowWithoutAWord() {
        AskedObservables asked = asked(of("file_size", "abc"), of("asn", "1.2.3.4"), ip("192.0.2.1"));

        assertThat(asked.accepted()).hasSize(1);
        assertThat(asked.warnings()).isEmpty();
    }

    @Test
    void takeATypeInAnyCase() {
        assertThat(asked(of("IP", "192.0.2.1")).accepted()).hasSize(1);
    }

    @Test
    void holdTheSameThingOnceInItsFirstSpelling() {
        assertThat(asked(
                                ip("2001:DB8::1"),
                                ip("192.0.2.1"),
                                ip("2001:db8:0:0:0:0:0:1"),
                                of("Ip", "192.0.2.1"),
                                ip("::ffff:192.0.2.1"))
                        .accepted())
                .extracting(io.tr05.qradar.ctim.Observable::value)
                .containsExactly("2001:DB8::1", "192.0.2.1");
    }

    @Nested
    class WhenAValueIsNoneOfItsType {

        @ParameterizedTest
        @ValueSource(strings = {"abc", "1.2.3.4' OR 1=1", "1.2.3.4/24", "0.0.0.0", "::"})
        void warnsAndGoesOnWithTheOthers(String value) {
            AskedObservables asked = asked(ip(value), ip("192.0.2.1"));

            assertThat(asked.accepted()).hasSize(1);
            assertThat(asked.warnings())
                    .containsExactly(RelayError.warning(
                            Code.INVALID_ARGUMENT,
                            "'" + value + "' is not a valid value of type 'ip': it was not used."));
        }

        @Test
        void warnsOnceHoweverOftenItWasSent() {
            assertThat(asked(ip("abc"), ip("abc"), ip("def")).warnings()).hasSize(2);
        }

        @Test
        void quotesNoMoreThanAHundredCharacters() {
            assertThat(asked(ip("x".repeat(101))).warnings())
                    .extracting(RelayError::message)
                    .containsExactly("'" + "x".repeat(100) + "…' is not a valid value of type 'ip': it was not used.");
        }

        @Test
        void neverQuotesHalfACharacter() {
            assertThat(asked(ip("x".repeat(99) + "🦊")).warnings())
                    .extracting(RelayError::message)
                    .containsExactly("'" + "x".repeat(99) + "…' is not a valid value of type 'ip': it was not used.");
        }
    }

    private static AskedObservables asked(Observable... sent) {
        return AskedObservables.of(Asked.TYPES, Arrays.asList(sent));
    }

    private static Observable ip(String value) {
        return of("ip", value);
    }

    private static Observable of(String type, String value) {
        return new Observable().type(type).value(value);
    }
}
