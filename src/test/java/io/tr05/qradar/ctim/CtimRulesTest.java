package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.ctim.GoldenEvents.GoldenEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sighting keeps CTIM's rules, whatever the event, and the rules refuse what breaks them. */
class CtimRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Nested
    class EachGoldenEvent {

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ctim.GoldenEvents#all")
        void becomesASightingThatKeepsThem(GoldenEvent golden) {
            CtimRules.assertKept(Mapping.sighting(golden.event()));
        }

        @Test
        void asksForOneOfTheTypesAndNoTypeIsForgotten() {
            assertThat(GoldenEvents.all().stream()
                            .map(golden -> golden.event().at("/asked/type").textValue())
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(ObservableTypes.builtIn().all().stream()
                            .map(ObservableType::name)
                            .toList());
        }
    }

    /** Reproducible: the seed is fixed, and a failure shows the event. The mapper never throws. */
    @Nested
    class AnyEvent {

        private static final int EVENTS = 6_000;

        @Test
        void becomesASightingThatKeepsThem() {
            RandomEvents events = new RandomEvents(20_210_217);
            for (int number = 0; number < EVENTS; number++) {
                ObjectNode event = events.next();

                assertThat(CtimRules.broken(Mapping.sighting(event)))
                        .as(() -> CtimRules.broken(Mapping.sighting(event)) + " of " + event)
                        .isEmpty();
            }
        }
    }

    /** A sighting with every field there is, changed in one place. */
    @Nested
    class ASighting {

        @Test
        void withEveryFieldIsAccepted() throws IOException {
            assertThat(CtimRules.broken(complete())).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                /count                            | -1                                  | schema
                /confidence                       | "Certain"                           | schema
                /severity                         | "Worst"                             | schema
                /id                               | "sighting-1"                        | schema
                /observables                      | []                                  | schema
                /observed_time/start_time         | "2021-02-17T09:31:26Z"              | schema
                /observed_time/start_time         | "yesterday"                         | no time
                /observed_time/end_time           | "2021-02-17T09:31:26.122Z"          | end before start
                /targets/0/observed_time/end_time | "2021-02-17T09:31:26.122Z"          | end before start
                /observed_time/start_time         | "1969-12-31T23:59:59.999Z"          | out of CTIM's range
                /observed_time/end_time           | "2525-01-01T00:01:00.000Z"          | out of CTIM's range
                /observables/0/type               | "address"                           | not a word
                /targets/0/observables/0/type     | "address"                           | not a word
                /targets/0/type                   | "laptop"                            | not a word
                /sensor                           | "network.magic"                     | not a word
                /sensor_coordinates/type          | "network.magic"                     | not a word
                /sensor_coordinates/observables/0/type | "machine"                      | not a word
                /relations/0/relation             | "Hosted_On"                         | not a word
                /relations/0/related/type         | "address"                           | not a word
                /relations/0/related              | {"type":"ip","value":"192.0.2.1"}   | to itself
                /source_uri                       | "https://qradar.example/{a}"        | no URI
                /external_references/0/url        | "https://qradar.example/%"          | no URI
                /data/row_count                   | 2                                   | row_count
                /data/rows/0                      | ["a","b",1,1.5,"https://example.com/"] | as many values
                /data/rows/0/0                    | 1                                   | no string
                /data/rows/0/1                    | {}                                  | no markdown
                /data/rows/0/2                    | 1.5                                 | no integer
                /data/rows/0/3                    | "1"                                 | no number
                /data/rows/0/4                    | "not a url"                         | no URI
                /data/rows/0/4                    | "relative"                          | not absolute
                /data/rows/0/5                    | "192.0.2.1"                         | no observable
                /data/rows/0/5                    | {"type":"address","value":"x"}      | not a word
                /data/rows/0/0                    | null                                | is null
                /title                            | "a\\u0007"                          | /title has a control character
                /title                            | "a\\r"                              | /title has a control character
                /title                            | "\\ud83e"                           | half a character
                /observables/0/value              | "\\udd8a\\ud83e"                    | half a character
                """)
        void isRefusedForEachRuleThatItBreaks(String pointer, String value, String rule) throws IOException {
            assertThat(CtimRules.broken(changed(pointer, JSON.readTree(value))))
                    .anySatisfy(broken -> assertThat(broken).contains(rule));
        }

        @ParameterizedTest
        @CsvSource({
            "/title, 1025",
            "/source, 2049",
            "/short_description, 2049",
            "/description, 5001",
            "/external_references/0/description, 5001"
        })
        void isRefusedForTextLongerThanCtimsLimit(String pointer, int length) throws IOException {
            assertThat(CtimRules.broken(changed(pointer, JSON.getNodeFactory().textNode("x".repeat(length - 1)))))
                    .isEmpty();
            assertThat(CtimRules.broken(changed(pointer, JSON.getNodeFactory().textNode("x".repeat(length)))))
                    .isNotEmpty();
        }

        @Test
        void isRefusedForAnAddressOfAPageThatIsTooLong() throws IOException {
            String longUri = "https://qradar.example/" + "x".repeat(2_048);

            assertThat(CtimRules.broken(
                            changed("/data/rows/0/4", JSON.getNodeFactory().textNode(longUri))))
                    .anySatisfy(broken -> assertThat(broken).contains("too long"));
        }

        private static JsonNode complete() throws IOException {
            return JSON.readTree(
                    Path.of("src/test/resources/ctim/sighting.json").toFile());
        }

        /** The complete sighting with another value at a place that it has. */
        private static JsonNode changed(String pointer, JsonNode value) throws IOException {
            JsonNode sighting = complete();
            int end = pointer.lastIndexOf('/');
            String last = pointer.substring(end + 1);
            JsonNode parent = sighting.at(pointer.substring(0, end));
            assertThat(parent.at("/" + last).isMissingNode()).as(pointer).isFalse();
            if (parent instanceof ObjectNode object) {
                object.set(last, value);
            } else {
                ((ArrayNode) parent).set(Integer.parseInt(last), value);
            }
            return sighting;
        }
    }
}
