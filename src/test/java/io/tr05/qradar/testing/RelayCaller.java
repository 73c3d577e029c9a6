package io.tr05.qradar.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Calls the relay as the platform does, and holds each answer against the contract. */
public final class RelayCaller {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenApiInteractionValidator CONTRACT = OpenApiInteractionValidator.createForSpecificationUrl(
                    "openapi/relay.yaml")
            .build();

    private final Http1Client client;

    /** Calls a relay by a client of it. */
    public RelayCaller(Http1Client client) {
        this.client = client;
    }

    /** A POST with a good token, and the answer's body. */
    public JsonNode post(String path, Object body) {
        return post(path, body, RelayTest.token()).json();
    }

    /** A POST with a token. */
    public Answer post(String path, Object body, String token) {
        return send(
                client.method(Method.POST)
                        .path(path)
                        .header(HeaderNames.AUTHORIZATION, "Bearer " + token)
                        .header(HeaderValues.CONTENT_TYPE_JSON),
                Method.POST,
                path,
                text(body));
    }

    /** Any call. */
    public Answer send(Http1ClientRequest request, Method method, String path, String body) {
        try (Http1ClientResponse response =
                body.isEmpty() ? request.request() : request.submit(body.getBytes(StandardCharsets.UTF_8))) {
            Answer answer = new Answer(
                    response.status().code(),
                    response.headers(),
                    new String(response.inputStream().readAllBytes(), StandardCharsets.UTF_8));
            check(method, path, answer);
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A request to be filled in and {@link #send sent}. */
    public Http1ClientRequest request(Method method, String path) {
        return client.method(method).path(path);
    }

    private static String text(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void check(Method method, String path, Answer answer) {
        String described = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (answer.status() == 405 || described.startsWith("/ui") || described.startsWith("/nowhere")) {
            return; // not operations of the contract
        }
        SimpleResponse.Builder response =
                SimpleResponse.Builder.status(answer.status()).withBody(answer.body());
        answer.headers().forEach(header -> response.withHeader(header.name(), header.allValues()));
        ValidationReport report =
                CONTRACT.validateResponse(described, Request.Method.valueOf(method.text()), response.build());
        if (report.hasErrors()) {
            throw new AssertionError("the answer breaks the contract: " + answer.body() + "\n" + report.getMessages());
        }
    }

    /** An answer of the relay. */
    public record Answer(int status, Headers headers, String body) {

        /** The body, which must be JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException failure) {
                throw new AssertionError("not JSON: " + body, failure);
            }
        }
    }
}
