package io.tr05.qradar.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One line for each request: method, path, status and time. Neither headers nor bodies, which hold secrets. The status of a
 * call whose caller did not wait for the answer is 499, as many servers log it.
 */
final class AccessLog implements Filter {

    private static final Logger LOGGER = Logger.getLogger("io.tr05.qradar.access");
    private static final int CALLER_GONE = 499;

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long began = System.nanoTime();
        boolean gone = false;
        try {
            chain.proceed();
        } catch (CloseConnectionException nobodyWaits) {
            gone = true;
            throw nobodyWaits;
        } finally {
            log(request, gone ? CALLER_GONE : response.status().code(), System.nanoTime() - began);
        }
    }

    private static void log(RoutingRequest request, int status, long nanos) {
        LOGGER.log(Level.INFO, () -> "%s %s %d %d ms"
                .formatted(
                        request.prologue().method().text(),
                        request.prologue().uriPath().rawPath(), // decoded, it could end the line and begin another
                        status,
                        TimeUnit.NANOSECONDS.toMillis(nanos)));
    }
}
