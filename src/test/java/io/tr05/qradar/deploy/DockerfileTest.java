package io.tr05.qradar.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.testing.DeployFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the image says of itself and of what is in it. */
class DockerfileTest {

    private static final String TEXT = DeployFiles.text(Path.of("Dockerfile"));

    @Test
    void theImageHasTheVersionOfTheProgramInIt() throws Exception {
        var build = new Properties();
        try (var properties = DockerfileTest.class.getResourceAsStream("/build.properties")) {
            build.load(properties);
        }

        assertThat(only("(?m)^ARG VERSION=(.+)$")).isEqualTo(build.getProperty("version"));
    }

    /** A shell before it would be the process that gets the signals. */
    @Test
    void theJvmIsTheFirstProcess() throws Exception {
        assertThat(entryPoint()).first().isEqualTo("/opt/java-runtime/bin/java");
    }

    @Test
    void theRelayIsNotRoot() {
        assertThat(only("(?m)^USER (\\d+):\\d+$")).isNotEqualTo("0");
    }

    @Test
    void theHealthCheckAsksTheAdminPort() {
        int usual = RelayConfig.from(Map.of()).listen().adminPort();

        assertThat(only("(?m)^ +CMD (\\[.+])$"))
                .contains("/dev/tcp/${RELAY_HOST:-127.0.0.1}/${RELAY_ADMIN_PORT:-" + usual + "}", "/health/live");
    }

    /** The JVM decodes variables and arguments by the locale, and in POSIX' own has nothing but ASCII. */
    @Test
    void settingsAndPasswordsMayBeInAnyLanguage() {
        assertThat(TEXT.substring(TEXT.lastIndexOf("\nFROM "))).contains("\nENV LANG=C.UTF-8\n");
    }

    /** With another path of the jar the JVM passes over the cache and says nothing. */
    @Test
    void theCacheIsMadeWithWhatItDependsOn() throws Exception {
        List<String> entryPoint = entryPoint();
        List<String> training = Arrays.asList(only("(?s)java-runtime/bin/java ([^&]*-XX:AOTCacheOutput=[^&]*)&&")
                .split("[\\s\\\\]+"));

        assertThat(training).endsWith("demo", "--once", "--port", "0");
        assertThat(training)
                .containsAll(
                        entryPoint.stream().filter(word -> word.endsWith("GC")).toList());
        assertThat(training).contains(entryPoint.getLast());
    }

    private static List<String> entryPoint() throws Exception {
        return new ObjectMapper().readValue(only("(?m)^ENTRYPOINT (.+)$"), new TypeReference<>() {});
    }

    /** What the one place that has this form says. */
    private static String only(String form) {
        List<String> found = Pattern.compile(form)
                .matcher(TEXT)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
