package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.tr05.qradar.testing.RelayTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The served contract and the routes agree, in both directions. */
class ContractRoutesTest extends RelayTest {

    private static final List<Method> METHODS =
            List.of(Method.GET, Method.POST, Method.PUT, Method.PATCH, Method.DELETE, Method.HEAD, Method.OPTIONS);

    ContractRoutesTest(Http1Client client) {
        super(client);
    }

    @Test
    void everyOperationOfTheServedContractIsRouted() {
        served().getPaths()
                .forEach((path, item) -> item.readOperationsMap().keySet().forEach(method -> assertThat(
                                status(Method.create(method.name()), path))
                        .as("%s %s", method, path)
                        .isEqualTo(200)));
    }

    @Test
    void everyRouteIsDescribedAndTakesNoOtherMethod() {
        for (Map.Entry<String, PathItem> path : served().getPaths().entrySet()) {
            Set<String> described = path.getValue().readOperationsMap().keySet().stream()
                    .map(Enum::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> taken = METHODS.stream()
                    .filter(method -> status(method, path.getKey()) == 200)
                    .map(Method::text)
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(taken).as(path.getKey()).isEqualTo(described);
        }
    }

    @Test
    void noPathIsRoutedThatTheContractDoesNotDescribe() {
        // what the routing is made of: each path in the source of the routes, but for the pages of Swagger UI
        Set<String> described = served().getPaths().keySet();
        Set<String> routed = Arrays.stream(RoutePaths.inSource().split("\n"))
                .map(path -> path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(routed).isSubsetOf(described).isNotEmpty();
    }

    @Test
    void theContractIsServedAsYamlAndAsJson() {
        assertThat(contract("application/json")).startsWith("{");
        assertThat(contract("application/vnd.oai.openapi")).startsWith("openapi: 3.0.3");
    }

    private OpenAPI served() {
        return new OpenAPIV3Parser().readContents(contract("application/json")).getOpenAPI();
    }

    private String contract(String mediaType) {
        return relay.send(
                        relay.request(Method.GET, "/openapi").header(HeaderNames.ACCEPT, mediaType),
                        Method.GET,
                        "/openapi",
                        "")
                .body();
    }

    private int status(Method method, String path) {
        try (var response = relay.request(method, path).request()) {
            return response.status().code();
        }
    }
}
