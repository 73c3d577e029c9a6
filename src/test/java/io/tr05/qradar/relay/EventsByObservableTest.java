package io.tr05.qradar.relay;

import static io.tr05.qradar.relay.Asked.events;
import static io.tr05.qradar.relay.Asked.ip;
import static io.tr05.qradar.relay.Asked.ips;
import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsByObservableTest {

    private static final Observable FIRST = ip("192.0.2.2");
    private static final Observable SECOND = ip("192.0.2.1");
    private static final Observable V6 = ip("2001:db8::1");

    private final EventsByObservable found = new EventsByObservable(List.of(FIRST, SECOND), 3);

    @Test
    void areNoneAtFirst() {
        assertThat(all()).containsExactly(Map.entry(FIRST, List.of()), Map.entry(SECOND, List.of()));
        assertThat(found.truncated()).isEmpty();
    }

    @Test
    void areAtMostTheLimitOfEachAndTheFirstOfThem() {
        List<Event> four = events(4);

        found.put(Map.of(FIRST, four), false);

        assertThat(all()).containsEntry(FIRST, four.subList(0, 3)).containsEntry(SECOND, List.of());
    }

    @Test
    void comeInTheOrderInWhichObservablesWereAskedFor() {
        found.put(Map.of(SECOND, events(1)), false);
        found.put(Map.of(FIRST, events(2)), false);

        assertThat(all().keySet()).containsExactly(FIRST, SECOND);
    }

    @Test
    void areReplacedByANewerAnswerNotAddedTo() {
        List<Event> newer = events(3);
        found.put(Map.of(FIRST, events(2)), false);

        found.put(Map.of(FIRST, newer), false);

        assertThat(all()).containsEntry(FIRST, newer);
    }

    @Test
    void areShortOnlyOfThoseBelowTheLimit() {
        found.put(Map.of(FIRST, events(3), SECOND, events(2)), false);

        assertThat(found.shortOf(List.of(FIRST, SECOND))).containsExactly(SECOND);
    }

    @Test
    void areAskedForAgainWithoutThoseThatHaveTheirs() {
        found.put(Map.of(FIRST, events(3), SECOND, events(2)), false);

        assertThat(found.toAskAgain(List.of(FIRST, SECOND))).containsExactly(SECOND);
    }

    @Test
    void areNotAskedForAgainWhenThatWouldBeTheSameQuestion() {
        found.put(Map.of(FIRST, events(2), SECOND, events(2)), false);

        assertThat(found.toAskAgain(List.of(FIRST, SECOND))).isEmpty();
    }

    @Test
    void areAllThereIsWhenTheAnswerWasCompleteAndWithinTheLimit() {
        found.put(Map.of(FIRST, events(3), SECOND, events(2)), true);

        assertThat(found.truncated()).isEmpty();
    }

    @Test
    void areFewerThanThereAreWhenMoreCameThanTheLimit() {
        found.put(Map.of(FIRST, events(4), SECOND, events(2)), true);

        assertThat(found.truncated()).containsExactly(FIRST);
    }

    @Test
    void mayBeMoreOnTheConsoleOnceTheLimitIsReached() {
        found.put(Map.of(FIRST, events(3), SECOND, events(2)), false);

        assertThat(found.truncated()).containsExactly(FIRST);
    }

    @Test
    void canBeSearchedOnlyWhereTheConsoleHasAColumn() {
        var all = new EventsByObservable(ips("2001:db8::1", "192.0.2.1"), 1);

        assertThat(all.searchableOn(Asked.COLUMNS)).containsExactly(V6, SECOND);
        assertThat(all.searchableOn(new ConsoleColumns(List.of(Asked.SOURCE)))).containsExactly(SECOND);
        assertThat(all.searchableOn(new ConsoleColumns(List.of(Asked.USER)))).isEmpty();
    }

    private Map<Observable, List<Event>> all() {
        Map<Observable, List<Event>> all = new LinkedHashMap<>();
        found.forEach(all::put);
        return all;
    }
}
