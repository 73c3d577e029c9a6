package io.tr05.qradar.config;

import java.time.Duration;

/**
 * How QRadar consoles are reached and searched.
 *
 * @param trust for the connection
 * @param hosts which consoles tenants may name
 * @param allowLoopback whether a console may be this machine
 * @param apiVersion of the QRadar REST API, sent as header {@code Version}, such as {@code 26.0}
 * @param searchWindow how far back a search looks, 1 minute to 365 days
 * @param searchTimeout how long one call may wait for its searches, 1 second to 10 minutes, more than
 *     {@code connectTimeout}
 * @param searchConcurrency searches at a time on one console, 1 to 64
 * @param connectTimeout for the TCP connection, 100 milliseconds to 1 minute
 */
public record ConsoleConfig(
        TlsTrust trust,
        ConsoleHosts hosts,
        boolean allowLoopback,
        String apiVersion,
        Duration searchWindow,
        Duration searchTimeout,
        int searchConcurrency,
        Duration connectTimeout) {}
