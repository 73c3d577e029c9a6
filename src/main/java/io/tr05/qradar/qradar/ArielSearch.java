package io.tr05.qradar.qradar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One search on a console: created, awaited, read page by page, and deleted. Whatever happens in between, the console is
 * asked to forget the search that was started.
 */
final class ArielSearch {

    private static final JsonFactory JSON = new JsonFactory();

    /** The longest that one status call asks the console to hold its answer. */
    private static final Duration LONG_POLL = Duration.ofSeconds(30);

    /** How much longer than it was asked to hold the answer the console may be silent. */
    private static final Duration POLL_MARGIN = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Progress need not be even, so an early guess must not make a search that is done wait. */
    private static final Duration LONGEST_TRUST_IN_PROGRESS = Duration.ofSeconds(3);

    /** An answer that comes sooner was not held. */
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    private static final Duration LAST_LOOK = Duration.ofMillis(300);

    /** HTTP's partial content, by which the status call says that the search goes on. */
    private static final int NOT_COMPLETE = 206;

    /** Rows of one results call. */
    private static final int PAGE = 10_000;

    /** The console does not know the search, or no longer does. */
    private static final int UNKNOWN_SEARCH = 1002;

    /** The search has no results yet. */
    private static final int STILL_RUNNING = 1003;

    private final QRadarClient client;
    private final SearchCleanup cleanup;

    ArielSearch(QRadarClient client, SearchCleanup cleanup) {
        this.client = client;
        this.cleanup = cleanup;
    }

    /**
     * Runs a query. A search that the console forgot before it was read is made once more.
     *
     * @return the events found, at most the query's limit
     * @throws QRadarException if the search can't be made, fails, or is not complete at the deadline
     */
    List<Event> run(EventQuery query, Deadline deadline) {
        String aql = Aql.of(query);
        try {
            return runOnce(aql, query.limit(), deadline);
        } catch (QRadarException.Refused refused) {
            if (!isForgotten(refused)) {
                throw refused;
            }
        }
        return runOnce(aql, query.limit(), deadline);
    }

    private static boolean isForgotten(QRadarException.Refused refused) {
        return refused.status() == 404 && refused.code() == UNKNOWN_SEARCH;
    }

    /**
     * The results are asked for once the console is sorting them, after as long as that should take: a console that answers
     * each change of status would otherwise be asked once more. One that is not done yet says so and is waited for again.
     */
    private List<Event> runOnce(String aql, int limit, Deadline deadline) {
        long began = System.nanoTime();
        SearchState created = new SearchCreation(client, cleanup, aql).create(deadline);
        SearchState state = created;
        boolean read = false;
        try {
            if (!created.hasEnded()) {
                pause(FIRST_PAUSE, deadline);
            }
            while (true) {
                state = await(created.id(), state, began, deadline);
                if (!state.isComplete()) {
                    pause(state.untilComplete(since(began)), deadline);
                }
                try {
                    List<Event> found = results(created.id(), limit, deadline);
                    read = true;
                    return found;
                } catch (QRadarException.Refused refused) {
                    if (state.isComplete() || !isStillRunning(refused)) {
                        throw refused;
                    }
                    state = status(created.id(), state, deadline);
                }
            }
        } finally {
            cleanup.discard(client, created.id(), !read && !state.hasEnded());
        }
    }

    private static boolean isStillRunning(QRadarException.Refused refused) {
        return refused.status() == 404 && refused.code() == STILL_RUNNING;
    }

    /** Waits until the search is complete, or has just begun with the last step before that. */
    private SearchState await(String id, SearchState known, long began, Deadline deadline) {
        SearchState state = known;
        Duration backOff = FIRST_PAUSE;
        while (!state.isComplete()) {
            state.failIfEnded(client::hide);
            boolean sorting = state.isSorting();
            long asked = System.nanoTime();
            state = status(id, state, deadline);
            if (state.isSorting() && !sorting) {
                return state;
            }
            if (!state.hasEnded()) {
                backOff = Deadline.shorter(backOff.multipliedBy(2), LONGEST_PAUSE);
                pause(untilNextLook(state, since(asked), since(began), backOff), deadline);
            }
        }
        return state;
    }

