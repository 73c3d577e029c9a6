package io.tr05.qradar.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the demo shows, for a person at a terminal. */
final class DemoReport {

    private static final int MOST_ROWS = 12;
    private static final int MOST_LINES = 6;
    private static final int MOST_NAMED = 3;
    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String CYAN = "36";

    private final PrintWriter out;
    private final boolean coloured;

    DemoReport(PrintWriter out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    void opening(DemoRelay relay) {
        line("");
        line(style(BOLD, "tr-05-qradar demo"));
        line("  relay              " + relay.url());
        line("  simulated QRadar   https://" + relay.consoleHost() + "  (" + relay.events()
                + " events of the last 7 days)");
        line("  health, metrics    http://localhost:" + relay.adminPort() + "/health, /metrics");
    }

    void health(JsonNode answer) {
        heading("Health");
        errors(answer);
        String status = answer.path("data").path("status").asText("");
        if (!status.isEmpty()) {
            line("  the relay reaches the console and may log in: " + style(GREEN, status));
        }
    }

    void sightings(JsonNode answer, long searches, int consoleCalls) {
        JsonNode docs = answer.path("data").path("sightings").path("docs");
        heading(docs.size() + " sightings");
        errors(answer);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("OBSERVABLE", "SEEN (UTC)", "COUNT", "FROM", "TO", "EVENT"));
        Map<String, Integer> shown = new LinkedHashMap<>();
        for (JsonNode sighting : docs) {
            String observable =
                    sighting.path("observables").path(0).path("value").asText();
            if (shown.merge(observable, 1, Integer::sum) <= perObservable(docs)) {
                rows.add(row(sighting, observable));
            }
        }
        table(rows);
        if (docs.size() > rows.size() - 1) {
            line(style(DIM, "  … and " + (docs.size() - rows.size() + 1) + " more of the same observables"));
        }
        if (docs.size() > 0) {
            line(style(DIM, "  by type: " + byType(docs)));
        }
        line(style(
                DIM,
                "  found with " + searches + (searches == 1 ? " search" : " searches") + ", in " + consoleCalls
                        + " calls of the console"));
    }

    /** The newest sighting of the first observable of each type, to be read or cut out as it is. */
    void oneOfEachType(JsonNode answer) {
        Map<String, JsonNode> first = new LinkedHashMap<>();
        answer.at("/data/sightings/docs")
                .forEach(sighting ->
                        first.putIfAbsent(sighting.at("/observables/0/type").asText(), sighting));
        heading("One sighting of each type");
        first.values().forEach(sighting -> line(sighting.toPrettyString()));
    }

    private static String byType(JsonNode docs) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        docs.forEach(sighting ->
                counts.merge(sighting.path("observables").path(0).path("type").asText(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private static int perObservable(JsonNode docs) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        docs.forEach(sighting ->
                counts.merge(sighting.path("observables").path(0).path("value").asText(), 1, Integer::sum));
        return Math.max(1, MOST_ROWS / Math.max(1, counts.size()));
    }

    private static List<String> row(JsonNode sighting, String observable) {
        JsonNode relation = connection(sighting);
        return List.of(
                observable,
                sighting.path("observed_time")
                        .path("start_time")
                        .asText()
                        .replace("T", " ")
                        .replaceFirst("\\.\\d+Z$", ""),
                sighting.path("count").asText(),
                relation.path("source").path("value").asText("-"),
                relation.path("related").path("value").asText("-"),
                sighting.path("short_description").asText());
    }

    private static JsonNode connection(JsonNode sighting) {
        for (JsonNode relation : sighting.path("relations")) {
            if (relation.path("relation").asText().equals("Connected_To")) {
                return relation;
            }
        }
        return MissingNode.getInstance();
    }

    void links(JsonNode answer) {
        heading(answer.path("data").size() + " links into the console");
        errors(answer);
        some(
                answer.path("data"),
                link -> observable(link) + "  "
                        + style(CYAN, cut(link.path("url").asText(), 100)));
    }

    private static String observable(JsonNode link) {
        return link.path("title").asText() + ", "
                + link.path("id").asText().replaceFirst("^ref-qradar-[a-z]+-[a-z0-9_]+-", "");
    }

    void actions(JsonNode answer) {
        heading(answer.path("data").size() + " actions offered");
        errors(answer);
        Map<String, List<String>> observables = new LinkedHashMap<>();
        for (JsonNode action : answer.path("data")) {
            observables
                    .computeIfAbsent(action.path("title").asText(), unused -> new ArrayList<>())
                    .add(action.path("query-params").path("observable_value").asText());
        }
        observables.forEach((title, values) -> line("  " + title + "  " + style(DIM, named(values))));
    }

    private static String named(List<String> values) {
        String first = String.join(", ", values.subList(0, Math.min(MOST_NAMED, values.size())));
        return values.size() <= MOST_NAMED ? first : first + " and " + (values.size() - MOST_NAMED) + " more";
    }

    void invitation(DemoRelay relay, boolean once) {
        if (once) {
            line("");
            return;
        }
        heading("Try it yourself");
        line("  TOKEN=" + relay.token());
        String observables = "'[{\"type\":\"ip\",\"value\":\"127.0.0.1\"}]'";
        curl(relay, "/health", "'{}'");
        curl(relay, "/observe/observables", observables);
        curl(relay, "/refer/observables", observables);
        curl(relay, "/respond/observables", observables);
        curl(
                relay,
                "/respond/trigger",
                "'{\"action-id\":\"qradar-add-and-create-reference-set\",\"observable_type\":\"ip\","
                        + "\"observable_value\":\"127.0.0.1\",\"reference_set_name\":\"SecureX Investigation\"}'");
        line("  curl -X POST " + relay.url() + "/version");
        line("  curl -H 'Health-Check: v' " + relay.url() + "/watchdog");
        line("");
        line("  Swagger UI   " + style(CYAN, relay.url() + "/ui/"));
        line("");
        line("  The token is good for 12 hours, and for this demo only. Ctrl-C ends the demo.");
    }

    private void curl(DemoRelay relay, String path, String body) {
        line("  curl -H \"Authorization: Bearer $TOKEN\" " + relay.url() + path + " -d " + body);
    }

    private void errors(JsonNode answer) {
        for (JsonNode error : answer.path("errors")) {
            line("  "
                    + style(
                            YELLOW,
                            error.path("type").asText() + ": "
                                    + error.path("message").asText()));
        }
    }

    private void some(JsonNode items, Function<JsonNode, String> text) {
        int shown = 0;
        for (JsonNode item : items) {
            if (shown++ < MOST_LINES) {
                line("  " + text.apply(item));
            }
        }
        if (items.size() > MOST_LINES) {
            line(style(DIM, "  … and " + (items.size() - MOST_LINES) + " more"));
        }
    }

    private void table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        widths[columns - 1] = 70;
        for (int index = 0; index < rows.size(); index++) {
            StringBuilder text = new StringBuilder("  ");
            for (int column = 0; column < columns; column++) {
                String cell = cut(rows.get(index).get(column), widths[column]);
                text.append(cell).append(" ".repeat(Math.max(0, widths[column] - cell.length()) + 2));
            }
            line(
                    index == 0
                            ? style(BOLD, text.toString().stripTrailing())
                            : text.toString().stripTrailing());
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private void heading(String text) {
        line("");
        line(style(BOLD, text));
    }

    private String style(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
