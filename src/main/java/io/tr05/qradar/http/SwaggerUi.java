package io.tr05.qradar.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.nio.charset.StandardCharsets;

/** {@code /ui}: Swagger UI over the served contract, all of it from the program's own files. */
final class SwaggerUi {

    private SwaggerUi() {}

    static void addTo(HttpRouting.Builder routing, String swaggerUiVersion) {
        byte[] initializer = WebResource.text("web/swagger-initializer.js").getBytes(StandardCharsets.UTF_8);
        routing.get("/ui", redirect("/ui/"));
        routing.get("/ui/swagger-initializer.js", (request, response) -> response.header(
                        HeaderNames.CONTENT_TYPE, "text/javascript; charset=utf-8")
                .send(initializer));
        routing.register(
                "/ui",
                StaticContentFeature.createService(ClasspathHandlerConfig.builder()
                        .location("META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion)
                        .welcome("index.html")
                        .build()));
    }

    static Handler redirect(String path) {
        return (request, response) -> response.status(Status.MOVED_PERMANENTLY_301)
                .header(HeaderNames.LOCATION, path)
                .send();
    }
}
