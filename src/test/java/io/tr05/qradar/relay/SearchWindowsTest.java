package io.tr05.qradar.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.qradar.Aql;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchWindowsTest {

    private static final Instant NOW = Instant.parse("2021-02-17T09:31:26.123Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void reachBackFromNow() {
        assertThat(next(new SearchWindows(DAY, List.of(), InstantSource.fixed(NOW))))
                .isEqualTo(new SearchWindow(NOW.minus(DAY).toEpochMilli(), NOW.toEpochMilli()));
    }

    @Test
    void areNeverTheSameWithinOneMillisecond() {
        var windows = new SearchWindows(DAY, List.of(), InstantSource.fixed(NOW));

        assertThat(List.of(next(windows), next(windows), next(windows)))
                .doesNotHaveDuplicates()
                .allSatisfy(window ->
                        assertThat(window.stopMillis() - window.startMillis()).isEqualTo(DAY.toMillis()));
    }

    @Test
    void areNeverTheSameWhenTheClockIsSetBack() {
        Iterator<Instant> times =
                List.of(NOW, NOW.minusSeconds(5), NOW, NOW.plusMillis(1)).iterator();
        var windows = new SearchWindows(DAY, List.of(), times::next);

        assertThat(List.of(next(windows), next(windows), next(windows), next(windows)))
                .doesNotHaveDuplicates();
    }

    @Test
    void areNeverTheSameForCallsAtTheSameTime() throws Exception {
        var windows = new SearchWindows(DAY, List.of(), InstantSource.fixed(NOW));
        Set<SearchWindow> seen = ConcurrentHashMap.newKeySet();
        Callable<Boolean> call = () -> {
            boolean allNew = true;
            for (int number = 0; number < 1_000; number++) {
                allNew &= seen.add(next(windows));
            }
            return allNew;
        };

        List<Boolean> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> answer : threads.invokeAll(List.of(call, call, call, call))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsOnly(true);
    }

    @Test
    void followTheClock() {
        Iterator<Instant> times = List.of(NOW, NOW.plusSeconds(60)).iterator();
        var windows = new SearchWindows(DAY, List.of(), times::next);
        next(windows);

        assertThat(next(windows).stopMillis()).isEqualTo(NOW.plusSeconds(60).toEpochMilli());
    }

    @Test
    void areCutIntoSlicesAtWholeMinutesTheNewestFirst() {
        var windows =
                new SearchWindows(Duration.ofDays(7), List.of(Duration.ofHours(1), DAY), InstantSource.fixed(NOW));
        long hour = Instant.parse("2021-02-17T08:31:00Z").toEpochMilli();
        long day = Instant.parse("2021-02-16T09:31:00Z").toEpochMilli();

        assertThat(windows.next())
                .containsExactly(
                        new SearchWindow(hour, NOW.toEpochMilli()),
                        new SearchWindow(day, hour, NOW.toEpochMilli()),
                        new SearchWindow(NOW.minus(Duration.ofDays(7)).toEpochMilli(), day, NOW.toEpochMilli()));
    }

    /** A console gives two calls the same search for the same text, and the first to end deletes it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "starttime"})
    void haveNoSliceWhoseTextIsThatOfAnotherCallInTheSameMinute(String lacking) {
        var windows = new SearchWindows(
                Duration.ofDays(7), List.of(Duration.ofHours(1), Duration.ofHours(2), DAY), InstantSource.fixed(NOW));

        List<String> texts = Stream.of(windows.next(), windows.next(), windows.next())
                .flatMap(List::stream)
                .map(window -> text(window, lacking))
                .toList();

        assertThat(texts).hasSize(3 * 4).doesNotHaveDuplicates();
    }

    @Test
    void haveNoSliceWithoutTimeInIt() {
        var windows = new SearchWindows(DAY, List.of(DAY.minusMillis(1), Duration.ofDays(2)), InstantSource.fixed(NOW));

        assertThat(windows.next()).hasSize(1);
    }

    private static String text(SearchWindow window, String lacking) {
        var match = new ColumnMatch(new Column("sourceip", "Host"), List.of("192.0.2.1"), false);
        return Aql.of(new EventQuery(List.of(match), List.of(), Set.of(lacking), window, 100));
    }

    private static SearchWindow next(SearchWindows windows) {
        return windows.next().get(0);
    }
}
