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

class FoundEventsTest {

    private static final Observable FIRST = ip("192.0.2.2");
    private static final Observable SECOND = ip("192.0.2.1");
    private static final List<Observable> BOTH = List.of(FIRST, SECOND);

    private final FoundEvents found = new FoundEvents(BOTH, 3);

    @Test
    void areNoneAtFirst() {
        assertThat(all()).containsExactly(Map.entry(FIRST, List.of()), Map.entry(SECOND, List.of()));
        assertThat(found.truncated()).isEmpty();
    }

    @Test
    void areAtMostWhatThereIsRoomForAndTheFirstOfThem() {
        List<Event> four = events(4);

        found.put(Map.of(FIRST, four));

        assertThat(all()).containsEntry(FIRST, four.subList(0, 3)).containsEntry(SECOND, List.of());
        assertThat(found.truncated()).containsExactly(FIRST);
        assertThat(found.shortOf(BOTH)).containsExactly(SECOND);
    }

    @Test
    void areAllThereIsUpToTheLimit() {
        found.put(Map.of(FIRST, events(3), SECOND, events(2)));

        assertThat(found.truncated()).isEmpty();
        assertThat(found.shortOf(BOTH)).containsExactly(FIRST, SECOND);
    }

    @Test
    void comeInTheOrderInWhichObservablesWereAskedFor() {
        found.put(Map.of(SECOND, events(1)));
        found.put(Map.of(FIRST, events(2)));

        assertThat(all().keySet()).containsExactly(FIRST, SECOND);
    }

    @Test
    void areReplacedByAnotherAnswerToTheSameQuestion() {
        List<Event> newer = events(3);
        found.put(Map.of(FIRST, events(2)));

        found.put(Map.of(FIRST, newer));

        assertThat(all()).containsEntry(FIRST, newer);
    }

    @Test
    void growByOlderOnesUpToTheLimit() {
        List<Event> newest = events(2);
        List<Event> older = events(2);
        found.put(Map.of(FIRST, newest));
        FoundEvents ofOlderSlice = new FoundEvents(BOTH, 3);
        ofOlderSlice.put(Map.of(FIRST, older, SECOND, events(4)));

        found.append(ofOlderSlice);

        assertThat(all()).containsEntry(FIRST, List.of(newest.get(0), newest.get(1), older.get(0)));
        assertThat(found.truncated()).containsExactly(FIRST, SECOND);
    }

    @Test
    void needARowMoreOfEachThanThereIsRoomFor() {
        found.put(Map.of(FIRST, events(2)));

        FoundEvents rest = found.room(BOTH);

        assertThat(rest.rowsFor(BOTH)).isEqualTo((1 + 1) + (3 + 1));
        assertThat(rest.rowsFor(List.of(SECOND))).isEqualTo(3 + 1);
    }

    private Map<Observable, List<Event>> all() {
        Map<Observable, List<Event>> all = new LinkedHashMap<>();
        found.forEach(all::put);
        return all;
    }
}
