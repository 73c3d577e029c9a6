package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What a console says of a search.
 *
 * @param id by which it is asked for; empty where the console names none
 * @param status in the console's words
 * @param progress in percent, 0 where the console tells none
 * @param reason why it failed, the first item of {@code error_messages} that says something
 */
record SearchState(String id, String status, int progress, JsonNode reason) {

    /** The names under which the answer to a new search gives its id, the better one first. */
    static final String SEARCH_ID = "search_id";

    static final String CURSOR_ID = "cursor_id";

    private static final Duration SHORTEST_GUESS = Duration.ofMillis(100);

    /** The last step of a search of half a minute. */
    private static final Duration LONGEST_GUESS = Duration.ofSeconds(5);

    static SearchState of(JsonNode answer) {
        if (!answer.path("status").isTextual() && !answer.path("completed").isBoolean()) {
            throw new QRadarException.UnreadableAnswer("the console's answer is no search");
        }
        String id = answer.path(SEARCH_ID).asText("");
        String status = answer.path("status").asText("");
        if (status.isEmpty() && answer.path("completed").asBoolean()) {
            status = "COMPLETED"; // only then: a search that failed may be called completed, too
        }
        return new SearchState(
                id.isEmpty() ? answer.path(CURSOR_ID).asText("") : id,
                status,
                answer.path("progress").asInt(0),
                reason(answer.path("error_messages")));
    }

    private static JsonNode reason(JsonNode errors) {
        return errors.valueStream()
                .filter(error -> QRadarErrorDecoder.message(error, UnaryOperator.identity())
                        .isPresent())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    boolean isComplete() {
        return status.equalsIgnoreCase("COMPLETED");
    }

    boolean isSorting() {
        return status.equalsIgnoreCase("SORTING");
    }

    /** Whether nothing of it runs any more. */
    boolean hasEnded() {
        return isComplete() || isFailed();
    }

    /** How much longer it should take, by its progress in percent and the time that it took until there. */
    Duration untilComplete(Duration elapsed) {
        Duration left = progress <= 0 || progress >= 100
                ? SHORTEST_GUESS
                : elapsed.multipliedBy(100 - progress).dividedBy(progress);
        if (left.compareTo(SHORTEST_GUESS) < 0) {
            return SHORTEST_GUESS;
        }
        return left.compareTo(LONGEST_GUESS) < 0 ? left : LONGEST_GUESS;
    }

    /**
     * Fails with the console's reason.
     *
     * @param hide takes the caller's secret out of it
     */
    void failIfEnded(UnaryOperator<String> hide) {
        if (isFailed()) {
            throw new QRadarException.SearchFailed(status, QRadarErrorDecoder.message(reason, hide));
        }
    }

    private boolean isFailed() {
        return status.equalsIgnoreCase("ERROR") || status.equalsIgnoreCase("CANCELED");
    }
}
