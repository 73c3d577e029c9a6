package io.tr05.qradar.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.ConfigMapArgs;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.tr05.qradar.RelayServer;
import io.tr05.qradar.config.ListenConfig;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.testing.DeployFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests fit each other and the relay. */
class KubernetesManifestsTest {

    /** What the relay takes to stop at most; see {@link RelayServer#close()}. */
    private static final int LONGEST_STOP_SECONDS = 23;

    /** After which a console locks a caller's address out, unless its operator has chosen another number. */
    private static final int FAILED_LOGINS_BEFORE_LOCK_OUT = 5;

    private static final Path MONITORING = DeployFiles.KUBERNETES.resolve("components/monitoring");
    private static final Path EXAMPLE = DeployFiles.KUBERNETES.resolve("overlays/example");

    private static final Deployment DEPLOYMENT = DeployFiles.base("deployment.yaml", Deployment.class);
    private static final PodSpec POD = DEPLOYMENT.getSpec().getTemplate().getSpec();
    private static final Container RELAY = POD.getContainers().get(0);
    private static final Map<String, String> POD_LABELS =
            DEPLOYMENT.getSpec().getTemplate().getMetadata().getLabels();
    private static final Service SERVICE = DeployFiles.base("service.yaml", Service.class);
    private static final HorizontalPodAutoscaler AUTOSCALER =
            DeployFiles.base("horizontal-pod-autoscaler.yaml", HorizontalPodAutoscaler.class);
    private static final PodDisruptionBudget BUDGET =
            DeployFiles.base("pod-disruption-budget.yaml", PodDisruptionBudget.class);
    private static final NetworkPolicy NETWORK = DeployFiles.base("network-policy.yaml", NetworkPolicy.class);
    private static final Service ADMIN_SERVICE = DeployFiles.read(MONITORING.resolve("service.yaml"), Service.class);
    private static final ServiceMonitor MONITOR =
            DeployFiles.read(MONITORING.resolve("service-monitor.yaml"), ServiceMonitor.class);

