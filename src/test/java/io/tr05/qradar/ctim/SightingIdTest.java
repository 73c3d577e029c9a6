package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.Sighting;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightingIdTest {

    private static final String[] COLUMNS = {
        "starttime", "1613554286123", "qid", "5", "logsourceid", "101", "sourceip", "192.0.2.1", "sourceport", "4711"
    };

    private final Mapped mapped = Mapped.with();

    @Test
    void aNameBasedUuidIsThatOfTheRfcsExample() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertThat(SightingId.uuid(dns, "www.example.com")).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void theSameEventHasTheSameIdWheneverItIsFound() {
        assertThat(mapped.sighting(COLUMNS).getId())
                .isEqualTo(Mapped.with().sighting(COLUMNS).getId())
                .isEqualTo("transient:sighting-" + ID);
    }

    /** Worked out by Python's uuid5. Never changes: the platform would show what it knows already once more. */
    private static final String ID = "cee05c5e-ee53-517f-ba71-7b70bdf7504a";

    @Test
    void theIdIsThatOfAnEventWhicheverSpellingOfTheObservableFoundIt() {
        String compressed = mapped.sighting(Mapped.observable("ipv6", "2001:db8::1"), COLUMNS)
                .getId();

        assertThat(mapped.sighting(Mapped.observable("ipv6", "2001:DB8:0:0:0:0:0:1"), COLUMNS)
                        .getId())
                .isEqualTo(compressed);
    }

    @Test
    void theEventHasAnotherIdForEachObservable() {
        assertThat(mapped.sighting(Mapped.observable("ip", "192.0.2.2"), COLUMNS)
                        .getId())
                .isNotEqualTo(mapped.sighting(COLUMNS).getId());
    }

    @Test
    void theEventHasAnotherIdOnEachConsole() {
        assertThat(mapped.sighting(ConsoleAddress.parse("other.example.com"), COLUMNS)
                        .getId())
                .isNotEqualTo(mapped.sighting(COLUMNS).getId());
    }

    @ParameterizedTest
    @CsvSource({"starttime, 1613554286124", "qid, 6", "logsourceid, 102", "sourceip, 192.0.2.3", "sourceport, 4712"})
    void anEventThatDiffersInAnythingHasAnotherId(String column, String value) {
        String[] other = COLUMNS.clone();
        for (int index = 0; index < other.length; index += 2) {
            if (other[index].equals(column)) {
                other[index + 1] = value;
            }
        }

        assertThat(mapped.sighting(other).getId())
                .isNotEqualTo(mapped.sighting(COLUMNS).getId());
    }

    @ParameterizedTest
    @CsvSource({
        "starttime, 1613554286123, 1.613554286123E12",
        "starttime, 1613554286123, 1613554286123.0",
        "endtime, 1613554290000, 1.61355429E12",
        "devicetime, 1613554284900, 1.6135542849E12",
        "eventcount, 3, 3.0",
        "logsourceid, 101, 101.0",
        "qid, 11750074, 1.1750074E7",
        "protocolid, 6, 6.0",
        "sourceport, 4711, 4711.0",
        "destinationport, 443, 4.43E2"
    })
    void anEventHasTheSameIdHoweverTheConsoleWritesANumber(String column, String whole, String asDouble) {
        assertThat(mapped.sighting(column, asDouble).getId())
                .isEqualTo(mapped.sighting(column, whole).getId());
    }

    @ParameterizedTest
    @CsvSource({"username, 5, 5.0", "eventcount, 1e300, 2e300", "qid, a, b", "starttime, NaN, Infinity"})
    void whatIsNoNumberTellsEventsApartByItsText(String column, String text, String other) {
        assertThat(mapped.sighting(column, text).getId())
                .isNotEqualTo(mapped.sighting(column, other).getId());
    }

    @Test
    void columnsThatOnlySomeQueriesReturnDoNotMatter() {
        String[] more = java.util.Arrays.copyOf(COLUMNS, COLUMNS.length + 2);
        more[COLUMNS.length] = "URL";
        more[COLUMNS.length + 1] = "https://www.example.com/";

        assertThat(mapped.sighting(more).getId())
                .isEqualTo(mapped.sighting(COLUMNS).getId());
    }

    @Test
    void twoEventsThatAreAlikeInEverythingStayTwo() {
        Event event = Mapped.event(COLUMNS);

        assertThat(mapped.sightings(event, event))
                .extracting(Sighting::getId)
                .doesNotHaveDuplicates()
                .contains(mapped.sighting(COLUMNS).getId());
    }

    @Test
    void anEventWithoutATimeHasTheSameIdLater() {
        assertThat(mapped.sighting("qid", "5").getId())
                .isEqualTo(mapped.sighting("qid", "5").getId());
    }
}
