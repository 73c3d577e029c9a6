package io.tr05.qradar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.MessageResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.schema.SchemaValidator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract keeps its own word: its examples fit its schemas, and the generated models carry them unchanged. */
class ContractTest {

    private static final String CONTRACT = "openapi/relay.yaml";
    private static final String JSON = "application/json";
    private static final SwaggerParseResult PARSED = new OpenAPIV3Parser().readLocation(CONTRACT, null, null);
    private static final OpenAPI API = requireNonNull(PARSED.getOpenAPI());
    private static final OpenApiInteractionValidator INTERACTIONS = OpenApiInteractionValidator.createFor(CONTRACT)
            .withStrictOperationPathMatching()
            .build();
    private static final SchemaValidator SCHEMAS = new SchemaValidator(API, new MessageResolver());
    private static final ObjectMapper PLAIN_MAPPER = new ObjectMapper();

    @Test
    void isReadWithoutAComplaint() {
        assertThat(PARSED.getMessages()).isEmpty();
    }

    @Test
    void hasExactlyTheRelaysOperations() {
        assertThat(operations().map(at -> at.method() + " " + at.path()))
                .containsExactlyInAnyOrder(
                        "POST /health",
                        "POST /observe/observables",
                        "POST /refer/observables",
                        "POST /respond/observables",
                        "POST /respond/trigger",
                        "POST /version",
                        "GET /watchdog",
                        "GET /",
                        "GET /openapi");
    }

