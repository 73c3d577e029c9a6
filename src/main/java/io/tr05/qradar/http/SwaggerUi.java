package io.tr05.qradar.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** {@code /ui}: Swagger UI over the served contract, all of it from the program's own files. */
final class SwaggerUi {

    private static final Pattern RANGE = Pattern.compile("bytes=[0-9]{1,9}-[0-9]{0,9}");

    private static final Pattern PART = Pattern.compile("/ui/(?!swagger-initializer\\.js$).+\\.(js|css|png|map)");

    private SwaggerUi() {}

    static void addTo(HttpRouting.Builder routing, String swaggerUiVersion) {
        byte[] initializer = WebResource.text("web/swagger-initializer.js").getBytes(StandardCharsets.UTF_8);
        routing.get("/ui", redirect("/ui/"));
        routing.get("/ui/swagger-initializer.js", (request, response) -> response.header(
                        HeaderNames.CONTENT_TYPE, "text/javascript; charset=utf-8")
                .send(initializer));
        routing.get("/ui/*", SwaggerUi::requireRange, SwaggerUi::keepToThisHost);
        routing.register(
                "/ui",
                StaticContentFeature.createService(ClasspathHandlerConfig.builder()
                        .location("META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion)
                        .welcome("index.html")
                        .build()));
    }

    /** Helidon 4.5.0 takes a range whose numbers are none, or too large, for a fault of its own. */
    private static void requireRange(ServerRequest request, ServerResponse response) {
        if (request.headers().first(HeaderNames.RANGE).stream()
                .anyMatch(range -> !RANGE.matcher(range).matches())) {
            throw new HttpException("a range of no use", Status.REQUESTED_RANGE_NOT_SATISFIABLE_416);
        }
        response.next();
    }

    /** Whether a path is of Swagger UI itself: a script, a style sheet, an icon; not the page, nor what names our contract. */
    static boolean isPart(String path) {
        return PART.matcher(path).matches();
    }

    /** The page has styles and pictures of its own inside; all else comes from here, and goes here. */
    private static void keepToThisHost(ServerRequest request, ServerResponse response) {
        response.header(
                HeaderNames.create("Content-Security-Policy"),
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        response.header(HeaderValues.X_CONTENT_TYPE_OPTIONS_NOSNIFF);
        response.next();
    }

    static Handler redirect(String path) {
        return (request, response) -> response.status(Status.MOVED_PERMANENTLY_301)
                .header(HeaderNames.LOCATION, path)
                .send();
    }
}
