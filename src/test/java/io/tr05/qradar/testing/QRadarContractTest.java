package io.tr05.qradar.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tr05.qradar.demo.RecordedCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract is only worth something if it refuses what the description refuses. */
class QRadarContractTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static RecordedCall call(String method, String path, String query, String body, int status, String answer) {
        var type = body.isEmpty()
                ? Map.<String, String>of()
                : Map.of("content-type", body.startsWith("{") ? "application/json" : FORM);
        return new RecordedCall(
                Instant.EPOCH,
                method,
                "/api" + path,
                query,
                new TreeMap<>(type),
                body,
                status,
                new TreeMap<>(Map.of("content-type", "application/json")),
                answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | /nothing                                   | ``              | ``",
                "PUT    | /ariel/searches                            | ``              | ``",
                "GET    | /ariel/searches                            | nosuch=1        | ``",
                "POST   | /ariel/searches                            | ``              | query=x",
                "POST   | /ariel/searches                            | ``              | {\"query_expression\":\"x\"}",
                "POST   | /reference_data/sets                       | ``              | name=x&element_type=IP",
                "POST   | /reference_data/sets                       | name=x          | ``",
                "POST   | /reference_data/sets                       | name=x&element_type=IP | name=x&other=y",
                "POST   | /reference_data_collections/sets           | ``              | {\"nosuch\":\"x\"}",
                "POST   | /reference_data_collections/sets           | ``              | {\"value\":\"x\"}",
                "DELETE | /reference_data_collections/set_entries/x  | ``              | ``",
                "POST   | /reference_data_collections/set_entries    | ``              | ``",
            })
    void aCallThatIsNotDescribedIsRefused(String method, String path, String query, String body) {
        var call = call(method, path, query, body, 0, "");

        assertThat(QRadarContract.violations(call)).isNotEmpty();
        assertThatThrownBy(() -> QRadarContract.checkRequests(List.of(call)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/ariel/searches     | 200 | {}",
                "/ariel/searches     | 200 | [1]",
                "/ariel/searches     | 204 | ``",
                "/ariel/searches/x   | 200 | {\"progress\":\"much\"}",
                "/ariel/searches/x   | 200 | {\"nosuch\":1}",
                "/reference_data/sets | 200 | [{\"elements\":1}]",
                "/help/versions      | 200 | [{\"version\":15.0}]",
            })
    void anAnswerThatIsNotDescribedIsRefused(String path, int status, String answer) {
        assertThat(QRadarContract.violations(call("GET", path, "", "", status, answer)))
                .isNotEmpty();
    }

    @Test
    void rowsMayHaveAnyColumn() {
        var rows = "{\"events\":[{\"Own Property\":null,\"qid\":1}]}";

        assertThat(QRadarContract.violations(call("GET", "/ariel/searches/x/results", "", "", 200, rows)))
                .isEmpty();
    }
}
