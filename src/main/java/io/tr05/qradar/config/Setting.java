package io.tr05.qradar.config;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings table: which environment variable stands for which key of {@code application.yaml}.
 *
 * <p>The variable names are an interface to operators and do not change. Defaults are in {@code application.yaml}.
 */
enum Setting {
    RELAY_PORT("relay.port"),
    RELAY_HOST("relay.host"),
    RELAY_ADMIN_PORT("relay.admin-port"),
    RELAY_PUBLIC_URL("relay.public-url"),
    RELAY_CORS_ORIGINS("relay.cors-origins"),
    RELAY_TLS_CERT("relay.tls-cert"),
    RELAY_TLS_KEY("relay.tls-key"),
    RELAY_JWKS_HOSTS("relay.jwks-hosts"),
    RELAY_JWKS_CA("relay.jwks-ca"),
    RELAY_MAX_OBSERVABLES("relay.max-observables"),
    RELAY_MAX_SIGHTINGS("relay.max-sightings"),
    RELAY_MAX_CALLS("relay.max-calls"),
    RELAY_MAX_CALLS_PER_TENANT("relay.max-calls-per-tenant"),
    RELAY_SIGHTING_CONFIDENCE("relay.sighting-confidence"),
    RELAY_SIGHTING_TARGETS("relay.sighting-targets"),
    RELAY_SIGHTING_MERGE("relay.sighting-merge"),
    RELAY_INTERNAL_NETWORKS("relay.internal-networks"),
    RELAY_LOG_FORMAT("relay.log-format"),
    RELAY_LOG_LEVEL("relay.log-level"),
    QRADAR_TLS_CA("qradar.tls-ca"),
    QRADAR_TLS_VERIFY("qradar.tls-verify"),
    QRADAR_TLS_PIN("qradar.tls-pin"),
    QRADAR_HOSTS("qradar.hosts"),
    QRADAR_ALLOW_LOOPBACK("qradar.allow-loopback"),
    QRADAR_API_VERSION("qradar.api-version"),
    QRADAR_SEARCH_WINDOW("qradar.search-window"),
    QRADAR_SEARCH_SLICES("qradar.search-slices"),
    QRADAR_SEARCH_TIMEOUT("qradar.search-timeout"),
    QRADAR_SEARCH_CONCURRENCY("qradar.search-concurrency"),
    QRADAR_OBSERVABLE_TYPES("qradar.observable-types"),
    QRADAR_REFERENCE_SETS("qradar.reference-sets"),
    QRADAR_MAX_ANSWER_SIZE("qradar.max-answer-size"),
    QRADAR_CONNECT_TIMEOUT("qradar.connect-timeout");

    private final String key;

    Setting(String key) {
        this.key = key;
    }

    /** The key in {@code application.yaml}. */
    String key() {
        return key;
    }

    /** The settings given in an environment, by key. An empty or blank variable counts as not given. */
    static Map<String, String> given(Map<String, String> environment) {
        return Arrays.stream(values())
                .filter(setting -> !environment.getOrDefault(setting.name(), "").isBlank())
                .collect(Collectors.toMap(
                        Setting::key,
                        setting -> environment.getOrDefault(setting.name(), "").strip()));
    }
}
