package io.tr05.qradar.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Settings of any kind: usable, or refused with faults that an operator can read. */
class ConfigurationFuzzTest {

    /** A file named by chance may be one that never ends. */
    private static final Set<Setting> FILES =
            Set.of(Setting.QRADAR_TLS_CA, Setting.RELAY_JWKS_CA, Setting.QRADAR_OBSERVABLE_TYPES);

    private static Path file;

    @BeforeAll
    static void place(@TempDir Path directory) {
        file = directory.resolve("types.yaml");
    }

    /** Lines such as {@code RELAY_PORT=9090}. */
    @FuzzTest(maxDuration = "10m")
    void anEnvironmentIsUsableOrHasFaults(byte[] lines) {
        RelayConfig config;
        try {
            config = RelayConfig.from(environment(lines));
        } catch (ConfigurationException refused) {
            refused.faults().forEach(ConfigurationFuzzTest::assertIsALine);
            return;
        }
        config.warnings().forEach(ConfigurationFuzzTest::assertIsALine);
        assertThat(config.console().searchTimeout())
                .isGreaterThan(config.console().connectTimeout());
        assertThat(config.console().searchSlices())
                .allMatch(cut -> cut.compareTo(config.console().searchWindow()) < 0);
    }

    @FuzzTest(maxDuration = "10m")
    void aFileOfTypesIsUsableOrHasAFault(byte[] yaml) throws IOException {
        Files.write(file, yaml);
        try {
            assertUsable(ObservableTypesFile.under(file.toString()));
        } catch (SettingFault refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aTextHoldsCertificatesOrIsRefused(byte[] pem) {
        try {
            List<X509Certificate> certificates = PemCertificates.parse(new String(pem, StandardCharsets.UTF_8));

            assertThat(certificates).isNotEmpty().doesNotContainNull();
        } catch (SettingFault refused) {
            assertIsALine(refused.getMessage());
        }
    }

    private static void assertUsable(ObservableTypes types) {
        assertThat(types.all()).isNotEmpty();
        for (ObservableType type : types.all()) {
            assertThat(types.named(type.name())).contains(type);
            assertThat(type.title()).isNotBlank();
            assertThat(type.elementTypes()).isNotEmpty();
            for (List<String> names :
                    List.of(type.columns(), type.textColumns(), type.columnTypes(), type.linkColumns())) {
                assertThat(names).allMatch(name -> !name.isBlank() && name.indexOf('"') < 0);
            }
            assertThat(type.digits()).isBetween(type.form() == ValueForm.HASH ? 1 : 0, 256);
        }
    }

    private static void assertIsALine(String text) {
        assertThat(text).isNotBlank();
        assertThat(text.chars()).noneMatch(Character::isISOControl);
    }

    private static Map<String, String> environment(byte[] lines) {
        Map<String, String> environment = new HashMap<>();
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                environment.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        FILES.forEach(file -> environment.remove(file.name()));
        return environment;
    }
}
