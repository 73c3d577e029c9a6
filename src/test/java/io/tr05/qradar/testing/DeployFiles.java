package io.tr05.qradar.testing;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files by which operators run the relay, read as strictly as those who take them in the end, or more so. */
public final class DeployFiles {

    /** The folder of the manifests for Kubernetes. */
    public static final Path KUBERNETES = Path.of("deploy", "kubernetes");

    /** A variable, or one that is there to be taken out of its comment. */
    private static final Pattern VARIABLE = Pattern.compile("^(?:# )?([A-Z_]+)=(.*)$");

    private static final YAMLMapper STRICT = YAMLMapper.builder()
            .annotationIntrospector(new WithoutRoomForMore())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private DeployFiles() {}

    /** The models keep what they do not know in a map of their own; without it they refuse it. */
    private static final class WithoutRoomForMore extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    /**
     * Reads one document.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it has a field that the type does not, a number in place
     *     of a text or the other way round, a field twice, or a document after it
     */
    public static <T> T parse(String yaml, Class<T> type) throws IOException {
        // not FAIL_ON_TRAILING_TOKENS: the models read parts of themselves with the same mapper
        try (MappingIterator<T> documents = STRICT.readerFor(type).readValues(yaml)) {
            T document = documents.nextValue();
            if (documents.hasNextValue()) {
                throw new JsonParseException(documents.getParser(), "a second document");
            }
            return document;
        }
    }

    /** Reads a file of one document as {@link #parse} does. */
    public static <T> T read(Path file, Class<T> type) {
        try {
            return parse(text(file), type);
        } catch (IOException fault) {
            throw new UncheckedIOException(file + ": " + fault.getMessage(), fault);
        }
    }

    /** Reads a file of those that all sites have in common. */
    public static <T> T base(String name, Class<T> type) {
        return read(KUBERNETES.resolve("base").resolve(name), type);
    }

    /** What a file says. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All YAML files for Kubernetes. */
    public static List<Path> manifests() {
        return below(KUBERNETES, "*.yaml");
    }

    /** The files with variables for the relay's environment. */
    public static List<Path> environments() {
        return Stream.concat(Stream.of(Path.of("relay.env.example")), below(KUBERNETES, "*.env").stream())
                .toList();
    }

    /** The variables of such a file that are set. */
    public static Map<String, String> set(Path environment) {
        return lines(environment)
                .filter(line -> !line.group().startsWith("#"))
                .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
    }

    /** The names of all variables of such a file, also of those that are commented out. */
    public static List<String> names(Path environment) {
        return lines(environment).map(line -> line.group(1)).toList();
    }

    private static Stream<Matcher> lines(Path environment) {
        return text(environment).lines().map(VARIABLE::matcher).filter(Matcher::matches);
    }

    private static List<Path> below(Path folder, String name) {
        var matcher = folder.getFileSystem().getPathMatcher("glob:**/" + name);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(matcher::matches).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
