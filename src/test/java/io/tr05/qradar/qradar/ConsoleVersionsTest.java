package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleVersionsTest {

    private static final String LIST =
            """
            [{"version": "9.0", "deprecated": true, "removed": true},
             {"version": "12.0", "deprecated": true, "removed": false},
             {"version": "20.0", "deprecated": false, "removed": false},
             {"version": "19.0", "deprecated": false, "removed": false}]""";

    @ParameterizedTest(name = "asked for {0}, they speak {1}")
    @CsvSource({"26.0, 20.0", "20.0, 20.0", "19.5, 19.0", "15.0, 12.0", "9.0, 12.0"})
    void theVersionSpokenIsTheNearest(String wanted, String spoken) throws JsonProcessingException {
        assertThat(ConsoleVersions.of(json(LIST), wanted)).isEqualTo(new ConsoleVersions(Optional.of("20.0"), spoken));
    }

    @Test
    void aConsoleWhoseVersionsAreAllDeprecatedHasNoNewest() throws JsonProcessingException {
        JsonNode deprecated = json("[{\"version\": \"22.0\", \"deprecated\": true}]");

        assertThat(ConsoleVersions.of(deprecated, "26.0")).isEqualTo(new ConsoleVersions(Optional.empty(), "22.0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "[]", "{\"status\": \"ok\"}", "[{\"version\": \"new\"}]"})
    void anAnswerWithoutAVersionIsNoConsoles(String answer) {
        assertThatThrownBy(() -> ConsoleVersions.of(json(answer), "26.0"))
                .isInstanceOf(QRadarException.UnreadableAnswer.class);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
