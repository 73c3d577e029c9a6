package io.tr05.qradar.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the text of each kind of setting is read. Every method throws {@link SettingFault} on what it cannot accept. */
final class ValueSyntax {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern AMOUNT_AND_UNIT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern AMOUNT_OF_BYTES = Pattern.compile("([0-9]{1,9})(kb|mb|gb)");
    private static final Pattern API_VERSION = Pattern.compile("[0-9]{1,3}\\.[0-9]{1,2}");
    private static final Map<String, Level> LEVELS = Map.ofEntries(
            Map.entry("error", Level.SEVERE),
            Map.entry("warn", Level.WARNING),
            Map.entry("debug", Level.FINE),
            Map.entry("trace", Level.FINER),
            Map.entry("off", Level.OFF),
            Map.entry("severe", Level.SEVERE),
            Map.entry("warning", Level.WARNING),
            Map.entry("info", Level.INFO),
            Map.entry("config", Level.CONFIG),
            Map.entry("fine", Level.FINE),
            Map.entry("finer", Level.FINER),
            Map.entry("finest", Level.FINEST),
            Map.entry("all", Level.ALL));

    private ValueSyntax() {}

    /** A whole number from {@code least} to {@code most}, both included. */
    static Function<String, Integer> number(int least, int most) {
        return text -> {
            var wanted = "is not a whole number from " + least + " to " + most;
            if (!WHOLE_NUMBER.matcher(text).matches()) {
                throw SettingFault.of(wanted);
            }
            var value = Integer.parseInt(text);
            if (value < least || value > most) {
                throw SettingFault.of(wanted);
            }
            return value;
        };
    }

    /** A TCP port; 0 is any free one. */
    static Integer port(String text) {
        if (text.startsWith("tcp://")) {
            // Kubernetes gives each pod X_PORT=tcp://… for a service named x
            throw SettingFault.of("is not a port; it looks like the variable Kubernetes sets for a service of that"
                    + " name: rename the service, set enableServiceLinks: false, or set the variable yourself");
        }
        return number(0, 65535).apply(text);
    }

    /** Amount and unit (ms, s, m, h, d) or ISO-8601, from {@code least} to {@code most}, both included. */
    static Function<String, Duration> duration(Duration least, Duration most) {
        return text -> {
            var value = duration(text);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw SettingFault.of("is not from " + shown(least) + " to " + shown(most));
            }
            return value;
        };
    }

    private static Duration duration(String text) {
        var amount = AMOUNT_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (amount.matches()) {
            var number = Long.parseLong(amount.group(1));
            return switch (amount.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw SettingFault.of("is not a duration such as 500ms, 50s, 15m, 12h, 7d or PT50S");
        }
    }

    /** A number of bytes with its unit (kB, MB, GB, powers of 1000), from {@code least} to {@code most}, both included. */
    static Function<String, Long> size(long least, long most) {
        return text -> {
            var amount = AMOUNT_OF_BYTES.matcher(text.toLowerCase(Locale.ROOT));
            if (!amount.matches()) {
                throw SettingFault.of("is not a size such as 500kB, 64MB or 1GB");
            }
            long unit =
                    switch (amount.group(2)) {
                        case "kb" -> 1_000;
                        case "mb" -> 1_000_000;
                        default -> 1_000_000_000;
                    };
            var value = Long.parseLong(amount.group(1)) * unit;
            if (value < least || value > most) {
                throw SettingFault.of("is not from " + least / 1_000 + "kB to " + most / 1_000_000 + "MB");
            }
            return value;
        };
    }

    /** A duration the way an operator writes it. */
    static String shown(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        var seconds = duration.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0 && seconds > 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }

    static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw SettingFault.of("is neither true nor false");
        };
    }

    static String apiVersion(String text) {
        if (!API_VERSION.matcher(text).matches()) {
            throw SettingFault.of("is not an API version such as 26.0");
        }
        return text;
    }

    /** The address or name to listen on. */
    static String listenHost(String text) {
        if (IpLiteral.parse(text).isEmpty() && HostName.parse(text).isEmpty()) {
            throw SettingFault.of("is neither an IP address nor a host name");
        }
        return text;
    }

    /** The root the platform calls the relay by, without its trailing slash, since the audience has none. */
    static URI publicUrl(String text) {
        return rootUrl(text, "is not a URL such as https://relay.example.com");
    }

    /** A root over HTTP or HTTPS, without its trailing slash. */
    static URI rootUrl(String text, String otherwise) {
        var uri = uri(text, otherwise);
        if (uri.getRawUserInfo() != null || text.contains("@")) {
            throw SettingFault.withoutValue("must not hold user information");
        }
        if (uri.getHost() == null || !List.of("http", "https").contains(lower(uri.getScheme()))) {
            throw SettingFault.of(otherwise);
        }
        if (!List.of("", "/").contains(uri.getRawPath()) || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw SettingFault.of("must not have a path, query or fragment");
        }
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static URI uri(String text, String otherwise) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // what cannot be parsed may still hold a password
            throw SettingFault.withoutValue(otherwise);
        }
    }

    private static String lower(@Nullable String scheme) {
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }

    static HostPattern hostPattern(String text) {
        return HostPattern.parse(text)
                .orElseThrow(() -> SettingFault.of("is not a host name, host:port or pattern such as"
                        + " visibility.*.cisco.com, where * stands for one whole label"));
    }

    static TlsTrust.Verification verification(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "full" -> TlsTrust.Verification.FULL;
            case "ca" -> TlsTrust.Verification.CA;
            case "none" -> TlsTrust.Verification.NONE;
            default -> throw SettingFault.of("is none of full, ca, none");
        };
    }

    static SightingConfig.Confidence confidence(String text) {
        return Arrays.stream(SightingConfig.Confidence.values())
                .filter(confidence -> confidence.word().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> SettingFault.of("is none of None, Info, Low, Medium, High, Unknown"));
    }

    static SightingConfig.Targets targets(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "source" -> SightingConfig.Targets.SOURCE;
            case "internal" -> SightingConfig.Targets.INTERNAL;
            default -> throw SettingFault.of("is neither source nor internal");
        };
    }

    static CidrBlock network(String text) {
        return CidrBlock.parse(text)
                .orElseThrow(() -> SettingFault.of("is not an IP address or a range such as 10.0.0.0/8 or fc00::/7"));
    }

    static LogFormat logFormat(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw SettingFault.of("is neither text nor json");
        };
    }

    static Level logLevel(String text) {
        var level = LEVELS.get(text.toLowerCase(Locale.ROOT));
        if (level == null) {
            throw SettingFault.of("is none of error, warn, info, debug, trace");
        }
        return level;
    }

    /** The certificates in a PEM file, at least one; looked at again after a pause. */
    static Function<String, WatchedFiles<List<X509Certificate>>> certificates(Setting setting, Duration pause) {
        return path -> {
            try {
                return new WatchedFiles<>(
                        setting.name(),
                        List.of(Path.of(path)),
                        texts -> PemCertificates.parse(texts.getFirst()),
                        pause);
            } catch (IOException | InvalidPathException e) {
                throw SettingFault.of(
                        "cannot be read as a PEM file (" + e.getClass().getSimpleName() + ")");
            }
        };
    }
}
