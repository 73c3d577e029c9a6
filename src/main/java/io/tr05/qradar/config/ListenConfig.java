package io.tr05.qradar.config;

import java.net.URI;
import java.util.Optional;

/**
 * Where the relay listens and what it is called.
 *
 * @param host address or name to bind
 * @param port of the relay's endpoints, 0 to 65535; 0 is any free one
 * @param adminPort of health and metrics, 0 to 65535, not {@code port} unless 0
 * @param publicUrl root URL the platform calls, without a trailing slash: the only audience then accepted. Empty: the
 *     audience follows the Host header
 * @param origins of the pages that may call {@code port} from a browser, beside the relay's own
 * @param tls of {@code port}; empty: it speaks plain HTTP. The admin port always does
 */
public record ListenConfig(
        String host,
        int port,
        int adminPort,
        Optional<URI> publicUrl,
        AllowedOrigins origins,
        Optional<ServerIdentity> tls) {}