    static List<Map<String, String>> selectors() {
        return Stream.of(
                        Stream.of(
                                DEPLOYMENT.getSpec().getSelector(),
                                BUDGET.getSpec().getSelector(),
                                NETWORK.getSpec().getPodSelector()),
                        POD.getTopologySpreadConstraints().stream().map(TopologySpreadConstraint::getLabelSelector))
                .flatMap(all -> all)
                .map(LabelSelector::getMatchLabels)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void whatIsSaidOfPodsIsSaidOfTheRelays(Map<String, String> selector) {
        assertThat(POD_LABELS).isNotEmpty().containsAllEntriesOf(selector);
        assertThat(selector).isNotEmpty();
    }

    @Test
    void theServicesLeadToTheRelaysPods() {
        assertThat(List.of(SERVICE, ADMIN_SERVICE))
                .allSatisfy(service ->
                        assertThat(service.getSpec().getSelector()).isNotEmpty().isEqualTo(POD_LABELS));
    }

    @Test
    void thePortsAreThoseThatTheRelayListensOn() {
        ListenConfig listen = RelayConfig.from(Map.of()).listen();

        assertThat(RELAY.getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .containsExactlyInAnyOrder(tuple("http", listen.port()), tuple("admin", listen.adminPort()));
    }

    @Test
    void thePlatformsServiceLeadsToItsPortOnly() {
        assertThat(SERVICE.getSpec().getPorts())
                .extracting(port -> port.getTargetPort().getStrVal())
                .containsExactly("http");
    }

    @Test
    void probesAskTheAdminPort() {
        assertThat(probes())
                .extracting(probe -> probe.getHttpGet().getPort().getStrVal())
                .containsOnly("admin");
    }

    @Test
    void theRelayAnswersProbesAndMonitoring() throws IOException, InterruptedException {
        List<String> paths = Stream.concat(
                        probes().stream().map(probe -> probe.getHttpGet().getPath()),
                        MONITOR.getSpec().getEndpoints().stream().map(Endpoint::getPath))
                .toList();
        RelayConfig onFreePorts =
                RelayConfig.from(Map.of("RELAY_HOST", "127.0.0.1", "RELAY_PORT", "0", "RELAY_ADMIN_PORT", "0"));

        try (RelayServer server = RelayServer.start(onFreePorts)) {
            for (String path : paths) {
                assertThat(status(server.adminPort(), path)).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void monitoringFindsTheAdminServiceAndNotThePlatforms() {
        Map<String, String> wanted = MONITOR.getSpec().getSelector().getMatchLabels();

        assertThat(ADMIN_SERVICE.getMetadata().getLabels()).containsAllEntriesOf(wanted);
        assertThat(SERVICE.getMetadata().getLabels().entrySet().containsAll(wanted.entrySet()))
                .isFalse();
        assertThat(MONITOR.getSpec().getEndpoints())
                .extracting(Endpoint::getPort)
                .containsExactly(ADMIN_SERVICE.getSpec().getPorts().get(0).getName());
    }

    @Test
    void anyoneMayCallButOnlyMonitoringMayAskTheAdminPort() {
        assertThat(ingressTo("http").getFrom()).isEmpty();
        assertThat(ingressTo("admin").getFrom()).singleElement().satisfies(from -> assertThat(
                        from.getNamespaceSelector().getMatchLabels().values())
                .containsExactly("monitoring"));
    }

    @Test
    void theRelayReachesNamesAndHttpsAndNothingElse() {
        assertThat(NETWORK.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(NETWORK.getSpec().getEgress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(port -> port.getProtocol() + " " + port.getPort().getIntVal())
                .containsExactlyInAnyOrder("UDP 53", "TCP 53", "TCP 443");
    }

    @Test
    void autoscalerTargetsTheDeployment() {
        var target = AUTOSCALER.getSpec().getScaleTargetRef();

        assertThat(target.getApiVersion()).isEqualTo(DEPLOYMENT.getApiVersion());
        assertThat(target.getKind()).isEqualTo(DEPLOYMENT.getKind());
        assertThat(target.getName()).isEqualTo(DEPLOYMENT.getMetadata().getName());
    }

    @Test
    void theNumberOfReplicasIsTheAutoscalersAlone() {
        assertThat(DEPLOYMENT.getSpec().getReplicas()).isNull();
    }

    @Test
    void theAutoscalerHasARequestToCompareWith() {
        assertThat(RELAY.getResources().getRequests())
                .containsKey(
                        AUTOSCALER.getSpec().getMetrics().get(0).getResource().getName());
    }

    @Test
    void oneWrongLoginTriedByEveryReplicaDoesNotLockOut() {
        int most = AUTOSCALER.getSpec().getMaxReplicas()
                + DEPLOYMENT
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxSurge()
                        .getIntVal();

        assertThat(most).isLessThan(FAILED_LOGINS_BEFORE_LOCK_OUT);
    }

    @Test
    void noReplicaIsMissedWhenOneIsDisrupted() {
        assertThat(BUDGET.getSpec().getMaxUnavailable().getIntVal())
                .isPositive()
                .isLessThan(AUTOSCALER.getSpec().getMinReplicas());
    }

    @Test
    void theRelayHasTheTimeThatItTakesToStop() {
        long before = RELAY.getLifecycle().getPreStop().getSleep().getSeconds();

        assertThat(POD.getTerminationGracePeriodSeconds()).isGreaterThan(before + LONGEST_STOP_SECONDS);
    }

    @Test
    void thePodKeepsToTheRestrictedStandard() {
        var pod = POD.getSecurityContext();
        var container = RELAY.getSecurityContext();

        assertThat(pod.getRunAsNonRoot()).isTrue();
        assertThat(pod.getRunAsUser()).isPositive();
        assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getCapabilities().getAdd()).isEmpty();
        assertThat(container.getPrivileged()).isNull();
        assertThat(POD.getHostNetwork()).isNull();
        assertThat(POD.getHostPID()).isNull();
        assertThat(POD.getHostIPC()).isNull();
        assertThat(POD.getVolumes())
                .allSatisfy(volume -> assertThat(volume.getConfigMap()).isNotNull());
    }

    @Test
    void theExamplesNamespaceAsksForThatStandard() {
        Namespace namespace = DeployFiles.read(EXAMPLE.resolve("namespace.yaml"), Namespace.class);

        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(example().getNamespace()).isEqualTo(namespace.getMetadata().getName());
    }

    @Test
    void thePodCanWriteNothingAndKnowsNoCredentialsOfTheCluster() {
        assertThat(RELAY.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(RELAY.getVolumeMounts())
                .allSatisfy(mount -> assertThat(mount.getReadOnly()).isTrue());
        assertThat(POD.getAutomountServiceAccountToken()).isFalse();
    }

    @Test
    void anotherServicesNameIsNoSetting() {
        assertThat(POD.getEnableServiceLinks()).isFalse();
    }

    @Test
    void memoryIsBounded() {
        assertThat(RELAY.getResources().getLimits().get("memory"))
                .isNotNull()
                .isEqualTo(RELAY.getResources().getRequests().get("memory"));
    }

    @Test
    void theSettingsAreThoseOfTheGeneratorAndTheExampleAddsToThem() {
        String read = RELAY.getEnvFrom().get(0).getConfigMapRef().getName();

        assertThat(DeployFiles.base("kustomization.yaml", Kustomization.class).getConfigMapGenerator())
                .extracting(ConfigMapArgs::getName)
                .containsExactly(read);
        assertThat(example().getConfigMapGenerator())
                .extracting(ConfigMapArgs::getName, ConfigMapArgs::getBehavior)
                .containsExactly(tuple(read, "merge"));
    }

    @Test
    void theExamplesAuthoritiesAreWhereTheyAreMounted() {
        String folder = RELAY.getVolumeMounts().get(0).getMountPath();

        assertThat(DeployFiles.text(EXAMPLE.resolve("relay.env"))).contains("QRADAR_TLS_CA=" + folder + "/");
    }

    @Test
    void theImageIsThatOfThisVersion() throws IOException {
        var build = new Properties();
        try (InputStream file = RelayServer.class.getResourceAsStream("/build.properties")) {
            build.load(file);
        }

        assertThat(RELAY.getImage()).isEqualTo("tr-05-qradar:" + build.getProperty("version"));
        assertThat(example().getImages()).singleElement().satisfies(image -> assertThat(image.getName())
                .isEqualTo("tr-05-qradar"));
    }

    private static Kustomization example() {
        return DeployFiles.read(EXAMPLE.resolve("kustomization.yaml"), Kustomization.class);
    }

    private static List<Probe> probes() {
        return List.of(RELAY.getStartupProbe(), RELAY.getLivenessProbe(), RELAY.getReadinessProbe());
    }

    private static NetworkPolicyIngressRule ingressTo(String port) {
        return NETWORK.getSpec().getIngress().stream()
                .filter(rule -> rule.getPorts().stream()
                        .anyMatch(to -> to.getPort().getStrVal().equals(port)))
                .findFirst()
                .orElseThrow();
    }

    private static int status(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
