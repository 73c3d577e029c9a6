package io.tr05.qradar.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tr05.qradar.RelayServer;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.demo.DemoCertificates;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.demo.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A relay with its issuer, in this process and on loopback, to be measured with any number of simulated consoles. */
final class BenchmarkRelay implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String PUBLIC_URL = "https://relay.example.test";
    private static final String SEARCH = "POST /api/ariel/searches";
    private static final Duration LONGEST_CLEAN_UP = Duration.ofSeconds(10);

    private final DemoCertificates certificates = DemoCertificates.create();
    private final TokenIssuer issuer = TokenIssuer.start(certificates);
    private final RelayServer relay;
    private final HttpClient caller =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    BenchmarkRelay() throws IOException {
        Path authority = certificates.writeCa(Files.createTempFile("relay-benchmark-ca", ".pem"));
        try {
            this.relay = RelayServer.start(RelayConfig.from(settings(issuer, authority)));
        } finally {
            Files.delete(authority);
        }
    }

    /** Of a relay that trusts the simulated peers, on any free ports. */
    static Map<String, String> settings(TokenIssuer issuer, Path authority) {
        return Map.of(
                "RELAY_HOST",
                "127.0.0.1",
                "RELAY_PORT",
                "0",
                "RELAY_ADMIN_PORT",
                "0",
                "RELAY_PUBLIC_URL",
                PUBLIC_URL,
                "RELAY_JWKS_HOSTS",
                issuer.host(),
                "RELAY_JWKS_CA",
                authority.toString(),
                "QRADAR_TLS_CA",
                authority.toString(),
                "QRADAR_ALLOW_LOOPBACK",
                "true");
    }

    QRadarSimulator console(SimulatorSettings settings) {
        return QRadarSimulator.start(settings, certificates);
    }

    /**
     * One observe call.
     *
     * @param wall from the request to the whole answer
     * @param calls that reached the console, those that clean up included
     */
    record Run(Duration wall, int calls, int searches, int sightings) {}

    Run observe(QRadarSimulator console, List<String> addresses) throws IOException, InterruptedException {
        console.reset();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.port() + "/observe/observables"))
                .header("Authorization", "Bearer " + token(issuer, console))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(observables("ip", addresses)))
                .build();
        long began = System.nanoTime();
        var answer = caller.send(request, HttpResponse.BodyHandlers.ofByteArray());
        var wall = Duration.ofNanos(System.nanoTime() - began);
        JsonNode json = JSON.readTree(answer.body());
        if (json.path("errors").path(0).path("type").asText().equals("fatal")) {
            throw new IllegalStateException("the relay failed: " + json.path("errors"));
        }
        awaitCleanUp(console);
        var calls = console.calls();
        long searches =
                calls.stream().filter(call -> call.line().equals(SEARCH)).count();
        int sightings = json.path("data").path("sightings").path("count").asInt();
        return new Run(wall, calls.size(), (int) searches, sightings);
    }

    /** The body of a call about observables, once for all calls that are the same. */
    static String observables(String type, List<String> values) throws IOException {
        return JSON.writeValueAsString(values.stream()
                .map(value -> Map.of("type", type, "value", value))
                .toList());
    }

    /**
     * One refer call, which reaches no console.
     *
     * @param token good for a console that need not be there
     * @return from the request to the whole answer
     */
    Duration refer(String token, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.port() + "/refer/observables"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long began = System.nanoTime();
        var answer = caller.send(request, HttpResponse.BodyHandlers.ofByteArray());
        var wall = Duration.ofNanos(System.nanoTime() - began);
        if (!new String(answer.body(), StandardCharsets.UTF_8).startsWith("{\"data\"")) {
            throw new IllegalStateException("the relay failed with status " + answer.statusCode());
        }
        return wall;
    }

    /** A token for the console of that name. */
    String token(String console) {
        return issuer.token(Map.of("aud", PUBLIC_URL, "SERVER_IP", console, "user", "admin", "pass", "benchmark"));
    }

    /** A good token for a simulated console. */
    static String token(TokenIssuer issuer, QRadarSimulator console) {
        return issuer.token(Map.of(
                "aud", PUBLIC_URL,
                "SERVER_IP", console.host(),
                "user", console.settings().user(),
                "pass", console.settings().password()));
    }

    private static void awaitCleanUp(QRadarSimulator console) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_CLEAN_UP.toNanos();
        while (!console.searchesLeft().isEmpty() && System.nanoTime() - deadline < 0) {
            Thread.sleep(Duration.ofMillis(10));
        }
    }

    @Override
    public void close() {
        caller.close();
        relay.close();
        issuer.close();
    }
}
