package io.tr05.qradar;

import static io.helidon.http.HeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_ALLOW_METHODS;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_MAX_AGE;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_REQUEST_METHOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.tr05.qradar.testing.RelayTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins, in browsers. */
class CrossOriginTest extends RelayTest {

    private static final String TOOLS = "https://tools.example.com";

    // as in production: the server that Helidon's tests set up has more features than it is given
    private static RelayServer closed;
    private static RelayServer open;
    private static RelayServer toAll;

    CrossOriginTest(Http1Client client) {
        super(client);
    }

    @BeforeAll
    static void start() {
        closed = RelayServer.start(config(Map.of()));
        open = RelayServer.start(
                config(Map.of("RELAY_CORS_ORIGINS", "https://Tools.Example.com:443/, http://localhost:8000")));
        toAll = RelayServer.start(config(Map.of("RELAY_CORS_ORIGINS", "*")));
    }

    @AfterAll
    static void stop() {
        closed.close();
        open.close();
        toAll.close();
    }

    @Test
    void withoutTheSettingNoOriginIsAllowedAnything() {
        Http1Client relay = client(closed.port());
        try (Http1ClientResponse preflight = preflight(relay, TOOLS);
                Http1ClientResponse call = post(relay, "/version", TOOLS);
                Http1ClientResponse contract = contract(relay)) {
            assertThat(preflight.status().code()).isEqualTo(405);
            assertThat(allowances(preflight)).isEmpty();
            assertThat(allowances(call)).isEmpty();
            assertThat(contract.status().code()).isEqualTo(200);
            assertThat(allowances(contract)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TOOLS, "http://localhost:8000"})
    void aPageOfAnAllowedOriginMayCall(String origin) {
        try (Http1ClientResponse preflight = preflight(client(open.port()), origin)) {
            assertThat(preflight.status().code()).isEqualTo(204);
            assertThat(value(preflight, ACCESS_CONTROL_ALLOW_ORIGIN)).isEqualTo(origin);
            assertThat(value(preflight, ACCESS_CONTROL_ALLOW_METHODS)).contains("POST");
            assertThat(value(preflight, ACCESS_CONTROL_ALLOW_HEADERS).toLowerCase(Locale.ROOT))
                    .contains("authorization", "content-type", "x-request-id");
            assertThat(value(preflight, ACCESS_CONTROL_MAX_AGE)).isEqualTo("3600");
            assertThat(value(preflight, HeaderNames.VARY)).isEqualTo("Origin");
        }
    }

    @Test
    void whatTheRelayAnswersSuchAPageMayRead() {
        try (Http1ClientResponse call = post(client(open.port()), "/health", TOOLS)) {
            assertThat(call.status().code()).isEqualTo(200);
            assertThat(value(call, ACCESS_CONTROL_ALLOW_ORIGIN)).isEqualTo(TOOLS);
            assertThat(value(call, ACCESS_CONTROL_EXPOSE_HEADERS)).isEqualTo("X-Request-Id");
            assertThat(call.as(String.class)).contains("Authorization header is missing");
        }
    }

    @Test
    void soIsTheContract() {
        try (Http1ClientResponse contract = contract(client(open.port()))) {
            assertThat(contract.status().code()).isEqualTo(200);
            assertThat(value(contract, ACCESS_CONTROL_ALLOW_ORIGIN)).isEqualTo(TOOLS);
            assertThat(value(contract, HeaderNames.VARY)).isEqualToIgnoringCase("Origin");
        }
    }

    @Test
    void soIsAnAnswerThatSaysWhatIsWrongWithTheCall() {
        try (Http1ClientResponse call = post(client(open.port()), "/nowhere", TOOLS)) {
            assertThat(call.status().code()).isEqualTo(404);
            assertThat(value(call, ACCESS_CONTROL_ALLOW_ORIGIN)).isEqualTo(TOOLS);
        }
    }

    @Test
    void noBrowserIsAskedForCookies() {
        try (Http1ClientResponse preflight = preflight(client(toAll.port()), TOOLS)) {
            assertThat(preflight.headers().contains(ACCESS_CONTROL_ALLOW_CREDENTIALS))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "http://tools.example.com",
                "https://tools.example.com:8443",
                "https://tools.example.com.evil.example",
                "https://x.tools.example.com",
                "null"
            })
    void anotherOriginIsAllowedNothing(String origin) {
        try (Http1ClientResponse preflight = preflight(client(open.port()), origin)) {
            assertThat(preflight.status().code()).isEqualTo(405);
            assertThat(allowances(preflight)).isEmpty();
            assertThat(value(preflight, HeaderNames.VARY)).isEqualTo("Origin");
        }
    }

    /** A proxy that speaks TLS makes the relay's own pages look like those of another origin. */
    @Test
    void aCallIsAnsweredWhateverItsOriginSinceTheTokenIsWhatLetsIn() {
        try (Http1ClientResponse call = post(client(open.port()), "/version", PUBLIC_URL)) {
            assertThat(call.as(String.class)).isEqualTo("{\"version\":\"2.0.0\"}");
        }
    }

    @Test
    void aStarAllowsEveryOrigin() {
        try (Http1ClientResponse preflight = preflight(client(toAll.port()), "https://anything.example")) {
            assertThat(value(preflight, ACCESS_CONTROL_ALLOW_ORIGIN)).isEqualTo("*");
        }
    }

    @Test
    void aPageThatDependsOnWhatIsAskedForSaysSoBesideTheOrigin() {
        try (Http1ClientResponse page = client(open.port()).get("/").request()) {
            assertThat(page.headers().get(HeaderNames.VARY).allValues(true))
                    .containsExactlyInAnyOrder("Origin", "Accept");
        }
    }

    private static Http1ClientResponse preflight(Http1Client relay, String origin) {
        return relay.method(Method.OPTIONS)
                .path("/observe/observables")
                .header(HeaderNames.ORIGIN, origin)
                .header(ACCESS_CONTROL_REQUEST_METHOD, "POST")
                .header(ACCESS_CONTROL_REQUEST_HEADERS, "authorization,content-type")
                .request();
    }

    private static Http1ClientResponse post(Http1Client relay, String path, String origin) {
        Http1ClientRequest request = relay.post(path).header(HeaderNames.ORIGIN, origin);
        return request.submit("");
    }

    private static Http1ClientResponse contract(Http1Client relay) {
        return relay.get("/openapi").header(HeaderNames.ORIGIN, TOOLS).request();
    }

    private static String value(Http1ClientResponse response, HeaderName name) {
        return String.join(", ", response.headers().get(name).allValues());
    }

    private static List<String> allowances(Http1ClientResponse response) {
        return response.headers().stream()
                .map(header -> header.headerName().defaultCase())
                .filter(name -> name.startsWith("Access-Control-"))
                .toList();
    }
}
