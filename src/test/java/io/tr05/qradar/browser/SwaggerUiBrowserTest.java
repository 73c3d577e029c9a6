package io.tr05.qradar.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.webclient.http1.Http1Client;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** {@code /ui/} as somebody uses it who wants to try the relay. */
class SwaggerUiBrowserTest extends BrowserTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OBSERVE = "#operations-observe-observeObservables ";

    private static final String NO_TOKEN = "Authorization failed: Authorization header is missing";

    SwaggerUiBrowserTest(Http1Client client, Browser browser) {
        super(client, browser);
    }

    @Test
    void everyOperationOfTheContractIsThere() {
        browser.open(page("/ui/"));
        browser.see(".opblock");

        assertThat(browser.all(".opblock"))
                .extracting(operation ->
                        textOf(operation, "opblock-summary-method") + " " + textOf(operation, "opblock-summary-path"))
                .containsExactlyInAnyOrderElementsOf(contract());
    }

    @Test
    void withATokenTheExampleIsObserved() throws IOException {
        Instant now = Instant.now(); // older than a week isn't searched
        CONSOLE.serveRows(List.of(request(now.minusSeconds(300), 3), request(now.minusSeconds(3_600), 1)));
        browser.open(page("/ui/"));
        authorize(token());

        JsonNode answer = execute();

        assertThat(answer.path("errors")).isEmpty();
        assertThat(answer.at("/data/sightings/count").asInt()).isEqualTo(2);
        assertThat(answer.at("/data/sightings/docs/0/observables/0/value").asText())
                .isEqualTo("203.0.113.66");
        picture();
    }

    @Test
    void withoutATokenTheRelaySaysWhatIsMissing() throws IOException {
        browser.open(page("/ui/"));

        assertThat(execute().at("/errors/0/message").asText()).isEqualTo(NO_TOKEN);
    }

    @Test
    void aTokenIsForgottenWhenThePageIsLoadedAgain() throws IOException {
        browser.open(page("/ui/"));
        authorize(token());
        browser.reload();

        assertThat(execute().at("/errors/0/message").asText()).isEqualTo(NO_TOKEN);
    }

    private void authorize(String token) {
        browser.click(".auth-wrapper .authorize");
        browser.click(".modal-ux input");
        browser.paste(token);
        browser.click(".modal-ux button.authorize");
        browser.click(".modal-ux button.btn-done");
    }

    /** Unfolds the operation, sends the body that is proposed there, and returns the body shown of an answer 200. */
    private JsonNode execute() throws IOException {
        browser.click(OBSERVE + ".opblock-summary-control");
        browser.click(OBSERVE + "button.execute");

        assertThat(browser.see(OBSERVE + ".live-responses-table tbody .response-col_status")
                        .getText())
                .startsWith("200");
        return JSON.readTree(browser.see(OBSERVE + ".live-responses-table .response-col_description pre")
                .getText());
    }

    /** What was asked and answered, closer together than the page has them, and without the command that shows the token. */
    private void picture() {
        browser.run(
                """
                document.querySelector('.curl-command').remove();
                document.querySelector('.body-param__text').style.cssText = 'height: 8em; min-height: 0';
                document.querySelector('.opblock-section-request-body').scrollIntoView();
                return true""");
        browser.picture("swagger-ui-observe");
    }

    private static String textOf(WebElement operation, String cssClass) {
        return operation
                .findElement(By.className(cssClass))
                .getText()
                // long paths may break where no character is
                .replace("\u200b", "");
    }

    /** Method and path of each operation. */
    private static List<String> contract() {
        return new OpenAPIV3Parser()
                .read("openapi/relay.yaml").getPaths().entrySet().stream()
                        .flatMap(path -> path.getValue().readOperationsMap().keySet().stream()
                                .map(method -> method + " " + path.getKey()))
                        .toList();
    }

    /** A proxy's event about the address of the contract's example. */
    private static Map<String, Object> request(Instant time, int count) {
        return Map.ofEntries(
                Map.entry("starttime", time.toEpochMilli()),
                Map.entry("endtime", time.plusMillis(15_377).toEpochMilli()),
                Map.entry("eventcount", count),
                Map.entry("qid", 16_001_002L),
                Map.entry("logsourceid", 102L),
                Map.entry("sourceip", "10.0.0.5"),
                Map.entry("destinationip", "203.0.113.66"),
                Map.entry("destinationport", 443L),
                Map.entry("severity", 4L));
    }
}
