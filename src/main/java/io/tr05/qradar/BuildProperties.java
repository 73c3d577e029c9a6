package io.tr05.qradar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build wrote down of itself.
 *
 * @param version the relay's
 * @param swaggerUiVersion of the web page at {@code /ui}
 */
record BuildProperties(String version, String swaggerUiVersion) {

    /** What the relay calls itself to a console. */
    String userAgent() {
        return "tr-05-qradar/" + version;
    }

    static BuildProperties load() {
        Properties properties = new Properties();
        try (InputStream file = BuildProperties.class.getResourceAsStream("/build.properties")) {
            if (file == null) {
                throw new IllegalStateException("the program is incomplete: it lacks build.properties");
            }
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new BuildProperties(
                properties.getProperty("version", "unknown"), properties.getProperty("swagger-ui.version", "unknown"));
    }
}
