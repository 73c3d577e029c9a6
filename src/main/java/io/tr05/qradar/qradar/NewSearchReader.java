package io.tr05.qradar.qradar;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the answer to a new search, and keeps the search's id from the moment it has arrived: an answer that is cut off or
 * drips is no answer, but the search is there and has to be discarded. Written by the thread that reads, read by others.
 */
final class NewSearchReader implements ConsoleTransport.AnswerReader<SearchState> {

    private final AtomicReference<String> id = new AtomicReference<>("");
    private volatile boolean sent;
    private volatile boolean wanted = true;

    /** The id, as soon as it has been read. */
    Optional<String> id() {
        return Optional.of(id.get()).filter(known -> !known.isEmpty());
    }

    /** Whether a request has left, so that the console may have made a search. */
    boolean isSent() {
        return sent;
    }

    /** Nobody waits for the search any more: no further one is made, and of this one's answer no more than its id is read. */
    void abandon() {
        wanted = false;
    }

    @Override
    public void sending() {
        if (!wanted) {
            throw new QRadarException.SearchStillRunning();
        }
        sent = true;
    }

    @Override
    public SearchState read(InputStream body) throws IOException {
        try (JsonParser parser = QRadarClient.JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new QRadarException.UnreadableAnswer("the console's answer is no search");
            }
            ObjectNode answer = QRadarClient.JSON.createObjectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                JsonNode value = QRadarClient.JSON.readTree(parser);
                answer.set(name, value);
                keepId(name, value.asText(""));
                if (!wanted && id().isPresent()) {
                    throw new QRadarException.SearchStillRunning();
                }
            }
            return named(SearchState.of(answer));
        }
    }

    private void keepId(String name, String value) {
        if (name.equals(SearchState.SEARCH_ID) && !value.isEmpty()) {
            id.set(value);
        } else if (name.equals(SearchState.CURSOR_ID)) {
            id.compareAndSet("", value);
        }
    }

    private static SearchState named(SearchState created) {
        if (created.id().isEmpty()) {
            throw new QRadarException.UnreadableAnswer("the console's answer to a new search names no search");
        }
        return created;
    }
}
