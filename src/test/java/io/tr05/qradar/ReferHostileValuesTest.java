package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.testing.RelayTest;
import io.tr05.qradar.testing.ViewerLink;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferHostileValuesTest extends RelayTest {

    private static final String PATH = "/refer/observables";

    ReferHostileValuesTest(Http1Client client) {
        super(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x' OR '1'='1",
                "x&value(aql)=SELECT * FROM events",
                "x&values['aql']=SELECT * FROM events",
                "x#fragment",
                "100%27",
                "a+b c",
                "Zoë 東京 🦊",
                "x\u2028y",
                "\\'; --",
                "<script>\"",
            })
    void whatTriesToBreakOutStaysInsideTheLiteralOfBothForms(String value) {
        JsonNode link = relay.post(PATH, List.of(observable("user", value)))
                .path("data")
                .path(0);

        assertThat(link.path("id").asText()).isEqualTo("ref-qradar-search-user-" + value);
        assertThat(ViewerLink.of(link.path("url").asText()).aql())
                .isEqualTo("SELECT * FROM events WHERE LOWER(username) IN ('"
                        + value.toLowerCase(Locale.ROOT).replace("'", "''")
                        + "') LAST 7 DAYS");
    }

    @ParameterizedTest
    @CsvSource({"url, https://a.example/\\ud800", "email, a\\udc00@b.example", "user, a\\ud83e"})
    void halfACharacterIsRefusedWithAWarning(String type, String value) {
        JsonNode answer = relay.post(PATH, "[{\"type\":\"%s\",\"value\":\"%s\"}]".formatted(type, value), token())
                .json();

        assertThat(answer.has("data")).isFalse();
        assertThat(answer.path("errors").path(0).path("message").asText())
                .endsWith("is not a valid value of type '" + type + "': it was not used.");
    }

    @Test
    void theLongestOfPlainLettersHaveTheirLink() {
        String value = "https://a.example/" + "x".repeat(8_000);

        JsonNode answer = relay.post(PATH, List.of(observable("url", value)));

        assertThat(ViewerLink.of(answer.path("data").path(0).path("url").asText())
                        .aql())
                .contains(value);
        assertThat(answer.has("errors")).isFalse();
    }

    @Test
    void whereNoBrowserWouldOpenTheLinkThereIsAWarning() {
        String value = "東".repeat(2_000);

        JsonNode answer = relay.post(
                        PATH, List.of(observable("user_agent", value), observable("user", "alice")), token())
                .json();

        assertThat(answer.path("data"))
                .singleElement()
                .satisfies(link -> assertThat(link.path("id").asText()).isEqualTo("ref-qradar-search-user-alice"));
        assertThat(answer.path("errors"))
                .singleElement()
                .hasToString("{\"type\":\"warning\",\"code\":\"invalid argument\",\"message\":\"'" + "東".repeat(100)
                        + "…' is too long for a link into the console: there is none.\"}");
    }
}
