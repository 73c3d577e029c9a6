package io.tr05.qradar.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One line for each request: method, path, status and time. Neither headers nor bodies, which hold secrets. */
final class AccessLog implements Filter {

    private static final Logger LOGGER = Logger.getLogger("io.tr05.qradar.access");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long began = System.nanoTime();
        try {
            chain.proceed();
        } finally {
            LOGGER.log(Level.INFO, () -> "%s %s %d %d ms"
                    .formatted(
                            request.prologue().method().text(),
                            request.prologue().uriPath().path(),
                            response.status().code(),
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
        }
    }
}
