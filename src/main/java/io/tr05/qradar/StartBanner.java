package io.tr05.qradar;

import io.tr05.qradar.config.EffectiveSettings;
import io.tr05.qradar.config.RelayConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** What whoever starts the relay is told: settings in force, what is unsafe about them, and where it listens. */
final class StartBanner {

    private static final Logger LOGGER = Logger.getLogger(StartBanner.class.getName());

    private StartBanner() {}

    /** Logs it; the readiness last, since scripts wait for that line. */
    static void log(RelayConfig config, RelayServer relay) {
        EffectiveSettings settings = config.settings();
        say("settings from the environment: " + text(settings.given()), Map.of("settings", settings.given()));
        say("settings by default: " + text(settings.defaults()), Map.of("settings", settings.defaults()));
        config.warnings().forEach(LOGGER::warning);
        String version = BuildProperties.load().version();
        String scheme = config.listen().tls().isPresent() ? "https" : "http";
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", version);
        fields.put("java", Runtime.version().toString());
        fields.put("port", relay.port());
        fields.put("admin_port", relay.adminPort());
        say(
                "tr-05-qradar %s is ready: %s://%s:%d (health and metrics: port %d)"
                        .formatted(version, scheme, inUrl(config.listen().host()), relay.port(), relay.adminPort()),
                fields);
    }

    static String inUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String text(Map<String, String> settings) {
        return settings.isEmpty()
                ? "none"
                : settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static void say(String text, Map<String, ?> fields) {
        LogRecord line =
                new LogRecord(Level.INFO, text.replace("{", "%7B")); // a brace would be a place for a parameter
        line.setLoggerName(LOGGER.getName());
        line.setParameters(new Object[] {fields});
        LOGGER.log(line);
    }
}
