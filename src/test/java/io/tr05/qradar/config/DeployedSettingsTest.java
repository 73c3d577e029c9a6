package io.tr05.qradar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization;
import io.tr05.qradar.testing.DeployFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings in the files by which operators run the relay. A misspelt one would be passed over in silence. */
class DeployedSettingsTest {

    private static final List<String> KNOWN =
            Arrays.stream(Setting.values()).map(Setting::name).toList();

    static List<Path> environments() {
        return DeployFiles.environments();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void everyVariableIsASetting(Path file) {
        assertThat(DeployFiles.names(file)).isNotEmpty().isSubsetOf(KNOWN);
    }

    @ParameterizedTest
    @MethodSource("environments")
    void theRelayTakesTheExampleWithoutAWarning(Path file) {
        assertThat(RelayConfig.from(DeployFiles.set(file)).warnings()).isEmpty();
    }

    @Test
    void everyVariableOfAllReplicasIsASetting() {
        assertThat(ofAllReplicas()).isNotEmpty();
        assertThat(ofAllReplicas().keySet()).isSubsetOf(KNOWN);
    }

    @Test
    void theFewestReplicasSearchAConsoleNoMoreAtOnceThanARelayAlone() {
        int alone = RelayConfig.from(Map.of()).console().searchConcurrency();
        int ofEach = RelayConfig.from(ofAllReplicas()).console().searchConcurrency();
        int fewest = DeployFiles.base("horizontal-pod-autoscaler.yaml", HorizontalPodAutoscaler.class)
                .getSpec()
                .getMinReplicas();

        assertThat(fewest * ofEach).isLessThanOrEqualTo(alone);
    }

    private static Map<String, String> ofAllReplicas() {
        return DeployFiles.base("kustomization.yaml", Kustomization.class).getConfigMapGenerator().stream()
                .flatMap(generator -> generator.getLiterals().stream())
                .map(literal -> literal.split("=", 2))
                .collect(Collectors.toMap(literal -> literal[0], literal -> literal[1]));
    }
}
