package io.tr05.qradar.demo;

import io.helidon.common.tls.Tls;
import io.helidon.http.Header;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tr05.qradar.demo.Fault.Cut;
import io.tr05.qradar.demo.Fault.Delay;
import io.tr05.qradar.demo.Fault.Drip;
import io.tr05.qradar.demo.Fault.Flood;
import io.tr05.qradar.demo.Fault.Hang;
import io.tr05.qradar.demo.Fault.Headed;
import io.tr05.qradar.demo.Fault.Lose;
import io.tr05.qradar.demo.Fault.Recoded;
import io.tr05.qradar.demo.Fault.Replace;
import io.tr05.qradar.demo.Fault.Reset;
import io.tr05.qradar.demo.Fault.Stall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A loopback HTTPS server around a function from call to answer: it records every exchange and
 * applies faults. The function runs on many threads at once.
 */
final class HttpsEndpoint implements AutoCloseable {

    private static final int BLOCK = 8192;
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    private final Function<Call, Answer> service;
    private final WebServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<RecordedCall> calls = new ArrayList<>();
    private final Set<String> connections = new HashSet<>();
    private Instant lastReset = Instant.EPOCH;
    private final Map<Fault, Integer> faults = new LinkedHashMap<>();

    HttpsEndpoint(Tls tls, int port, Function<Call, Answer> service) {
        this.service = service;
        this.server = WebServer.builder()
                .featuresDiscoverServices(false)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(50))
                .host("127.0.0.1")
                .port(port)
                .tls(tls)
                .maxPayloadSize(LARGEST_BODY)
                .connectionOptions(socket -> socket.tcpNoDelay(true)) // as consoles have it
                .routing(routing -> routing.any(this::exchange))
                .build()
                .start();
    }

    int port() {
        return server.port();
    }

    synchronized List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    /** So many connections have brought a call. */
    synchronized int connections() {
        return connections.size();
    }

    synchronized void failWith(Fault fault) {
        faults.merge(fault, fault.times(), (a, b) -> b);
    }

    /** Forgets the recorded calls, connections and faults; a call that is still being answered is not recorded any more. */
    synchronized void reset() {
        lastReset = Instant.now();
        calls.clear();
        faults.clear();
        connections.clear();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop();
    }

    private void exchange(ServerRequest request, ServerResponse response) {
        var arrived = Instant.now();
        countConnection(request.socketId());
        var call = read(request);
        var damage = takeFault(call).map(Fault::damage);
        if (damage.isPresent()) {
            exchangeDamaged(arrived, call, response, damage.get());
        } else {
            send(record(arrived, call, service.apply(call)), response);
        }
    }

    private void exchangeDamaged(Instant arrived, Call call, ServerResponse response, Fault.Damage damage) {
        switch (damage) {
            case Replace replace ->
                send(record(arrived, call, new Answer(replace.status(), replace.headers(), replace.body())), response);
            case Hang hang -> drop(arrived, call, Duration.ofDays(1));
            case Reset reset -> drop(arrived, call, Duration.ZERO);
            case Lose lose -> {
                var unused = service.apply(call);
                drop(arrived, call, Duration.ZERO);
            }
            case Stall stall -> stall(record(arrived, call, service.apply(call)), response);
            case Flood flood -> {
                record(arrived, call, Answer.empty(200));
                flood(flood, response);
            }
            case Headed headed ->
                send(record(arrived, call, service.apply(call).with(headed.name(), headed.value())), response);
            case Recoded recoded -> send(record(arrived, call, service.apply(call)), recoded.charset(), response);
            case Delay delay -> {
                pause(delay.by());
                send(record(arrived, call, service.apply(call)), response);
            }
            case Drip drip -> drip(record(arrived, call, service.apply(call)), response, drip.pause());
            case Cut cut -> send(record(arrived, call, half(service.apply(call))), response);
        }
    }

    private void drop(Instant arrived, Call call, Duration after) {
        record(arrived, call, Answer.empty(0));
        pause(after);
        throw new CloseConnectionException("dropped on purpose");
    }

    private static Answer half(Answer answer) {
        return new Answer(
                answer.status(),
                answer.headers(),
                answer.body().substring(0, answer.body().length() / 2));
    }

    private void stall(Answer answer, ServerResponse response) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        head(answer, response);
        response.contentLength(Math.max(2, body.length));
        try (var out = response.outputStream()) {
            out.write(body.length == 0 ? ' ' : body[0]);
            out.flush();
            pause(Duration.ofDays(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends when the caller closes the connection, or the server is closed. */
    private void flood(Flood flood, ServerResponse response) {
        byte[] block =
                flood.repeated().repeat(BLOCK / flood.repeated().length() + 1).getBytes(StandardCharsets.UTF_8);
        response.header("content-type", "application/json");
        try (var out = response.outputStream()) {
            out.write(flood.opening().getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(block);
                out.flush();
                pause(Duration.ZERO);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drip(Answer answer, ServerResponse response, Duration pause) {
        head(answer, response);
        try (var out = response.outputStream()) {
            for (byte one : answer.body().getBytes(StandardCharsets.UTF_8)) {
                out.write(one);
                out.flush();
                pause(pause);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits, but no longer than the server lives. */
    private void pause(Duration time) {
        try {
            if (closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CloseConnectionException("closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted", e);
        }
    }

    private static void send(Answer answer, ServerResponse response) {
        send(answer, StandardCharsets.UTF_8, response);
    }

    private static void send(Answer answer, Charset charset, ServerResponse response) {
        head(answer, response);
        if (answer.body().isEmpty()) {
            response.send();
        } else {
            response.send(answer.body().getBytes(charset));
        }
    }

    private static void head(Answer answer, ServerResponse response) {
        response.status(answer.status());
        answer.headers().forEach((name, value) -> response.header(name, value));
    }

    private synchronized void countConnection(String id) {
        connections.add(id);
    }

    private synchronized Optional<Fault> takeFault(Call call) {
        var hit = faults.keySet().stream()
                .filter(fault -> fault.matches(call.method(), call.path()))
                .findFirst();
        hit.ifPresent(fault -> faults.computeIfPresent(fault, (same, left) -> left > 1 ? left - 1 : null));
        return hit;
    }

    private synchronized Answer record(Instant arrived, Call call, Answer answer) {
        if (arrived.isBefore(lastReset)) {
            return answer;
        }
        calls.add(new RecordedCall(
                arrived,
                call.method(),
                call.path(),
                call.query(),
                masked(call.headers()),
                call.body(),
                answer.status(),
                Collections.unmodifiableSortedMap(new TreeMap<>(answer.headers())),
                answer.body()));
        return answer;
    }

    private static SortedMap<String, String> masked(SortedMap<String, String> headers) {
        var masked = new TreeMap<>(headers);
        masked.replace("sec", "***");
        masked.computeIfPresent("authorization", (name, value) -> value.startsWith("Basic ") ? "Basic ***" : "***");
        return Collections.unmodifiableSortedMap(masked);
    }

    private static Call read(ServerRequest request) {
        var headers = new TreeMap<String, String>();
        for (Header header : request.headers()) {
            headers.put(header.headerName().lowerCase(), header.values());
        }
        var body = request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
        return new Call(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                request.prologue().query().rawValue(),
                Collections.unmodifiableSortedMap(headers),
                new String(body, StandardCharsets.UTF_8));
    }
}
