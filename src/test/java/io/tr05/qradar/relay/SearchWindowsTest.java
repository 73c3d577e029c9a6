package io.tr05.qradar.relay;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

class SearchWindowsTest {

    private static final Instant NOW = Instant.parse("2021-02-17T09:31:26.123Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void reachBackFromNow() {
        assertThat(new SearchWindows(DAY, InstantSource.fixed(NOW)).next())
                .isEqualTo(new SearchWindow(NOW.minus(DAY).toEpochMilli(), NOW.toEpochMilli()));
    }

    @Test
    void areNeverTheSameWithinOneMillisecond() {
        var windows = new SearchWindows(DAY, InstantSource.fixed(NOW));

        assertThat(List.of(windows.next(), windows.next(), windows.next()))
                .doesNotHaveDuplicates()
                .allSatisfy(window ->
                        assertThat(window.stopMillis() - window.startMillis()).isEqualTo(DAY.toMillis()));
    }

    @Test
    void areNeverTheSameWhenTheClockIsSetBack() {
        Iterator<Instant> times =
                List.of(NOW, NOW.minusSeconds(5), NOW, NOW.plusMillis(1)).iterator();
        var windows = new SearchWindows(DAY, times::next);

        assertThat(List.of(windows.next(), windows.next(), windows.next(), windows.next()))
                .doesNotHaveDuplicates();
    }

    @Test
    void areNeverTheSameForCallsAtTheSameTime() throws Exception {
        var windows = new SearchWindows(DAY, InstantSource.fixed(NOW));
        Set<SearchWindow> seen = ConcurrentHashMap.newKeySet();
        Callable<Boolean> call = () -> {
            boolean allNew = true;
            for (int number = 0; number < 1_000; number++) {
                allNew &= seen.add(windows.next());
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
        var windows = new SearchWindows(DAY, times::next);
        windows.next();

        assertThat(windows.next().stopMillis()).isEqualTo(NOW.plusSeconds(60).toEpochMilli());
    }
}
