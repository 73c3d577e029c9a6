package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.testing.RelayTest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestValidationTest extends RelayTest {

    RequestValidationTest(Http1Client client) {
        super(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    ~~                                              | the body is empty
                    [{"type":"ip"                                   | the body is not valid JSON
                    [] []                                           | the body is not valid JSON
                    null                                            | the body must be a JSON array of observables
                    {}                                              | the body must be a JSON array of observables
                    "ip"                                            | the body must be a JSON array of observables
                    ["ip"]                                          | /0: must be an object with type and value
                    [{"value":"1.2.3.4"}]                           | /0/type: is missing
                    [{"type":"ip"}]                                 | /0/value: is missing
                    [{"type":"ip","value":""}]                      | /0/value: must not be blank
                    [{"type":" ","value":"1.2.3.4"}]                | /0/type: must not be blank
                    [{"type":"ip","value":1}]                       | /0/value: must be a string
                    [{"type":"ip","value":null}]                    | /0/value: must be a string
                    [{"type":"ip","value":"1.2.3.4","x/y":1}]       | /0/x~1y: is not a field of an observable
                    [{"type":"ip","value":"1.2.3.4"},{"type":"ip"}] | /1/value: is missing
                    [{"type":"ip","type":"ip","value":"1.2.3.4"}]   | the body is not valid JSON
                    """)
    void aBadListOfObservablesIsNamedByPointer(String body, String detail) {
        for (String path : List.of("/observe/observables", "/refer/observables", "/respond/observables")) {
            JsonNode answer = relay.post(path, body);

            assertThat(answer.has("data")).isFalse();
            assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("invalid argument");
            assertThat(answer.path("errors").path(0).path("message").asText())
                    .startsWith("Invalid JSON payload received. ")
                    .contains(detail);
        }
        assertThat(consoleCalls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    ~~                                          | the body is empty
                    []                                          | the body must be a JSON object
                    {}                                          | /action-id: is missing
                    {"action-id":"a","observable_type":"ip","observable_value":" ","reference_set_name":"s"} | /observable_value: must not be blank
                    {"action-id":1,"observable_type":"ip","observable_value":"1.2.3.4","reference_set_name":"s"} | /action-id: must be a string
                    """)
    void aBadTriggerIsAFailureThatSaysWhy(String body, String detail) {
        JsonNode answer = relay.post("/respond/trigger", body);

        assertThat(answer.path("data").path("status").asText()).isEqualTo("failure");
        assertThat(answer.path("errors").path(0).path("message").asText())
                .startsWith("Invalid JSON payload received. ")
                .contains(detail);
    }

    @Test
    void tooManyObservablesAreRefused() {
        JsonNode answer = relay.post("/observe/observables", Collections.nCopies(1001, observable("ip", "1.2.3.4")));

        assertThat(answer.path("errors").path(0).path("message").asText())
                .contains("1001")
                .contains("1000");
    }

    /** Before, each of a million parts became an object in memory, only to be counted. */
    @ParameterizedTest
    @ValueSource(strings = {"{},", "[],", "{\"a\":[1,2,3]},", "1,"})
    void aBodyOfMorePartsThanObservablesCanHaveIsNotReadToItsEnd(String part) {
        String body = "[" + part.repeat(20_000) + "{}]";

        JsonNode answer = relay.post("/observe/observables", body);

        assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("invalid argument");
        assertThat(answer.path("errors").path(0).path("message").asText())
                .contains("more, longer or deeper parts than a request can have");
    }

    @Test
    void aTextFarLongerThanAnyValueIsNotReadToItsEnd() {
        JsonNode answer = relay.post("/refer/observables", List.of(observable("url", "x".repeat(3_000_000))));

        assertThat(answer.path("errors").path(0).path("message").asText())
                .contains("more, longer or deeper parts than a request can have");
    }

    @Test
    void aBodyNestedWithoutEndIsRefused() {
        JsonNode answer = relay.post("/refer/observables", "[".repeat(5_000));

        assertThat(answer.path("errors").path(0).path("message").asText())
                .contains("more, longer or deeper parts than a request can have");
    }

    @Test
    void aValueThatIsTooLongIsRefused() {
        JsonNode answer = relay.post("/refer/observables", List.of(observable("url", "x".repeat(8193))));

        assertThat(answer.path("errors").path(0).path("message").asText()).contains("/0/value: must not be longer");
    }

    @Test
    void theContentTypeDoesNotMatter() {
        var answer = relay.send(
                relay.request(Method.POST, "/refer/observables")
                        .header(HeaderNames.AUTHORIZATION, "Bearer " + token())
                        .header(HeaderNames.CONTENT_TYPE, "text/plain"),
                Method.POST,
                "/refer/observables",
                "[{\"type\":\"user\",\"value\":\"alice\"}]");

        assertThat(answer.json().path("data")).hasSize(1);
    }

    @Test
    void theCallerIsAuthorisedBeforeTheBodyIsLookedAt() {
        var answer = relay.post("/observe/observables", "not json", "not.a.token");

        assertThat(answer.json().path("errors").path(0).path("code").asText()).isEqualTo("authorization error");
    }
}
