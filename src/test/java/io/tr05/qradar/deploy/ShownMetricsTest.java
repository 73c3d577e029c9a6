package io.tr05.qradar.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.RelayServer;
import io.tr05.qradar.metrics.RelayEndpoint;
import io.tr05.qradar.testing.DeployFiles;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts go by metrics that a relay really shows. */
class ShownMetricsTest extends RelayTest {

    private static final Path DASHBOARD = Path.of("deploy", "grafana", "tr-05-qradar.json");
    private static final Pattern METRIC = Pattern.compile("\\b(?:qradar_relay|jvm|process|system)_[a-z_]+");
    private static final Pattern GROWTH = Pattern.compile("increase\\(([a-z_]+)\\{([^}]*)}");
    private static final Pattern SHOWN = Pattern.compile("(?m)^([a-z_]+)[{ ]");
    private static final Pattern ENDPOINTS = Pattern.compile("endpoint=~?\"([^\"]*)\"");

    private static Set<String> shown = Set.of();

    ShownMetricsTest(Http1Client client) {
        super(client);
    }

    /** A relay that has had a call of each kind. */
    @BeforeAll
    static void callARelay() {
        try (RelayServer server = RelayServer.start(config(Map.of()))) {
            RelayCaller caller = new RelayCaller(client(server.port()));
            caller.post("/observe/observables", List.of(observable("ip", "127.0.0.1")), token());
            caller.post("/observe/observables", List.of(), token(Map.of("aud", "https://other.example")));
            System.gc(); // there is a figure of it after the first one
            Http1Client operator = client(server.adminPort());
            await().untilAsserted(() -> {
                shown = names(operator.get("/metrics").requestEntity(String.class));
                assertThat(shown).contains("qradar_relay_rejected_tokens_total", "jvm_gc_pause_seconds_sum");
            });
        }
    }

    @Test
    void theDashboardUsesOnlyMetricsThatARelayShows() throws IOException {
        assertThat(metricsIn(dashboard())).hasSizeGreaterThan(10).isSubsetOf(shown);
    }

    @Test
    void theAlertsUseOnlyMetricsThatARelayShows() {
        assertThat(metricsIn(alerts().stream().map(rule -> rule.getExpr().getStrVal())))
                .hasSizeGreaterThan(5)
                .isSubsetOf(shown);
    }

    @Test
    void bothUseOnlyEndpointsThatThereAre() throws IOException {
        Set<String> endpoints = Arrays.stream(RelayEndpoint.values())
                .map(endpoint -> endpoint.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Stream<String> expressions = Stream.concat(
                dashboard(), alerts().stream().map(rule -> rule.getExpr().getStrVal()));

        assertThat(expressions
                        .flatMap(expression -> ENDPOINTS.matcher(expression).results())
                        .flatMap(match -> Stream.of(match.group(1).split("\\|"))))
                .isNotEmpty()
                .isSubsetOf(endpoints);
    }

    @Test
    void eachAlertSaysWhatIsWrongAndWhatToDo() {
        assertThat(alerts())
                .allSatisfy(
                        rule -> assertThat(rule.getAnnotations().get("summary")).isNotBlank())
                .allSatisfy(rule ->
                        assertThat(rule.getAnnotations().get("description")).isNotBlank())
                .allSatisfy(rule -> assertThat(rule.getLabels().get("severity")).isIn("critical", "warning", "info"));
    }

    @Test
    void everyMetricOfTheRelayIsOnTheDashboardOrInAnAlert() throws IOException {
        Set<String> used = metricsIn(Stream.concat(
                dashboard(), alerts().stream().map(rule -> rule.getExpr().getStrVal())));

        assertThat(shown.stream()
                        .filter(name -> name.startsWith("qradar_relay_"))
                        .map(ShownMetricsTest::family))
                .allMatch(family -> used.stream().anyMatch(name -> family(name).equals(family)));
    }

    /** To Prometheus a figure that begins with 1 has not grown, so the first of its kind would raise no alert. */
    @Test
    void whatAlertsByItsGrowthIsShownBeforeItHappens() {
        try (RelayServer server = RelayServer.start(config(Map.of()))) {
            List<String> lines = client(server.adminPort())
                    .get("/metrics")
                    .requestEntity(String.class)
                    .lines()
                    .toList();

            assertThat(alerts().stream()
                            .flatMap(rule ->
                                    GROWTH.matcher(rule.getExpr().getStrVal()).results()))
                    .isNotEmpty()
                    .allSatisfy(growth -> assertThat(lines)
                            .anyMatch(line -> line.startsWith(growth.group(1) + "{")
                                    && line.contains(growth.group(2))
                                    && line.matches(".* 0(\\.0)?")));
        }
    }

    private static String family(String name) {
        return name.replaceAll("_(bucket|count|sum|max)$", "");
    }

    private static List<Rule> alerts() {
        return DeployFiles.read(
                        DeployFiles.KUBERNETES.resolve("components/monitoring/prometheus-rule.yaml"),
                        PrometheusRule.class)
                .getSpec()
                .getGroups()
                .stream()
                .flatMap(group -> group.getRules().stream())
                .toList();
    }

    private static Stream<String> dashboard() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels")) {
            panel.path("targets")
                    .forEach(target -> expressions.add(target.path("expr").asText()));
        }
        return expressions.stream();
    }

    private static Set<String> metricsIn(Stream<String> expressions) {
        return expressions
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String text) {
        return SHOWN.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }
}