    @ParameterizedTest
    @MethodSource("io.tr05.qradar.ContractTest#operations")
    void everyOperationIsDescribed(At at) {
        var operation = at.operation();
        assertThat(operation.getOperationId()).isNotBlank();
        assertThat(operation.getSummary()).isNotBlank();
        assertThat(operation.getDescription()).isNotBlank();
        assertThat(API.getTags().stream().map(tag -> tag.getName()).toList()).containsAll(operation.getTags());
        var needsToken = !at.operation().getTags().contains("service");
        assertThat(operation.getSecurity()).as("security").hasSize(needsToken ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("io.tr05.qradar.ContractTest#operations")
    void everyOperationShowsEachTransportErrorItCanAnswer(At at) {
        var expected = new ArrayList<>(List.of("200", "404", "405", "500"));
        if (at.method() == PathItem.HttpMethod.POST) {
            expected.add("413");
        }
        assertThat(at.operation().getResponses().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Nested
    class EveryRequestExample {

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ContractTest#operations")
        void exists(At at) {
            body(at.operation()).ifPresent(body -> assertThat(body.getContent().values())
                    .allSatisfy(media -> assertThat(media.getExamples()).isNotEmpty()));
            assertThat(parameters(at.operation())).allSatisfy(parameter -> assertThat(parameter.getExamples())
                    .as(parameter.getName())
                    .isNotEmpty());
        }

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ContractTest#requests")
        void isARequestThatTheContractAccepts(Shown shown) {
            var request = request(shown.at()).withContentType(JSON).withBody(json(shown.value()));
            assertValid(INTERACTIONS.validateRequest(request.build()));
        }

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ContractTest#operations")
        void ofAParameterFitsItsSchema(At at) {
            for (var parameter : parameters(at.operation())) {
                for (var example : parameter.getExamples().values()) {
                    assertFits(example.getValue(), parameter.getSchema(), "parameter");
                }
            }
        }

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ContractTest#requests")
        void passesThroughTheModelUnchanged(Shown shown) throws Exception {
            assertPassesThrough(shown);
        }
    }

    @Nested
    class EveryAnswerExample {

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ContractTest#operations")
        void exists(At at) {
            assertThat(at.operation().getResponses()).allSatisfy((status, answer) -> {
                var content = resolve(answer).getContent();
                assertThat(content).as(status).isNotEmpty();
                assertThat(content.values())
                        .allSatisfy(media -> assertThat(media.getExamples()).isNotEmpty());
            });
        }

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ContractTest#answers")
        void isAnAnswerThatTheContractAllows(Shown shown) {
            var status = Integer.parseInt(shown.status());
            var response = SimpleResponse.Builder.status(status)
                    .withContentType(shown.mediaType())
                    .withBody(
                            JSON.equals(shown.mediaType())
                                    ? json(shown.value())
                                    : shown.value().toString());
            headers(shown).forEach((name, header) -> response.withHeader(name, String.valueOf(header.getExample())));
            assertValid(INTERACTIONS.validateResponse(
                    shown.at().path(), Method.valueOf(shown.at().method().name()), response.build()));
            assertFits(shown.value(), shown.schema(), "response.body");
        }

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ContractTest#answers")
        void passesThroughTheModelUnchanged(Shown shown) throws Exception {
            assertPassesThrough(shown);
        }

        @ParameterizedTest
        @MethodSource("io.tr05.qradar.ContractTest#answers")
        void holdsDataOrErrorsAndATriggerAlwaysItsStatus(Shown shown) {
            if (!shown.status().equals("200")
                    || shown.at().operation().getTags().contains("service")) {
                return;
            }
            var answer = tree(shown.value());
            assertThat(answer.has("data") || answer.has("errors")).isTrue();
            if (shown.at().path().equals("/respond/trigger")) {
                var status = answer.at("/data/status").asText();
                assertThat(status).isEqualTo(answer.has("errors") ? "failure" : "success");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/observe/observables", "/refer/observables", "/respond/observables"})
        void showsSuccessPartOfItAndErrorsOnly(String path) {
            var kinds = answers()
                    .filter(shown ->
                            shown.at().path().equals(path) && shown.status().equals("200"))
                    .map(shown -> tree(shown.value()))
                    .map(answer -> (answer.has("data") ? "data " : "") + (answer.has("errors") ? "errors" : ""));
            assertThat(kinds).contains("data ", "data errors", "errors");
        }

        @Test
        void ofAMethodThatIsNotAllowedNamesThoseThatAre() {
            assertThat(operations()).allSatisfy(at -> {
                var refused =
                        resolve(requireNonNull(at.operation().getResponses().get("405")));
                var allow = resolve(requireNonNull(refused.getHeaders().get("Allow")));
                assertThat(allow.getExample()).isEqualTo(at.method().name());
            });
        }
    }

    @Nested
    class WhatTheContractDoesNotSay {

        @Test
        void isCaughtInAnAnswer() {
            var surprise = "{\"data\":{\"status\":\"ok\"},\"surprise\":1}";
            assertThat(health(surprise).hasErrors()).isTrue();
        }

        @Test
        void isCaughtInAnEmptyAnswer() {
            assertThat(health("{}").hasErrors()).isTrue();
        }

        @Test
        void isCaughtInAnEmptyListOfErrors() {
            assertThat(health("{\"data\":{\"status\":\"ok\"},\"errors\":[]}").hasErrors())
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[{\"type\":\"ip\"}]",
                    "[{\"type\":\"ip\",\"value\":\" \"}]",
                    "[{\"type\":\"ip\",\"value\":7}]",
                    "[{\"type\":\"ip\",\"value\":\"a\",\"more\":1}]",
                    "{}",
                    "[",
                    ""
                })
        void isCaughtInObservables(String body) {
            var request = SimpleRequest.Builder.post("/observe/observables")
                    .withAuthorization("Bearer token")
                    .withContentType(JSON)
                    .withBody(body);
            assertThat(INTERACTIONS.validateRequest(request.build()).hasErrors())
                    .isTrue();
        }

        @Test
        void isCaughtInARequestWithoutAToken() {
            var request = SimpleRequest.Builder.post("/health").build();
            assertThat(INTERACTIONS.validateRequest(request).hasErrors()).isTrue();
        }

        @Test
        void mayBeNoBodyForHealth() {
            // this validator wants a Content-Type even where there is no body
            assertValid(INTERACTIONS.validateRequest(SimpleRequest.Builder.post("/health")
                    .withAuthorization("Bearer token")
                    .withContentType(JSON)
                    .build()));
        }

        @Test
        void mayBeNoBodyForVersion() {
            assertValid(INTERACTIONS.validateRequest(
                    SimpleRequest.Builder.post("/version").build()));
        }

        @Test
        void mayBeAnyBodyForVersion() {
            assertValid(INTERACTIONS.validateRequest(SimpleRequest.Builder.post("/version")
                    .withContentType("text/plain")
                    .withBody("anything")
                    .build()));
        }

        private ValidationReport health(String body) {
            return INTERACTIONS.validateResponse(
                    "/health",
                    Method.POST,
                    SimpleResponse.Builder.ok()
                            .withContentType(JSON)
                            .withBody(body)
                            .build());
        }
    }

    /** One operation and where it is. */
    record At(String path, PathItem.HttpMethod method, Operation operation) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** One example; status is blank for a request's. */
    record Shown(At at, String status, String mediaType, String name, Schema<?> schema, Object value) {
        @Override
        public String toString() {
            return "%s %s %s %s".formatted(at, status, mediaType, name);
        }
    }

    static Stream<At> operations() {
        return API.getPaths().entrySet().stream()
                .flatMap(path -> path.getValue().readOperationsMap().entrySet().stream()
                        .map(entry -> new At(path.getKey(), entry.getKey(), entry.getValue())));
    }

    static Stream<Shown> requests() {
        return operations()
                .flatMap(at -> body(at.operation()).stream().flatMap(body -> shown(at, "", body.getContent())));
    }

    static Stream<Shown> answers() {
        return operations().flatMap(at -> at.operation().getResponses().entrySet().stream()
                .flatMap(answer ->
                        shown(at, answer.getKey(), resolve(answer.getValue()).getContent())));
    }

    private static Stream<Shown> shown(At at, String status, Map<String, MediaType> content) {
        return content.entrySet().stream().flatMap(media -> media.getValue().getExamples().entrySet().stream()
                .map(example -> new Shown(
                        at,
                        status,
                        media.getKey(),
                        example.getKey(),
                        media.getValue().getSchema(),
                        resolve(example.getValue()).getValue())));
    }

    private static Map<String, Header> headers(Shown shown) {
        var headers = resolve(
                        requireNonNull(shown.at().operation().getResponses().get(shown.status())))
                .getHeaders();
        if (headers == null) {
            return Map.of();
        }
        headers.replaceAll((name, header) -> resolve(header));
        return headers;
    }

    private static Optional<RequestBody> body(Operation operation) {
        return Optional.ofNullable(operation.getRequestBody())
                .map(body -> referred(body, body.get$ref(), API.getComponents().getRequestBodies()));
    }

    private static List<Parameter> parameters(Operation operation) {
        return Optional.ofNullable(operation.getParameters()).orElse(List.of());
    }

    private static ApiResponse resolve(ApiResponse answer) {
        return referred(answer, answer.get$ref(), API.getComponents().getResponses());
    }

    private static Header resolve(Header header) {
        return referred(header, header.get$ref(), API.getComponents().getHeaders());
    }

    private static Example resolve(Example example) {
        return referred(example, example.get$ref(), API.getComponents().getExamples());
    }

    private static <T> T referred(T inline, @Nullable String ref, Map<String, T> components) {
        return ref == null ? inline : requireNonNull(components.get(lastPart(ref)), ref);
    }

    private static String lastPart(String ref) {
        return ref.substring(ref.lastIndexOf('/') + 1);
    }

    private static SimpleRequest.Builder request(At at) {
        var request = new SimpleRequest.Builder(at.method().name(), at.path());
        return at.operation().getSecurity().isEmpty() ? request : request.withAuthorization("Bearer token");
    }

    private static void assertFits(Object value, Schema<?> schema, String where) {
        assertValid(SCHEMAS.validate(() -> tree(value), schema, where));
    }

    /** A schema that has a name has a class of that name: the example survives it, and nothing is added. */
    private static void assertPassesThrough(Shown shown) throws Exception {
        var schema = shown.schema();
        var items = schema.getItems();
        var ref = items == null ? schema.get$ref() : items.get$ref();
        if (ref == null) {
            return;
        }
        var model = Class.forName("io.tr05.qradar.wire." + lastPart(ref));
        var type = items == null
                ? PLAIN_MAPPER.constructType(model)
                : PLAIN_MAPPER.getTypeFactory().constructCollectionType(List.class, model);
        var read = PLAIN_MAPPER.readValue(json(shown.value()), type);
        assertThat(PLAIN_MAPPER.readTree(PLAIN_MAPPER.writeValueAsBytes(read))).isEqualTo(tree(shown.value()));
    }

    private static void assertValid(ValidationReport report) {
        assertThat(report.getMessages()).isEmpty();
    }

    private static String json(Object value) {
        return tree(value).toString();
    }

    private static JsonNode tree(Object value) {
        return Json.mapper().valueToTree(value);
    }
}
