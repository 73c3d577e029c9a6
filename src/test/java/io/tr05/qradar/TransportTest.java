package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webserver.WebServerConfig;
import io.tr05.qradar.testing.RelayCaller.Answer;
import io.tr05.qradar.testing.RelayTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest extends RelayTest {

    TransportTest(Http1Client client) {
        super(client);
    }

    /** Otherwise each answer of more than some kilobytes takes 40 ms longer: seen with {@code ReferBenchmark}. */
    @Test
    void anAnswerDoesNotWaitForTheCallerToAcknowledgeItsFirstPart() {
        WebServerConfig.Builder server = WebServerConfig.builder();

        new RelayServer(config(Map.of())).configure(server);

        assertThat(server.connectionOptions())
                .hasValueSatisfying(socket -> assertThat(socket.tcpNoDelay()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/nowhere/", "/observe", "/ui/nope.js"})
    void anUnknownPathIs404InTheTransportForm(String path) {
        Answer answer = call(Method.GET, path.startsWith("/observe") ? "/nowhere/observe" : path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").asInt()).isEqualTo(404);
        assertThat(answer.json().path("message").asText()).isNotBlank();
        assertThat(answer.json().path("reason").asText()).isEqualTo("Not Found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /health, POST",
        "PUT, /health/, POST",
        "GET, /observe/observables, POST",
        "DELETE, /refer/observables, POST",
        "GET, /respond/observables/, POST",
        "GET, /respond/trigger, POST",
        "GET, /version, POST",
        "POST, /watchdog, GET",
        "POST, /, GET",
        "POST, /openapi, GET"
    })
    void aWrongMethodIs405AndNamesTheRightOne(String method, String path, String allowed) {
        Answer answer = call(Method.create(method), path);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().get(HeaderNames.ALLOW).get()).isEqualTo(allowed);
        assertThat(answer.json().path("code").asInt()).isEqualTo(405);
    }

    @Test
    void aBodyThatIsTooLargeIs413() {
        Answer answer = relay.post("/observe/observables", " ".repeat((4 << 20) + 1), token());

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("code").asInt()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/version", "/version/"})
    void theVersionNeedsNoToken(String path) {
        Answer answer = call(Method.POST, path);

        assertThat(answer.json().path("version").asText()).isEqualTo("2.0.0");
        assertThat(answer.json()).hasSize(1);
    }

    @Test
    void theWatchdogEchoesItsHeader() {
        Answer answer = relay.send(
                relay.request(Method.GET, "/watchdog").header(HeaderNames.create("Health-Check"), "woof"),
                Method.GET,
                "/watchdog",
                "");

        assertThat(answer.body()).isEqualTo("{\"data\":\"woof\"}");
    }

    @Test
    void theWatchdogComplainsWithoutItsHeader() {
        assertThat(call(Method.GET, "/watchdog/").body())
                .isEqualTo("{\"errors\":[{\"type\":\"fatal\",\"code\":\"health check failed\","
                        + "\"message\":\"Invalid Health Check\"}]}");
    }

    @Test
    void theRootIsAPageInABrowser() {
        Answer answer = relay.send(
                relay.request(Method.GET, "/").header(HeaderNames.ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8"),
                Method.GET,
                "/",
                "");

        assertThat(answer.headers().get(HeaderNames.CONTENT_TYPE).get()).startsWith("text/html");
        assertThat(answer.body()).contains("2.0.0").doesNotContain("{{");
    }

    @Test
    void theRootIsJsonForAProgram() {
        Answer answer = relay.send(
                relay.request(Method.GET, "/").header(HeaderNames.ACCEPT, "application/json"), Method.GET, "/", "");

        assertThat(answer.json().path("name").asText()).isEqualTo("tr-05-qradar");
        assertThat(answer.json().path("links").path("openapi").asText()).isEqualTo("/openapi");
    }

    @Test
    void swaggerUiIsServedWithOurOwnInitializer() {
        assertThat(call(Method.GET, "/ui/").body()).contains("swagger-ui");
        assertThat(call(Method.GET, "/ui/swagger-initializer.js").body())
                .contains("/openapi")
                .contains("validatorUrl: null");
    }

    private Answer call(Method method, String path) {
        return relay.send(relay.request(method, path), method, path, "");
    }
}
