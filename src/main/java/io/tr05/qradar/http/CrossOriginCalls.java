package io.tr05.qradar.http;

import static io.helidon.http.HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_ALLOW_METHODS;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_MAX_AGE;
import static io.helidon.http.HeaderNames.ACCESS_CONTROL_REQUEST_METHOD;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.tr05.qradar.config.AllowedOrigins;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets pages of some other origins call the relay: the CORS protocol of the Fetch Standard. It refuses no call: what keeps
 * callers out is the token, and without these headers a browser keeps the answer from the page. So a call is not held back
 * whose origin only looks foreign, as that of the relay's own pages does behind a proxy that speaks TLS. Cookies and a
 * browser's own credentials are never asked for.
 */
final class CrossOriginCalls implements Filter {

    private static final String METHODS = "GET, POST";
    private static final String HEADERS = "Authorization, Content-Type, Health-Check, X-Request-Id";
    private static final Duration KEPT = Duration.ofHours(1);

    private final AllowedOrigins origins;

    CrossOriginCalls(AllowedOrigins origins) {
        this.origins = origins;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Optional<String> allowed = request.headers().first(HeaderNames.ORIGIN).flatMap(origins::allowing);
        // at last, since Helidon's route of the contract lets every origin read it
        response.beforeSend(() -> mark(response.headers(), allowed));
        if (allowed.isPresent() && isPreflight(request)) {
            response.header(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.header(ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
            response.header(ACCESS_CONTROL_MAX_AGE, Long.toString(KEPT.toSeconds()));
            response.status(Status.NO_CONTENT_204).send();
        } else {
            chain.proceed();
        }
    }

    private void mark(ServerResponseHeaders headers, Optional<String> allowed) {
        headers.remove(ACCESS_CONTROL_ALLOW_ORIGIN);
        allowed.ifPresent(origin -> {
            headers.set(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.set(ACCESS_CONTROL_EXPOSE_HEADERS, RequestRecord.ID.defaultCase());
        });
        if (!origins.none() && !varies(headers)) { // also where none was sent: the answer would differ if one were
            headers.add(HeaderValues.create(HeaderNames.VARY, HeaderNames.ORIGIN.defaultCase()));
        }
    }

    private static boolean varies(ServerResponseHeaders headers) {
        return headers.values(HeaderNames.VARY).stream()
                .anyMatch(name -> name.equalsIgnoreCase(HeaderNames.ORIGIN.defaultCase()));
    }

    private static boolean isPreflight(RoutingRequest request) {
        return request.prologue().method().equals(Method.OPTIONS)
                && request.headers().contains(ACCESS_CONTROL_REQUEST_METHOD);
    }
}
