package io.tr05.qradar.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls a simulator as a plain HTTP client would. */
public final class SimulatorClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final QRadarSimulator simulator;

    /** A client of one simulator. */
    public SimulatorClient(QRadarSimulator simulator, DemoCertificates certificates) {
        this.simulator = simulator;
        this.http = HttpClient.newBuilder()
                .sslContext(certificates.clientContext())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    record Reply(int status, HttpResponse<String> raw) {

        JsonNode json() {
            try {
                return JSON.readTree(raw.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int code() {
            return json().path("code").asInt();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Reply get(String pathAndQuery, String... headers) {
        return send("GET", pathAndQuery, "", headers);
    }

    /** The first bytes of an answer, as text, after which the connection is closed. */
    String firstBytes(String path, int count) {
        try (var body = open(path)) {
            return new String(body.readNBytes(count), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with what came of an answer that is not whole within a time. */
    void statusAndBodyWithin(String path, Duration time) {
        try (var body = open(path)) {
            var rest = Executors.newVirtualThreadPerTaskExecutor().submit(body::readAllBytes);
            rest.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("200 but no body", e);
        } catch (IOException | InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private InputStream open(String path) throws IOException {
        var settings = simulator.settings();
        var request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .headers(basic(settings.user(), settings.password()).toArray(String[]::new))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Reply delete(String pathAndQuery) {
        return send("DELETE", pathAndQuery, "");
    }

    Reply post(String pathAndQuery) {
        return send("POST", pathAndQuery, "");
    }

    Reply postForm(String path, String... namesAndValues) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(namesAndValues[i] + "=" + encode(namesAndValues[i + 1]));
        }
        return send("POST", path, String.join("&", pairs), "Content-Type", "application/x-www-form-urlencoded");
    }

    Reply postJson(String path, String body) {
        return send("POST", path, body, "Content-Type", "application/json");
    }

    Reply search(String aql) {
        return postForm("/ariel/searches", "query_expression", aql);
    }

    /** Searches, waits and gives the rows. */
    public List<JsonNode> rows(String aql) {
        var created = search(aql);
        if (created.status() != 201) {
            throw new AssertionError(created.raw().body());
        }
        var id = created.json().path("search_id").asText();
        get("/ariel/searches/" + id, "Prefer", "wait=10");
        var rows = new ArrayList<JsonNode>();
        get("/ariel/searches/" + id + "/results").json().path("events").forEach(rows::add);
        return rows;
    }

    Reply send(String method, String pathAndQuery, String body, String... headers) {
        var settings = simulator.settings();
        return sendAs(basic(settings.user(), settings.password()), method, pathAndQuery, body, headers);
    }

    /** With this pair of an authentication header, or none when it is empty. */
    Reply sendAs(List<String> login, String method, String pathAndQuery, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + pathAndQuery))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!login.isEmpty()) {
            request.headers(login.toArray(String[]::new));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> basic(String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return List.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** A path segment encoded twice, as QRadar wants it. */
    static String twice(String segment) {
        return encode(encode(segment).replace("+", "%20"));
    }
}
