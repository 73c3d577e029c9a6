package io.tr05.qradar.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.tr05.qradar.testing.DeployFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests are what Kubernetes and Kustomize take. */
class ManifestFormTest {

    private static final String KUSTOMIZATION = "kustomization.yaml";

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Stream.of(
                    Deployment.class,
                    HorizontalPodAutoscaler.class,
                    Namespace.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    PrometheusRule.class,
                    Service.class,
                    ServiceMonitor.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    static List<Path> manifests() {
        return DeployFiles.manifests().stream()
                .filter(file -> !file.endsWith(KUSTOMIZATION))
                .toList();
    }

    static List<Path> kustomizations() {
        return DeployFiles.manifests().stream()
                .filter(file -> file.endsWith(KUSTOMIZATION))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyManifestHasOnlyFieldsOfItsKind(Path file) {
        var type = typeOf(file);

        HasMetadata manifest = DeployFiles.read(file, type);

        assertThat(manifest.getApiVersion()).isEqualTo(HasMetadata.getApiVersion(type));
        assertThat(manifest.getMetadata().getName()).startsWith("tr-05-qradar");
    }

    @ParameterizedTest
    @CsvSource({
        "base/deployment.yaml, readOnlyRootFilesystem, readOnlyRootFileSystem",
        "base/deployment.yaml, seconds, second",
        "base/horizontal-pod-autoscaler.yaml, averageUtilization, averageUtilisation",
        "base/network-policy.yaml, except, without",
        "base/pod-disruption-budget.yaml, unhealthyPodEvictionPolicy, unhealthyEvictionPolicy",
        "components/monitoring/service-monitor.yaml, interval, period",
    })
    void aFieldThatKubernetesDoesNotKnowIsSeenAtAnyDepth(String file, String field, String misspelt) {
        Path manifest = DeployFiles.KUBERNETES.resolve(file);
        String wrong = DeployFiles.text(manifest).replace(field + ":", misspelt + ":");

        assertThatThrownBy(() -> DeployFiles.parse(wrong, typeOf(manifest)))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("\"" + misspelt + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "failureThreshold, 60, '\"60\"'",
        "app.kubernetes.io/name, tr-05-qradar, 5",
        "runAsNonRoot, true, '\"true\"'",
    })
    void aTextInPlaceOfANumberOrTheOtherWayRoundIsSeen(String field, String right, String wrong) {
        Path manifest = DeployFiles.KUBERNETES.resolve("base/deployment.yaml");
        String changed = DeployFiles.text(manifest).replace(field + ": " + right, field + ": " + wrong);

        assertThatThrownBy(() -> DeployFiles.parse(changed, Deployment.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("[\"" + field + "\"]");
    }

    @Test
    void aSecondDocumentIsSeen() {
        String namespace = DeployFiles.text(DeployFiles.KUBERNETES.resolve("overlays/example/namespace.yaml"));

        assertThatThrownBy(() -> DeployFiles.parse(namespace + "---\n" + namespace, Namespace.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("a second document");
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyKustomizationHasOnlyFieldsOfItsKind(Path file) {
        assertThat(DeployFiles.read(file, Kustomization.class).getKind())
                .isEqualTo(
                        file.startsWith(DeployFiles.KUBERNETES.resolve("components")) ? "Component" : "Kustomization");
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyFileThatAKustomizationNamesIsThere(Path file) {
        Path folder = parent(file);

        assertThat(named(file))
                .allSatisfy(name -> assertThat(folder.resolve(name)).exists());
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void noFileBesideAKustomizationIsLeftOut(Path file) throws Exception {
        try (Stream<Path> files = Files.list(parent(file))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
                    .filteredOn(name -> !name.equals(KUSTOMIZATION))
                    .isSubsetOf(named(file));
        }
    }

    @Test
    void theComponentsThatTheExampleHasInACommentAreThere() {
        assertThat(DeployFiles.text(DeployFiles.KUBERNETES.resolve("overlays/example/" + KUSTOMIZATION)))
                .contains("#   - ../../components/monitoring\n");
        assertThat(DeployFiles.KUBERNETES.resolve("components/monitoring")).isDirectory();
    }

    private static List<String> named(Path file) {
        Kustomization kustomization = DeployFiles.read(file, Kustomization.class);
        return Stream.of(
                        kustomization.getResources(),
                        kustomization.getComponents(),
                        kustomization.getConfigMapGenerator().stream()
                                .flatMap(generator ->
                                        Stream.concat(generator.getEnvs().stream(), generator.getFiles().stream()))
                                .toList())
                .flatMap(List::stream)
                .toList();
    }

    private static Class<? extends HasMetadata> typeOf(Path file) {
        String kind = DeployFiles.read(file, JsonNode.class).path("kind").asText();
        return Optional.ofNullable(TYPES.get(kind))
                .orElseThrow(() -> new AssertionError(file + ": a kind without a type here: " + kind));
    }

    private static Path parent(Path file) {
        return file.resolveSibling("");
    }
}
