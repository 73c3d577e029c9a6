package io.tr05.qradar.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.tr05.qradar.metrics.RelayEndpoint;
import io.tr05.qradar.metrics.RelayMetrics;
import io.tr05.qradar.qradar.TenantCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What becomes known of one request while it is handled, for its line in the log: no header, no body, no value of an
 * observable. For use by the request's own thread.
 */
final class RequestRecord {

    /** By which proxies, the platform and the relay name a request. */
    static final HeaderName ID = HeaderNames.create("X-Request-Id");

    /** Of UUIDs, of what proxies make and of trace ids; nothing that could break a line or a header. */
    private static final Predicate<String> FIT_FOR_AN_ID =
            Pattern.compile("[A-Za-z0-9._=+/:-]{1,128}").asMatchPredicate();

    private static final int CALLER_GONE = 499;

    private final String id;
    private final String method;
    private final String path;
    private final RelayEndpoint endpoint;
    private final long began = System.nanoTime();
    private Optional<TenantCall> call = Optional.empty();
    private Optional<Answer> answer = Optional.empty();
    private Optional<Enum<?>> rejection = Optional.empty();

    /** What came of a request that no endpoint answered. */
    private enum Transport {
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        TOO_LARGE,
        BAD_REQUEST,
        FAULT,
        CALLER_GONE
    }

    private RequestRecord(String id, String method, String path) {
        this.id = id;
        this.method = method;
        this.path = path;
        this.endpoint = endpoint(path);
    }

    /** Begins with a request; found again by {@link #of}. */
    static RequestRecord begin(ServerRequest request) {
        RequestRecord entry = new RequestRecord(
                request.headers().first(ID).filter(FIT_FOR_AN_ID).orElseGet(() -> UUID.randomUUID()
                        .toString()),
                request.prologue().method().text(),
                // decoded, it could end the line and begin another; a brace would be a place for a parameter
                request.prologue().uriPath().rawPath().replace("{", "%7B"));
        request.context().register(entry);
        return entry;
    }

    /** A single fault is worth an alert. */
    static void showNoFaults(RelayMetrics metrics) {
        for (RelayEndpoint endpoint : RelayEndpoint.values()) {
            metrics.noRequestYet(endpoint, Transport.FAULT);
        }
    }

    /** That of a request under way. */
    static RequestRecord of(ServerRequest request) {
        return request.context().get(RequestRecord.class).orElseThrow();
    }

    /** What the request is called: what its sender called it, if that is fit, or else something new. */
    String id() {
        return id;
    }

    RelayEndpoint endpoint() {
        return endpoint;
    }

    void call(TenantCall made) {
        call = Optional.of(made);
    }

    /** The answer is written, or nobody waits for it. */
    void end() {
        call.ifPresent(TenantCall::end);
    }

    void answer(Answer given) {
        answer = Optional.of(given);
    }

    void rejected(Enum<?> reason) {
        rejection = Optional.of(reason);
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** What came of it. */
    Enum<?> outcome(Status status, boolean callerGone) {
        if (callerGone) {
            return Transport.CALLER_GONE;
        }
        return switch (status.family()) {
            case CLIENT_ERROR ->
                switch (status.code()) {
                    case 404 -> Transport.NOT_FOUND;
                    case 405 -> Transport.METHOD_NOT_ALLOWED;
                    case 413 -> Transport.TOO_LARGE;
                    default -> Transport.BAD_REQUEST;
                };
            case SERVER_ERROR -> Transport.FAULT;
            default -> answer.map(Answer::outcome).orElse(Answer.Success.ANSWERED);
        };
    }

    /** The same for machines, in the order in which a person reads it. The status is 499 where nobody waited for one. */
    Map<String, Object> fields(Status status, boolean callerGone) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("method", method);
        fields.put("path", path);
        fields.put("endpoint", RelayMetrics.label(endpoint));
        fields.put("status", callerGone ? CALLER_GONE : status.code());
        fields.put("outcome", RelayMetrics.label(outcome(status, callerGone)));
        rejection.ifPresent(reason -> fields.put("reason", RelayMetrics.label(reason)));
        fields.put("duration_ms", took().toMillis());
        call.ifPresent(made -> {
            fields.put("console", made.tenant().console().authority());
            answer.ifPresent(given -> fields.put("observables", given.asked()));
            answer.ifPresent(given -> fields.put("found", given.found()));
            fields.put("searches", made.searches());
        });
        fields.put("request_id", id);
        return fields;
    }

    /** One line for people. */
    static String line(Map<String, Object> fields) {
        List<String> rest = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (!List.of("method", "path", "endpoint", "status", "outcome", "duration_ms")
                    .contains(name)) {
                rest.add(name + "=" + value);
            }
        });
        return "%s %s %s %s in %s ms, %s"
                .formatted(
                        fields.get("method"),
                        fields.get("path"),
                        fields.get("status"),
                        fields.get("outcome"),
                        fields.get("duration_ms"),
                        String.join(" ", rest));
    }

    private static RelayEndpoint endpoint(String path) {
        String name = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return switch (name) {
            case "/health" -> RelayEndpoint.HEALTH;
            case "/observe/observables" -> RelayEndpoint.OBSERVE;
            case "/refer/observables" -> RelayEndpoint.REFER;
            case "/respond/observables" -> RelayEndpoint.RESPOND;
            case "/respond/trigger" -> RelayEndpoint.TRIGGER;
            case "/version" -> RelayEndpoint.VERSION;
            case "/watchdog" -> RelayEndpoint.WATCHDOG;
            case "/", "/openapi", "/ui" -> RelayEndpoint.PAGE;
            default -> name.startsWith("/ui/") ? RelayEndpoint.PAGE : RelayEndpoint.UNKNOWN;
        };
    }
}