    /**
     * How long not to ask again. A console that held its answer was waited for; one that ignores {@code Prefer} is asked less
     * and less often, and not before it should be done by its own progress.
     */
    private static Duration untilNextLook(SearchState state, Duration held, Duration elapsed, Duration backOff) {
        if (held.compareTo(AT_ONCE) > 0) {
            return backOff.minus(held);
        }
        Duration byProgress = Deadline.shorter(state.untilComplete(elapsed), LONGEST_TRUST_IN_PROGRESS);
        return byProgress.compareTo(backOff) > 0 ? byProgress : backOff;
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private SearchState status(String id, SearchState known, Deadline deadline) {
        if (deadline.hasPassed()) {
            throw new QRadarException.SearchStillRunning();
        }
        Duration hold = deadline.remainingAtMost(LONG_POLL);
        ConsoleRequest request = ConsoleRequest.get(Role.LOG_ACTIVITY, searchPath(id))
                .header("Prefer", "wait=" + Math.max(1, hold.toSeconds()))
                .patience(hold.plus(POLL_MARGIN));
        try {
            return client.exchange(request, deadline, new StatusReader(known));
        } catch (QRadarException.Unreachable silent) {
            if (deadline.hasPassed()) {
                throw new QRadarException.SearchStillRunning();
            }
            throw silent;
        }
    }

    /**
     * Reads a status. IBM describes the one of a search that is not complete without a body; consoles send one all the same,
     * but what is before them may not.
     *
     * @param known what the console said before, for an answer that says no more than "not yet"
     */
    private record StatusReader(SearchState known) implements ConsoleTransport.AnswerReader<SearchState> {

        @Override
        public SearchState read(Status status, InputStream body) throws IOException {
            if (status.code() != NOT_COMPLETE) {
                return read(body);
            }
            JsonNode answer = QRadarClient.JSON.readTree(body);
            return answer.isMissingNode() ? known : SearchState.of(answer);
        }

        @Override
        public SearchState read(InputStream body) throws IOException {
            return SearchState.of(QRadarClient.tree(body));
        }
    }

    /** Sleeps, but wakes for a last look before the deadline. */
    private static void pause(Duration time, Deadline deadline) {
        Duration untilLastLook = deadline.remaining().minus(LAST_LOOK);
        Duration sleep = untilLastLook.isPositive() && untilLastLook.compareTo(time) < 0 ? untilLastLook : time;
        try {
            TimeUnit.NANOSECONDS.sleep(deadline.remainingAtMost(sleep).toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QRadarException.SearchStillRunning();
        }
    }

    private List<Event> results(String id, int limit, Deadline deadline) {
        List<Event> found = new ArrayList<>();
        int wanted;
        int got;
        do {
            int first = found.size();
            wanted = Math.min(PAGE, limit - first);
            ConsoleRequest request = ConsoleRequest.get(Role.LOG_ACTIVITY, searchPath(id) + "/results")
                    .items(first, first + wanted - 1);
            got = client.exchange(request, deadline, body -> readRows(body, limit - first, found));
            // fewer rows than asked for are the last ones; more mean that the console ignored the range and sent all
        } while (got == wanted && found.size() < limit);
        return found;
    }

    /** Adds at most that many rows of {@code {"events":[…]}} to those found, one at a time; returns how many came. */
    static int readRows(InputStream body, int most, List<Event> found) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            if (!toRows(parser)) {
                throw new QRadarException.UnreadableAnswer("the console's answer has no events");
            }
            List<Event> page = new ArrayList<>();
            int rows = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                boolean wanted = rows++ < most && parser.currentToken() == JsonToken.START_OBJECT;
                if (wanted) {
                    page.add(Event.read(parser));
                } else {
                    parser.skipChildren();
                }
            }
            endOfObject(parser);
            found.addAll(page);
            return rows;
        }
    }

    private static boolean toRows(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && (name.equals("events") || name.equals("cursor"))) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** A console in trouble cuts its answer off with status 200: what has no end is not taken for the whole. */
    private static void endOfObject(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            parser.skipChildren();
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new QRadarException.UnreadableAnswer("the console's answer is cut off");
        }
    }

    static String searchPath(String id) {
        return "/ariel/searches/" + ConsoleRequest.percentEncode(id);
    }
}
