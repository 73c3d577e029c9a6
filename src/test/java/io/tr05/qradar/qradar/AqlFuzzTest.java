package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.demo.ReadBack;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import io.tr05.qradar.testing.ViewerLink;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values and names of any kind, in queries, filters and links that the simulated console reads back: each value is one
 * literal again, and all else is as it is with a harmless one.
 */
class AqlFuzzTest {

    private static final SearchWindow WINDOW = new SearchWindow(1_613_551_886_100L, 1_613_638_286_100L);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final ConsoleLinks LINKS = new ConsoleLinks(ConsoleAddress.parse("siem.example.com"));

    /** The name of a column and values, a byte 0 after each but the last. */
    @FuzzTest(maxDuration = "10m")
    void noValueAndNoNameChangesAQuery(byte[] nameAndValues) {
        List<String> texts = texts(nameAndValues);
        String name = texts.get(0).replace('"', '_');
        List<String> values = texts.subList(1, texts.size());
        if (name.isBlank() || values.isEmpty()) {
            return;
        }
        List<ColumnMatch> matches = matches(name, values);
        List<ColumnMatch> harmless = matches(name, Collections.nCopies(values.size(), "x"));

        assertSame(search(matches), search(harmless), values);
        assertSame(link(LINKS.eventViewer(matches, WEEK)), Aql.forViewer(harmless, WEEK), values);
        assertThat(ReadBack.structure(link(LINKS.offenseEvents(matches, WEEK))))
                .isEqualTo(ReadBack.structure(Aql.ofOffensesForViewer(harmless, WEEK)));
    }

    @FuzzTest(maxDuration = "10m")
    void noValueOfAnEventChangesALinkToIt(byte[] columnsAndValues) {
        List<String> texts = texts(columnsAndValues);
        Event event = Event.of(Map.of("sourceip", texts.get(0), "destinationip", texts.get(texts.size() - 1)));
        Instant time = Instant.ofEpochMilli(WINDOW.startMillis());

        String aql = link(LINKS.event(event, time, time));

        List<String> values = List.of("sourceip", "destinationip").stream()
                .flatMap(column -> event.text(column).stream())
                .toList();
        assertThat(ReadBack.literals(aql)).isEqualTo(values);
        assertThat(URLDecoder.decode(LINKS.asset(texts.get(0)).getRawQuery(), StandardCharsets.UTF_8))
                .isEqualTo("dispatch=viewAssetDetailsFromIp&ipAddress=" + texts.get(0) + "&listName=vulnList");
        assertThat(LINKS.asset(texts.get(0)).getRawQuery().split("[&=]", -1)).hasSize(6);
    }

    @FuzzTest(maxDuration = "10m")
    void aFilterIsForItsValuesAndNoOther(byte[] valuesAndOther) {
        // the console compares what are numbers as numbers
        List<String> texts =
                texts(valuesAndOther).stream().map(text -> "v" + text).toList();
        List<String> values = texts.subList(0, Math.max(1, texts.size() - 1));
        String other = texts.get(texts.size() - 1);

        String filter = "collection_id = 7 and " + SetFilter.isOneOf("value", values);

        values.forEach(value -> assertThat(ReadBack.isLetThrough(filter, Map.of("collection_id", 7, "value", value)))
                .as("%s lets %s through", filter, value)
                .isTrue());
        assertThat(ReadBack.isLetThrough(filter, Map.of("collection_id", 7, "value", other)))
                .isEqualTo(values.contains(other));
        assertThat(ReadBack.isLetThrough(filter, Map.of("collection_id", 8, "value", values.get(0))))
                .isFalse();
    }

    @FuzzTest(maxDuration = "10m")
    void aNameIsOneSegmentOfAPathAndTheNameAgain(byte[] name) {
        String text = new String(name, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            return;
        }
        String path = "/api/reference_data/sets/" + ConsoleRequest.pathSegment(text) + "/x";

        assertThat(URI.create(path).normalize()).hasToString(path);
        assertThat(path.split("/", -1)).hasSize(6);
        String once = URLDecoder.decode(ConsoleRequest.pathSegment(text), StandardCharsets.UTF_8);
        assertThat(once).doesNotContain("/", "\\", "?", "#", ";").isNotIn(".", "..");
        assertThat(URLDecoder.decode(once.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    private static void assertSame(String aql, String harmless, List<String> values) {
        assertThat(ReadBack.structure(aql)).isEqualTo(ReadBack.structure(harmless));
        assertThat(ReadBack.literals(aql)).isEqualTo(values);
    }

    private static String search(List<ColumnMatch> matches) {
        return Aql.of(new EventQuery(matches, List.of(), Set.of(), WINDOW, 100));
    }

    private static String link(URI link) {
        return ViewerLink.of(link.toString()).aql();
    }

    private static List<ColumnMatch> matches(String name, List<String> values) {
        return List.of(new ColumnMatch(new Column(name, ""), values, true));
    }

    private static List<String> texts(byte[] bytes) {
        return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
    }
}
