package io.tr05.qradar.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tr05.qradar.config.ListenConfig;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.testing.DeployFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The file for one host. */
class ComposeTest {

    private static final JsonNode RELAY = DeployFiles.read(Path.of("compose.yaml"), JsonNode.class)
            .path("services")
            .path("relay");

    @Test
    void theContainerCanWriteNothingAndGainsNoRights() {
        assertThat(RELAY.path("read_only").booleanValue()).isTrue();
        assertThat(RELAY.path("cap_drop")).extracting(JsonNode::textValue).containsExactly("ALL");
        assertThat(RELAY.path("security_opt"))
                .extracting(JsonNode::textValue)
                .containsExactly("no-new-privileges:true");
    }

    @Test
    void onlyThisHostMayAskTheAdminPort() {
        ListenConfig listen = RelayConfig.from(Map.of()).listen();

        assertThat(RELAY.path("ports"))
                .extracting(JsonNode::textValue)
                .containsExactly(
                        "%1$d:%1$d".formatted(listen.port()), "127.0.0.1:%1$d:%1$d".formatted(listen.adminPort()));
    }

    @Test
    void memoryAndLogsAreBounded() {
        assertThat(RELAY.path("mem_limit").textValue()).isNotBlank();
        assertThat(RELAY.at("/logging/options/max-size").textValue()).isNotBlank();
    }

    @Test
    void theRelayHasTheTimeThatItTakesToStop() {
        assertThat(Duration.parse("PT" + RELAY.path("stop_grace_period").textValue()))
                .isGreaterThan(Duration.ofSeconds(23));
    }

    @Test
    void theSettingsAreInAFileOfWhichThereIsAnExampleAndThatIsNotCommitted() {
        String file = RELAY.path("env_file").textValue();

        assertThat(Path.of(file + ".example")).isRegularFile();
        assertThat(DeployFiles.text(Path.of(".gitignore")).lines()).contains("/" + file);
    }

    @Test
    void theImagesHealthCheckIsTheOne() {
        assertThat(RELAY.has("healthcheck")).isFalse();
        assertThat(DeployFiles.text(Path.of("Dockerfile"))).contains("\nHEALTHCHECK ");
    }

    /** So that no variable is set where {@code DeployedSettingsTest} does not look. */
    @Test
    void noSettingIsAnywhereElse() {
        assertThat(RELAY.has("environment")).isFalse();
    }
}
