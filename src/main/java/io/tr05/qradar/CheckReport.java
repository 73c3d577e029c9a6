package io.tr05.qradar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tr05.qradar.relay.CheckStep;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** Shows the steps of a check: a line each as it ends for people, or all of them at the end as JSON. Not thread-safe. */
final class CheckReport {

    private static final String INDENT = "           ";

    /** What could move the cursor, colour the terminal or turn text around: names in certificates are a stranger's. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final PrintWriter out;
    private final Ansi ansi;
    private final boolean json;
    private final List<Map<String, Object>> steps = new ArrayList<>();

    /**
     * A report.
     *
     * @param out where it goes
     * @param ansi whether there are colours
     * @param json whether it is for programs
     */
    CheckReport(PrintWriter out, Ansi ansi, boolean json) {
        this.out = out;
        this.ansi = ansi;
        this.json = json;
    }

    void add(CheckStep step) {
        if (json) {
            steps.add(object(step));
        } else {
            print(step);
        }
    }

    /** Says how it went over all. */
    void end(boolean good) {
        if (!json) {
            out.println(good ? "Nothing is bad." : "Something is bad: see above.");
        } else {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("status", good ? "good" : "bad");
            all.put("steps", steps);
            out.println(written(all));
        }
        out.flush();
    }

    private void print(CheckStep step) {
        out.println(coloured(step.status()) + step.name() + ": " + printable(step.detail()));
        step.facts().forEach(fact -> out.println(INDENT + printable(fact)));
        step.remedy().forEach(remedy -> out.println(INDENT + "-> " + printable(remedy)));
        step.pem().ifPresent(out::print);
        out.flush();
    }

    private String coloured(CheckStep.Status status) {
        String colour =
                switch (status) {
                    case GOOD -> "green";
                    case BAD -> "red,bold";
                    case SKIPPED -> "yellow";
                };
        // the padding is outside: it keeps the columns in line with and without colours
        return ansi.string("@|" + colour + " " + word(status) + "|@")
                + INDENT.substring(0, INDENT.length() - word(status).length());
    }

    private static String word(CheckStep.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    private static Map<String, Object> object(CheckStep step) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("step", step.name());
        object.put("status", word(step.status()));
        object.put("detail", step.detail());
        if (!step.remedy().isEmpty()) {
            object.put("remedy", step.remedy());
        }
        object.put("millis", step.millis());
        Map<String, Object> data = new LinkedHashMap<>(step.data());
        step.pem().ifPresent(pem -> data.put("pem", pem));
        if (!data.isEmpty()) {
            object.put("data", data);
        }
        return object;
    }

    private static String written(Map<String, Object> all) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts, numbers and lists", impossible);
        }
    }
}
