package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.testing.RelayTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
                        List.of(
                                observable("ip", "10.0.0.2"),
                                observable("ip", "10.0.0.1"),
                                observable("ip", "10.0.0.2")))
                .path("data");

        assertThat(links)
                .extracting(link -> link.path("id").asText())
                .containsExactly("ref-qradar-search-ip-10.0.0.2", "ref-qradar-search-ip-10.0.0.1");
    }
}
