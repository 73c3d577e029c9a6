package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferTest extends RelayTest {

    private static final String PATH = "/refer/observables";

    ReferTest(Http1Client client) {
        super(client);
    }

    @Test
    void anAddressGetsALinkToTheEventViewer() {
        JsonNode link = relay.post(PATH, List.of(observable("ip", "10.1.1.1")))
                .path("data")
                .path(0);

        assertThat(link.path("id").asText()).isEqualTo("ref-qradar-search-ip-10.1.1.1");
        assertThat(link.path("title").asText()).isEqualTo("Search for this IP");
        assertThat(link.path("description").asText()).isEqualTo("Lookup this IP on QRadar SIEM Event Viewer");
        assertThat(link.path("categories").toString()).isEqualTo("[\"Search\",\"QRadar SIEM\"]");
    }

    @Test
    void anAddressGetsTheSearchFirstThenItsAssetAndItsOffenses() {
        JsonNode links = relay.post(PATH, List.of(observable("ip", "10.1.1.1"))).path("data");

        assertThat(ids(links))
                .containsExactly(
                        "ref-qradar-search-ip-10.1.1.1",
                        "ref-qradar-asset-ip-10.1.1.1",
                        "ref-qradar-offenses-ip-10.1.1.1");
        assertThat(URI.create(links.path(1).path("url").asText()).getRawQuery())
                .isEqualTo("dispatch=viewAssetDetailsFromIp&ipAddress=10.1.1.1&listName=vulnList");
        assertThat(URI.create(links.path(2).path("url").asText()).getQuery())
                .contains("value(aql)=SELECT * FROM events WHERE (sourceip IN ('10.1.1.1') OR destinationip IN"
                        + " ('10.1.1.1')) AND hasoffense = 'true' LAST 7 DAYS");
    }

    @ParameterizedTest
    @CsvSource({"ip, 2001:DB8::1", "ipv6, 2001:db8::1", "ipv6, 2001:db8:0:0:0:0:0:1"})
    void anIpv6AddressHasTheLinksOfAnAddressHoweverItIsSent(String type, String value) {
        JsonNode links = relay.post(PATH, List.of(observable(type, value))).path("data");

        assertThat(ids(links))
                .containsExactly(
                        "ref-qradar-search-" + type + "-" + value,
                        "ref-qradar-asset-" + type + "-" + value,
                        "ref-qradar-offenses-" + type + "-" + value);
        assertThat(links.path(1).path("url").asText()).contains("&ipAddress=2001%3Adb8%3A0%3A0%3A0%3A0%3A0%3A1&");
        assertThat(links.path(2).path("url").asText()).contains("sourcev6").doesNotContain("sourceip");
    }

    @Test
    void theLinkLeadsToTheTenantsConsoleAndIsPercentEncoded() {
        String url = relay.post(
                        PATH,
                        List.of(observable("ip", "10.1.1.1")),
                        token(Map.of("SERVER_IP", "qradar.example.com:8443")))
                .json()
                .path("data")
                .path(0)
                .path("url")
                .asText();

        assertThat(url)
                .startsWith("https://qradar.example.com:8443/console/do/ariel/arielSearch?")
                .doesNotContain(" ", "'");
        assertThat(URI.create(url).getQuery())
                .contains("value(aql)=SELECT * FROM events WHERE sourceip IN ('10.1.1.1') OR destinationip IN"
                        + " ('10.1.1.1') LAST 7 DAYS")
                .contains("values['aql']=SELECT * FROM events");
    }

    @Test
    void noConsoleIsAsked() {
        relay.post(PATH, List.of(observable("ip", "10.1.1.1"), observable("ip", "10.1.1.2")));

        assertThat(consoleCalls()).isEmpty();
    }

    @Test
    void nothingSupportedIsAnEmptyList() {
        assertThat(relay.post(PATH, List.of(observable("device", "example.com"))))
                .hasToString("{\"data\":[]}");
    }

    @Test
    void anUnsupportedListStillNeedsAToken() {
        JsonNode answer = relay.post(PATH, List.of(observable("device", "example.com")), "no.good.token")
                .json();

        assertThat(answer.path("errors").path(0).path("code").asText()).isEqualTo("authorization error");
    }

    @Test
    void theOrderIsThatAskedAndDuplicatesAreDropped() {
        JsonNode links = relay.post(
                        PATH,
                        List.of(observable("user", "alice"), observable("ip", "10.0.0.1"), observable("user", "alice")))
                .path("data");

        assertThat(ids(links))
                .containsExactly(
                        "ref-qradar-search-user-alice",
                        "ref-qradar-search-ip-10.0.0.1",
                        "ref-qradar-asset-ip-10.0.0.1",
                        "ref-qradar-offenses-ip-10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"1d, 1 DAYS", "30d, 30 DAYS", "36h, 36 HOURS", "90m, 90 MINUTES", "90s, 2 MINUTES"})
    void theLinksLookBackAsFarAsASearch(String window, String span) throws IOException, InterruptedException {
        try (RelayServer server = RelayServer.start(config(Map.of("QRADAR_SEARCH_WINDOW", window)));
                HttpClient caller = HttpClient.newHttpClient()) {
            String answer = caller.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + PATH))
                                    .header("Authorization", "Bearer " + token())
                                    .POST(BodyPublishers.ofString("[{\"type\":\"ip\",\"value\":\"10.1.1.1\"}]"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();

            assertThat(answer)
                    .containsPattern("%29%20LAST%20" + span.replace(" ", "%20") + "&.*%29%20LAST%20"
                            + span.replace(" ", "%20") + "\"")
                    .containsPattern("%27true%27%20LAST%20" + span.replace(" ", "%20") + "&");
        }
    }

    private static List<String> ids(JsonNode links) {
        return StreamSupport.stream(links.spliterator(), false)
                .map(link -> link.path("id").asText())
                .toList();
    }
}
