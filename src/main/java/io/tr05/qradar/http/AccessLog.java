package io.tr05.qradar.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.tr05.qradar.metrics.RelayMetrics;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * One line and one measurement for each request, and its name in the answer. Neither headers nor bodies are logged, which
 * hold secrets. The status of a call whose caller did not wait for the answer is 499, as many servers log it.
 */
final class AccessLog implements Filter {

    private static final Logger LOGGER = Logger.getLogger("io.tr05.qradar.access");

    private final RelayMetrics metrics;

    AccessLog(RelayMetrics metrics) {
        this.metrics = metrics;
        RequestRecord.showNoFaults(metrics);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        RequestRecord entry = RequestRecord.begin(request);
        response.header(RequestRecord.ID, entry.id());
        boolean gone = false;
        try {
            chain.proceed();
        } catch (CloseConnectionException nobodyWaits) {
            gone = true;
            throw nobodyWaits;
        } finally {
            metrics.request(entry.endpoint(), entry.outcome(response.status(), gone), entry.took());
            if (LOGGER.isLoggable(Level.INFO)) {
                log(entry.fields(response.status(), gone));
            }
        }
    }

    private static void log(Map<String, Object> fields) {
        LogRecord line = new LogRecord(Level.INFO, RequestRecord.line(fields));
        line.setLoggerName(LOGGER.getName());
        line.setParameters(new Object[] {fields}); // for a formatter that writes fields
        LOGGER.log(line);
    }
}
