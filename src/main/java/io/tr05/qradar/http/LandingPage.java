package io.tr05.qradar.http;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tr05.qradar.wire.ServiceDescription;
import io.tr05.qradar.wire.ServiceLinks;
import java.nio.charset.StandardCharsets;

/** {@code GET /}: a page for a person's browser, the same as JSON for a program. */
final class LandingPage implements Handler {

    private final byte[] page;
    private final ServiceDescription description;

    LandingPage(String version) {
        this.page = WebResource.text("web/index.html")
                .replace("{{version}}", version)
                .getBytes(StandardCharsets.UTF_8);
        this.description = new ServiceDescription()
                .name("tr-05-qradar")
                .version(version)
                .links(new ServiceLinks()
                        .self("/")
                        .ui("/ui/")
                        .openapi("/openapi")
                        .version("/version")
                        .watchdog("/watchdog"));
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        response.headers().add(HeaderValues.create(HeaderNames.VARY, "Accept"));
        if (asksForHtml(request)) {
            response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
            response.header(HeaderValues.X_CONTENT_TYPE_OPTIONS_NOSNIFF);
            response.header(
                    HeaderNames.create("Content-Security-Policy"),
                    "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
            response.send(page);
        } else {
            EnvelopeWriter.send(response, description);
        }
    }

    /** Browsers name HTML first; what accepts anything is a program. */
    private static boolean asksForHtml(ServerRequest request) {
        return request.headers().acceptedTypes().stream()
                .anyMatch(type -> type.mediaType().equals(MediaTypes.TEXT_HTML));
    }
}
