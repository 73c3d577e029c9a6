package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedSightingsTest {

    /** 2021-02-17T09:31:00.000Z. */
    private static final long MINUTE = 1_613_554_260_000L;

    private final Mapped merging = Mapped.with("RELAY_SIGHTING_MERGE", "true");

    @Test
    void likeEventsOfAMinuteAreOneSightingThatSpansThem() {
        List<Sighting> sightings = merging.sightings(
                event(MINUTE + 50_000, 3, "10.0.0.5"),
                event(MINUTE + 20_000, 2, "10.0.0.5"),
                event(MINUTE, 1, "10.0.0.5"));

        assertThat(sightings).singleElement().satisfies(sighting -> {
            assertThat(sighting.getCount()).isEqualTo(6);
            assertThat(sighting.getObservedTime().getStartTime()).isEqualTo("2021-02-17T09:31:00.000Z");
            assertThat(sighting.getObservedTime().getEndTime()).isEqualTo("2021-02-17T09:31:51.000Z");
            assertThat(sighting.getTargets().get(0).getObservedTime()).isEqualTo(sighting.getObservedTime());
            assertThat(sighting.getSourceUri())
                    .contains("starttime%20%3E%3D%20" + MINUTE, "starttime%20%3C%3D%20" + (MINUTE + 50_000));
        });
    }

    @Test
    void byDefaultEachEventIsASightingOfItsOwn() {
        assertThat(Mapped.with().sightings(event(MINUTE, 1, "10.0.0.5"), event(MINUTE + 1, 1, "10.0.0.5")))
                .hasSize(2);
    }

    @Test
    void eventsOfTwoMinutesStayApart() {
        assertThat(merging.sightings(event(MINUTE, 1, "10.0.0.5"), event(MINUTE - 1, 1, "10.0.0.5")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "sourceip, 10.0.0.6",
        "destinationip, 10.0.0.6",
        "sourcev6, 2001:db8:0:0:0:0:0:1",
        "qid, 6",
        "event_name, Other",
        "logsourceid, 102"
    })
    void eventsThatDifferStayApart(String column, String value) {
        Event other = Mapped.event("starttime", Long.toString(MINUTE), column, value);

        assertThat(merging.sightings(Mapped.event("starttime", Long.toString(MINUTE)), other))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"qid, 5.0", "logsourceid, 1.01E2"})
    void likeEventsAreOneHoweverTheConsoleWritesANumber(String column, String number) {
        Map<String, String> columns =
                new HashMap<>(Map.of("starttime", Long.toString(MINUTE), "qid", "5", "logsourceid", "101"));
        Event whole = Event.of(columns);
        columns.put(column, number);

        assertThat(merging.sightings(whole, Event.of(columns))).hasSize(1);
    }

    @Test
    void theOrderIsThatOfTheNewestOfEach() {
        assertThat(merging.sightings(
                        event(MINUTE + 3, 1, "10.0.0.5"),
                        event(MINUTE + 2, 1, "10.0.0.6"),
                        event(MINUTE + 1, 1, "10.0.0.5")))
                .extracting(Sighting::getCount)
                .containsExactly(2, 1);
    }

    @Test
    void theIdIsTheSameWhenMoreOfTheSameIsFoundLater() {
        String before = merging.sightings(event(MINUTE, 1, "10.0.0.5")).get(0).getId();

        assertThat(merging.sightings(event(MINUTE + 9, 1, "10.0.0.5"), event(MINUTE, 1, "10.0.0.5")))
                .extracting(Sighting::getId)
                .containsExactly(before);
    }

    @Test
    void hugeCountsDoNotOverflow() {
        assertThat(merging.sightings(
                        event(MINUTE, Long.MAX_VALUE, "10.0.0.5"), event(MINUTE, Long.MAX_VALUE, "10.0.0.5")))
                .extracting(Sighting::getCount)
                .containsExactly(Integer.MAX_VALUE);
    }

    private static Event event(long start, long count, String source) {
        return Mapped.event(
                "starttime",
                Long.toString(start),
                "endtime",
                Long.toString(start + 1_000),
                "eventcount",
                Long.toString(count),
                "sourceip",
                source,
                "qid",
                "5",
                "logsourceid",
                "101");
    }
}
