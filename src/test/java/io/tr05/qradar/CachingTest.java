package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.tr05.qradar.testing.RelayTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be kept by a browser, or by a proxy on the way. */
class CachingTest extends RelayTest {

    private final Http1Client client;

    CachingTest(Http1Client client) {
        super(client);
        this.client = client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/swagger-ui.css", "/ui/swagger-ui-bundle.js", "/ui/favicon-32x32.png"})
    void thePartsOfSwaggerUiAreKeptForAnHour(String path) {
        assertThat(cacheControl(path)).isEqualTo("public, max-age=3600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/", "/ui/index.html", "/ui/swagger-initializer.js", "/openapi"})
    void whatNamesThemIsAskedForAgain(String path) {
        assertThat(cacheControl(path)).isEqualTo("no-cache");
    }

    @Test
    void theLandingPageIsAskedForAgain() {
        try (Http1ClientResponse page =
                client.get("/").header(HeaderNames.ACCEPT, "text/html").request()) {
            assertThat(page.headers().get(HeaderNames.CACHE_CONTROL).get()).isEqualTo("no-cache");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/swagger-ui.css", "/ui/swagger-ui-bundle.js"})
    void whatIsStillTheSameIsNotSentAgain(String path) {
        String tag;
        try (Http1ClientResponse first = client.get(path).request()) {
            tag = first.headers().get(HeaderNames.ETAG).get();
        }
        try (Http1ClientResponse second =
                client.get(path).header(HeaderNames.IF_NONE_MATCH, tag).request()) {
            assertThat(second.status().code()).isEqualTo(304);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/nope.js", "/ui/swagger-ui.js.nope", "/"})
    void anAnswerInJsonIsKeptByNobody(String path) {
        assertThat(cacheControl(path)).isEqualTo("no-store");
    }

    private String cacheControl(String path) {
        try (Http1ClientResponse response = client.get(path).request()) {
            return response.headers().get(HeaderNames.CACHE_CONTROL).get();
        }
    }
}
