package io.tr05.qradar.relay;

import static io.tr05.qradar.relay.Asked.events;
import static io.tr05.qradar.relay.Asked.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsByObservableTest {

    private static final Observable FIRST = ip("192.0.2.2");
    private static final Observable SECOND = ip("192.0.2.1");

    private final EventsByObservable found = new EventsByObservable(List.of(FIRST, SECOND), 3);

    @Test
    void areNoneAtFirst() {
        assertThat(all()).containsExactly(Map.entry(FIRST, List.of()), Map.entry(SECOND, List.of()));
        assertThat(found.truncated()).isEmpty();
    }

    @Test
    void areAtMostTheLimitOfEachAndTheFirstOfThem() {
        List<Event> four = events(4);

        found.put(Map.of(FIRST, four));

        assertThat(all()).containsEntry(FIRST, four.subList(0, 3)).containsEntry(SECOND, List.of());
    }

    @Test
    void comeInTheOrderInWhichObservablesWereAskedFor() {
        found.put(Map.of(SECOND, events(1)));
        found.put(Map.of(FIRST, events(2)));

        assertThat(all().keySet()).containsExactly(FIRST, SECOND);
    }

    @Test
    void areReplacedByANewerAnswerAboutTheSameSlice() {
        List<Event> newer = events(3);
        found.put(Map.of(FIRST, events(2)));

        found.put(Map.of(FIRST, newer));

        assertThat(all()).containsEntry(FIRST, newer);
    }

    @Test
    void growByThoseOfTheNextSliceUpToTheLimit() {
        List<Event> newest = events(2);
        List<Event> older = events(2);
        found.put(Map.of(FIRST, newest));
        found.endSlice();

        found.put(Map.of(FIRST, older));

        assertThat(all()).containsEntry(FIRST, List.of(newest.get(0), newest.get(1), older.get(0)));
        assertThat(found.truncated()).containsExactly(FIRST);
    }

    @Test
    void areLookedForOnlyOfThoseNotKnownToHaveMoreThanTheLimit() {
        found.put(Map.of(FIRST, events(4), SECOND, events(3)));

        assertThat(found.shortOf(List.of(FIRST, SECOND))).containsExactly(SECOND);
    }

    @Test
    void needARowMoreOfEachThanItMayHaveLessThoseOfSlicesBefore() {
        assertThat(found.rowsFor(List.of(FIRST, SECOND))).isEqualTo(8);
        found.put(Map.of(FIRST, events(2)));
        assertThat(found.rowsFor(List.of(FIRST, SECOND))).isEqualTo(8);
        found.endSlice();
        assertThat(found.rowsFor(List.of(FIRST, SECOND))).isEqualTo(6);
    }

    @Test
    void areAllThereIsUpToTheLimit() {
        found.put(Map.of(FIRST, events(3), SECOND, events(2)));

        assertThat(found.truncated()).isEmpty();
    }

    @Test
    void areFewerThanThereAreWhenMoreCameThanTheLimit() {
        found.put(Map.of(FIRST, events(4), SECOND, events(2)));

        assertThat(found.truncated()).containsExactly(FIRST);
    }

    private Map<Observable, List<Event>> all() {
        found.endSlice();
        Map<Observable, List<Event>> all = new LinkedHashMap<>();
        found.forEach(all::put);
        return all;
    }
}
