package io.tr05.qradar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The paths that {@code RelayRouting} registers, read from its source: a running server does not tell them. */
final class RoutePaths {

    private static final Pattern REGISTERED =
            Pattern.compile("(?:authorized|route)\\(\\s*routing,\\s*(?:Method\\.\\w+,\\s*)?\"(/[^\"]*)\"");

    private RoutePaths() {}

    static String inSource() {
        try {
            return REGISTERED
                    .matcher(Files.readString(Path.of("src/main/java/io/tr05/qradar/http/RelayRouting.java")))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.joining("\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
