package io.tr05.qradar.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.function.Consumer;

/** Reads a long list of a console, page by page. */
final class Pages {

    private static final int PAGE = 1_000;
    private static final int MOST_ITEMS = 100_000;

    private final QRadarClient client;
    private final Deadline deadline;
    private final String what;

    /**
     * A reader of lists.
     *
     * @param client of the console
     * @param deadline when the call must be over
     * @param what the list is, for the message when it is none
     */
    Pages(QRadarClient client, Deadline deadline, String what) {
        this.client = client;
        this.deadline = deadline;
        this.what = what;
    }

    /**
     * Hands on each item.
     *
     * @throws QRadarException if the console can't say, or the list has more than 100,000 items
     */
    void forEach(ConsoleRequest list, Consumer<JsonNode> action) {
        JsonNode last = MissingNode.getInstance();
        for (int first = 0; first < MOST_ITEMS; first += PAGE) {
            JsonNode page = page(list, first);
            if (page.equals(last)) {
                return; // the console ignores the range and sends all, which happens to be a page
            }
            page.forEach(action);
            if (page.size() != PAGE) { // more than a page: all again
                return;
            }
            last = page;
        }
        throw new QRadarException.UnreadableAnswer("the console's " + what + " is too long");
    }

    private JsonNode page(ConsoleRequest list, int first) {
        JsonNode page = client.json(list.items(first, first + PAGE - 1), deadline);
        if (!page.isArray()) {
            throw new QRadarException.UnreadableAnswer("the console's " + what + " is no list");
        }
        return page;
    }

    /** A text that each item of a list has. */
    static String text(JsonNode item, String field) {
        JsonNode text = item.path(field);
        if (!text.isTextual()) {
            throw new QRadarException.UnreadableAnswer("an item of a list of the console has no " + field);
        }
        return text.textValue();
    }

    /** A number that each item of a list has. */
    static long number(JsonNode item, String field) {
        JsonNode number = item.path(field);
        if (!number.canConvertToLong()) {
            throw new QRadarException.UnreadableAnswer("an item of a list of the console has no " + field);
        }
        return number.longValue();
    }
}
