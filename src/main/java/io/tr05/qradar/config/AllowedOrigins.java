package io.tr05.qradar.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whose pages may call the relay from a browser (the Fetch Standard's CORS protocol).
 *
 * @param origins each as a browser writes it: scheme and host in lower case, the port unless it is the scheme's own; {@code *}
 *     stands for any
 */
public record AllowedOrigins(Set<String> origins) {

    private static final String ANY = "*";

    public AllowedOrigins {
        origins = Set.copyOf(origins);
    }

    static AllowedOrigins of(List<String> origins) {
        return new AllowedOrigins(Set.copyOf(origins));
    }

    /** Whether no other origin's pages may. */
    public boolean none() {
        return origins.isEmpty();
    }

    /** What to answer to a page of an origin: what allows it, or nothing. */
    public Optional<String> allowing(String origin) {
        if (origins.contains(ANY)) {
            return Optional.of(ANY);
        }
        return origins.contains(origin) ? Optional.of(origin) : Optional.empty();
    }

    /** One origin the way a browser writes it; throws {@link SettingFault} if it is none. */
    static String parse(String text) {
        if (text.equals(ANY)) {
            return ANY;
        }
        URI root = ValueSyntax.rootUrl(text, "is not an origin such as https://tools.example.com, or *");
        String scheme = root.getScheme().toLowerCase(Locale.ROOT);
        String origin = scheme + "://" + root.getHost().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        return root.getPort() == -1 || root.getPort() == usual ? origin : origin + ":" + root.getPort();
    }
}
