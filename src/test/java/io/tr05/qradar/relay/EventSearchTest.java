package io.tr05.qradar.relay;

import static io.tr05.qradar.relay.Asked.event;
import static io.tr05.qradar.relay.Asked.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.EventQuery;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.relay.EventSearch.Missing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EventSearchTest {

    private static final SearchWindow NEWEST = new SearchWindow(2_000, 3_000);
    private static final SearchWindow OLDER = new SearchWindow(1_000, 2_000);
    private static final List<SearchWindow> SLICES = List.of(NEWEST, OLDER);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Observable BUSY = ip("192.0.2.1");
    private static final Observable QUIET = ip("192.0.2.2");
    private static final Event OF_BUSY = event("sourceip", "192.0.2.1");
    private static final Event OF_QUIET = event("destinationip", "192.0.2.2");

    private final List<EventQuery> queries = new CopyOnWriteArrayList<>();

    @Test
    void asksInOlderSlicesOnlyForThoseThatHaveRoomLeft() {
        EventSearch search = search(
                query -> query.window().equals(NEWEST) ? List.of(OF_BUSY, OF_BUSY, OF_QUIET) : List.of(OF_QUIET), LONG);

        search.run(SLICES);

        assertThat(queries).hasSize(2);
        assertThat(queries.get(1).matches())
                .allSatisfy(match -> assertThat(match.values()).containsExactly("192.0.2.2"));
        assertThat(search.found().truncated()).containsExactly(BUSY, QUIET);
        assertThat(search.missing()).isEmpty();
    }

    @Test
    void asksNothingMoreWhenNobodyHasRoomLeft() {
        EventSearch search = search(query -> List.of(OF_BUSY, OF_BUSY, OF_QUIET, OF_QUIET), LONG);

        search.run(SLICES);

        assertThat(queries).hasSize(1);
    }

    @Test
    void doesNotWaitForASlowNewestSliceBeforeItBeginsWithTheOlderOne() {
        CountDownLatch olderBegan = new CountDownLatch(1);
        EventSearch search = search(
                query -> {
                    if (query.window().equals(OLDER)) {
                        olderBegan.countDown();
                        return List.of(OF_QUIET);
                    }
                    wait(olderBegan);
                    return List.of(OF_BUSY);
                },
                Duration.ofMillis(1));

        search.run(SLICES);

        assertThat(search.missing()).isEmpty();
        search.found().forEach((observable, events) -> assertThat(events).hasSize(1));
    }

    @Test
    void breaksAnOlderSliceOffOnceNobodyHasRoomForWhatItFinds() {
        CountDownLatch olderBegan = new CountDownLatch(1);
        CountDownLatch olderEnded = new CountDownLatch(1);
        EventSearch search = search(
                query -> {
                    if (query.window().equals(NEWEST)) {
                        wait(olderBegan);
                        return List.of(OF_BUSY, OF_BUSY, OF_QUIET, OF_QUIET);
                    }
                    olderBegan.countDown();
                    wait(new CountDownLatch(1), olderEnded);
                    return List.of();
                },
                Duration.ofMillis(1));

        search.run(SLICES);

        assertThat(olderEnded.getCount()).isZero();
        assertThat(search.missing()).isEmpty();
    }

    @Test
    void endsWhatIsUnderWayWhenItIsInterrupted() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(2);
        EventSearch search = search(
                query -> {
                    began.countDown();
                    wait(new CountDownLatch(1), ended);
                    return List.of();
                },
                Duration.ofMillis(1));
        Thread caller = Thread.ofVirtual().start(() -> search.run(SLICES));
        began.await();

        caller.interrupt();

        await().until(() -> ended.getCount() == 0 && !caller.isAlive());
        assertThat(search.missing())
                .extracting(Missing::window)
                .containsExactly(Optional.of(NEWEST), Optional.of(OLDER));
    }

    @Test
    void passesAnInterruptOnToAllGroups() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(2);
        Function<EventQuery, List<Event>> endless = query -> {
            began.countDown();
            wait(new CountDownLatch(1), ended);
            return List.of();
        };
        List<EventSearch> groups = List.of(search(endless, LONG), search(endless, LONG));
        Thread caller = Thread.ofVirtual().start(() -> EventSearch.runAll(groups, SLICES));
        began.await();

        caller.interrupt();

        await().until(() -> ended.getCount() == 0 && !caller.isAlive());
        assertThat(groups).allSatisfy(group -> assertThat(group.missing()).isNotEmpty());
    }

    @Test
    void goesOnWithTheOlderSliceAfterAFailureOfOneSearch() {
        EventSearch search = search(
                query -> {
                    if (query.window().equals(NEWEST)) {
                        throw new QRadarException.SearchFailed("ERROR", Optional.empty());
                    }
                    return List.of(OF_QUIET);
                },
                LONG);

        search.run(SLICES);

        assertThat(queries).hasSize(2);
        assertThat(search.missing())
                .extracting(Missing::observables, Missing::window)
                .containsExactly(tuple(List.of(BUSY, QUIET), Optional.of(NEWEST)));
        assertThat(search.hasFinishedSomething()).isTrue();
    }

    @Test
    void asksNoFurtherAfterAFailureOfTheConsoleAndTellsOfOneGap() {
        EventSearch failing = search(
                query -> {
                    throw new QRadarException.ConsoleFailed();
                },
                LONG);
        EventSearch working = search(query -> List.of(), LONG);

        failing.run(SLICES);
        working.run(SLICES);

        assertThat(queries).hasSize(1 + 2);
        assertThat(new SearchReport(List.of(failing, working), 1, false).errors())
                .extracting(RelayError::message)
                .containsExactly(
                        "The QRadar internal error.",
                        "The result is incomplete: events of '192.0.2.1', '192.0.2.2' from 1970-01-01T00:00:01Z to"
                                + " 1970-01-01T00:00:03Z are missing, since QRadar did not answer that search.");
    }

    @Test
    void aFaultOfTheProgramInOneOfSeveralGroupsIsNotTakenForAnEmptyResult() {
        EventSearch faulty = search(
                query -> {
                    throw new IllegalArgumentException("a fault of the program");
                },
                LONG);
        EventSearch working = search(query -> List.of(), LONG);

        assertThatIllegalStateException()
                .isThrownBy(() -> EventSearch.runAll(List.of(working, faulty), SLICES))
                .withStackTraceContaining("a fault of the program");
    }

    private EventSearch search(Function<EventQuery, List<Event>> answers, Duration headStart) {
        SearchedConsole console = new SearchedConsole(() -> Asked.COLUMNS, query -> {
            queries.add(query);
            return answers.apply(query);
        });
        return new EventSearch(console, List.of(BUSY, QUIET), 1, 100, headStart);
    }

    private static void wait(CountDownLatch latch) {
        wait(latch, new CountDownLatch(1));
    }

    /** As a console's search does: an interrupt ends it. */
    private static void wait(CountDownLatch latch, CountDownLatch ended) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QRadarException.SearchStillRunning();
        } finally {
            ended.countDown();
        }
    }
}
