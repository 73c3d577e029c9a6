package io.tr05.qradar.config;

import java.time.Duration;
import java.util.List;

/**
 * How QRadar consoles are reached and searched.
 *
 * @param trust for the connection
 * @param hosts which consoles tenants may name
 * @param allowLoopback whether a console may be this machine
 * @param apiVersion of the QRadar REST API, sent as header {@code Version}, such as {@code 26.0}
 * @param searchWindow how far back a search looks, 1 minute to 365 days
 * @param searchSlices ages at which the window is cut, youngest first, each at least 1 minute and less than the window;
 *     the newest slice is searched first
 * @param searchTimeout how long one request may take, from its arrival to its answer, 1 second to 10 minutes, more
 *     than {@code connectTimeout}
 * @param searchConcurrency searches at a time on one console, 1 to 64
 * @param maxAnswerBytes the longest answer read from a console, 64 kB to 1 GB
 * @param connectTimeout for the TCP connection, 100 milliseconds to 1 minute
 */
public record ConsoleConfig(
        TlsTrust trust,
        ConsoleHosts hosts,
        boolean allowLoopback,
        String apiVersion,
        Duration searchWindow,
        List<Duration> searchSlices,
        Duration searchTimeout,
        int searchConcurrency,
        long maxAnswerBytes,
        Duration connectTimeout) {

    ConsoleConfig trusting(TlsTrust other) {
        return new ConsoleConfig(
                other,
                hosts,
                allowLoopback,
                apiVersion,
                searchWindow,
                searchSlices,
                searchTimeout,
                searchConcurrency,
                maxAnswerBytes,
                connectTimeout);
    }
}
