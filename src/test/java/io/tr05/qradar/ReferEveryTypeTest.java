package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.demo.SimulatorClient;
import io.tr05.qradar.testing.RelayTest;
import io.tr05.qradar.testing.ViewerLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code golden/refer/request.json} has a value of each type that the demo's events show, {@code answer.json} all links for
 * them. {@code mvn test -Dtest=ReferEveryTypeTest -Dgolden.rewrite=true} writes the latter anew; the diff is to be reviewed.
 */
class ReferEveryTypeTest extends RelayTest {

    private static final String PATH = "/refer/observables";
    private static final Path GOLDEN = Path.of("src/test/resources/golden/refer");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final ObservableTypes TYPES = ObservableTypes.builtIn();

    ReferEveryTypeTest(Http1Client client) {
        super(client);
    }

    @Test
    void theLinksAreThoseOfTheGoldenFile() throws IOException {
        JsonNode answer = relay.post(PATH, request(), token(Map.of("SERVER_IP", "qradar.example.com")))
                .json();
        Path golden = GOLDEN.resolve("answer.json");
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(golden, JSON.writeValueAsString(answer) + "\n");
        }

        assertThat(answer).isEqualTo(JSON.readTree(golden.toFile()));
    }

    @Test
    void everyBuiltInTypeIsTriedHere() throws IOException {
        assertThat(observables().map(Observable::type))
                .containsAll(TYPES.all())
                .extracting(ObservableType::name)
                .contains("ip", "ipv6");
    }

    @ParameterizedTest
    @MethodSource("observables")
    void theSearchOfALinkFindsTheEventsThatShowTheObservable(Observable observable) {
        List<JsonNode> links = links(observable);

        Set<Long> found = found(links.getFirst());

        assertThat(found).isNotEmpty().containsAll(starts(observable, false, Duration.ofDays(6)));
        assertThat(starts(observable, false, Duration.ofDays(8))).containsAll(found);
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void theSearchForOffensesFindsOnlyEventsOfOffenses(Observable observable) {
        List<JsonNode> links = links(observable);

        Set<Long> found = found(links.getLast());

        assertThat(found).isNotEmpty().containsAll(starts(observable, true, Duration.ofDays(6)));
        assertThat(starts(observable, true, Duration.ofDays(8))).containsAll(found);
    }

    private List<JsonNode> links(Observable observable) {
        JsonNode answer = relay.post(PATH, List.of(observable(observable.type().name(), observable.value())));
        return StreamSupport.stream(answer.path("data").spliterator(), false).toList();
    }

    /** The start times of what the link's search finds on the console; no two of its events have the same. */
    private static Set<Long> found(JsonNode link) {
        String aql = ViewerLink.of(link.path("url").asText()).aql();
        return new SimulatorClient(CONSOLE, CERTIFICATES)
                .rows(aql).stream().map(row -> row.path("starttime").asLong()).collect(Collectors.toSet());
    }

    /** Those of the console's events of so long that hold the observable, read without any AQL. */
    private static Set<Long> starts(Observable observable, boolean ofOffensesOnly, Duration back) {
        long earliest = Instant.now().minus(back).toEpochMilli();
        return CONSOLE.events().rows().stream()
                .filter(row -> !ofOffensesOnly || Boolean.TRUE.equals(row.get("hasoffense")))
                .filter(row -> observable.searched().linkColumns().stream()
                        .anyMatch(column -> observable.canonical().equalsIgnoreCase(String.valueOf(row.get(column)))))
                .map(row -> (Long) row.get("starttime"))
                .filter(time -> time >= earliest)
                .collect(Collectors.toSet());
    }

    private static String request() throws IOException {
        return Files.readString(GOLDEN.resolve("request.json"));
    }

    static Stream<Observable> addresses() throws IOException {
        return observables().filter(Observable::isAddress);
    }

    static Stream<Observable> observables() throws IOException {
        return StreamSupport.stream(JSON.readTree(request()).spliterator(), false)
                .map(sent -> Observable.of(
                                TYPES,
                                TYPES.named(sent.path("type").asText()).orElseThrow(),
                                sent.path("value").asText())
                        .orElseThrow());
    }
}
