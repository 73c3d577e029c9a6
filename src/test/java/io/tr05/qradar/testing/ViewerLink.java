package io.tr05.qradar.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A link into the Event Viewer, read as the console reads it.
 *
 * @param parameters of the query, decoded
 */
public record ViewerLink(Map<String, String> parameters) {

    /** Keeps a copy that nobody can change. */
    public ViewerLink {
        parameters = Map.copyOf(parameters);
    }

    /** Reads a link; fails where it has more than its query, or a parameter twice. */
    public static ViewerLink of(String link) {
        URI uri = URI.create(link);
        assertThat(uri.getRawPath()).isEqualTo("/console/do/ariel/arielSearch");
        assertThat(uri.getRawFragment()).isNull();
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : uri.getRawQuery().split("&", -1)) {
            int equals = parameter.indexOf('=');
            assertThat(parameters.put(
                            decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1))))
                    .isNull();
        }
        return new ViewerLink(parameters);
    }

    /** The search, which older and newer consoles find in parameters of different names; fails where these differ. */
    public String aql() {
        assertThat(parameters).hasSize(9).containsEntry("values['aql']", parameters.get("value(aql)"));
        return parameters.getOrDefault("value(aql)", "");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
