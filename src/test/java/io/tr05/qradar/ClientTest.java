package io.tr05.qradar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.helidon.webclient.http1.Http1Client;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.tr05.qradar.client.ApiClient;
import io.tr05.qradar.client.ApiException;
import io.tr05.qradar.client.api.HealthApi;
import io.tr05.qradar.client.api.ObserveApi;
import io.tr05.qradar.client.api.ReferApi;
import io.tr05.qradar.client.api.RespondApi;
import io.tr05.qradar.client.api.ServiceApi;
import io.tr05.qradar.client.model.HealthData;
import io.tr05.qradar.client.model.Observable;
import io.tr05.qradar.client.model.ReferLink;
import io.tr05.qradar.client.model.RelayError;
import io.tr05.qradar.client.model.ResponseAction;
import io.tr05.qradar.client.model.TriggerData;
import io.tr05.qradar.client.model.TriggerRequest;
import io.tr05.qradar.example.ObserveExample;
import io.tr05.qradar.testing.RelayTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The client that is generated from the contract, against a relay. */
class ClientTest extends RelayTest {

    /** Answers that are a page for a browser, or this very contract for a generator. */
    private static final Set<String> WITHOUT_A_METHOD = Set.of("describeService", "getContract");

    private static final List<Observable> AN_ADDRESS =
            List.of(new Observable().type("ip").value("10.1.1.1"));

    /** Within the window of a search, and not on a whole second, which is written in another form. */
    private final Instant seen = Instant.now()
            .minus(Duration.ofHours(1))
            .truncatedTo(ChronoUnit.SECONDS)
            .plusMillis(345);

    private final String url;
    private final ApiClient caller = new ApiClient();

    ClientTest(Http1Client client, URI url) {
        super(client);
        this.url = url.toString();
        caller.updateBaseUri(this.url);
        caller.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token()));
    }

    @Test
    void theReadmeShowsTheExampleThatIsCompiledHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/tr05/qradar/example/ObserveExample.java"));
        String shown = source.substring(source.indexOf("import "));

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + shown + "```\n");
    }

    @Test
    void theExamplePrintsTheSightingsOfAnAddress() throws ApiException {
        CONSOLE.serveRows(List.of(event(seen)));

        assertThat(printed(url, token(), "10.1.1.1")).startsWith(seen + " Event ");
    }

    @Test
    void theExamplePrintsWhatWentWrong() throws ApiException {
        assertThat(printed(url, token(Map.of("aud", "https://another.example.test")), "10.1.1.1"))
                .isEqualToIgnoringNewLines("fatal: Authorization failed: Wrong configuration-token-audience");
    }

    @Test
    void everyOperationForProgramsHasAMethod() {
        assertThat(operations().filter(operation -> !WITHOUT_A_METHOD.contains(operation.getOperationId())))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(methodsOf(operation)).contains(operation.getOperationId()));
    }

    @Test
    void healthIsOk() throws ApiException {
        assertThat(new HealthApi(caller).checkHealth(null).getData())
                .isEqualTo(new HealthData().status(HealthData.StatusEnum.OK));
    }

    @Test
    void theTimesOfASightingAreTimesInJava() throws ApiException {
        CONSOLE.serveRows(List.of(event(seen)));

        var found = requireNonNull(
                new ObserveApi(caller).observeObservables(AN_ADDRESS).getData());

        assertThat(requireNonNull(found.getSightings()).getDocs())
                .extracting(sighting -> sighting.getObservedTime().getStartTime())
                .containsExactly(seen.atOffset(ZoneOffset.UTC));
    }

    @Test
    void linksComeWithTheirAddress() throws ApiException {
        assertThat(new ReferApi(caller).referObservables(AN_ADDRESS).getData())
                .extracting(ReferLink::getUrl)
                .hasSize(3)
                .allSatisfy(link -> assertThat(link).startsWith("https://" + CONSOLE.host()));
    }

    @Test
    void anActionThatIsOfferedCanBeTriggered() throws ApiException {
        RespondApi respond = new RespondApi(caller);
        ResponseAction offered =
                requireNonNull(respond.offerActions(AN_ADDRESS).getData()).get(0);

        var answer = respond.triggerAction(new TriggerRequest()
                .actionId(offered.getId().getValue())
                .observableType(offered.getQueryParams().getObservableType())
                .observableValue(offered.getQueryParams().getObservableValue())
                .referenceSetName(offered.getQueryParams().getReferenceSetName()));

        assertThat(answer.getErrors()).isNull();
        assertThat(answer.getData().getStatus()).isEqualTo(TriggerData.StatusEnum.SUCCESS);
    }

    @Test
    void theServiceTellsItsVersionAndEchoes() throws ApiException {
        ServiceApi service = new ServiceApi(caller);

        assertThat(service.getVersion(null).getVersion()).isEqualTo("2.0.0");
        assertThat(service.echoWatchdog("ping-42").getData()).isEqualTo("ping-42");
    }

    @Test
    void anErrorForTheAnalystIsNoException() throws ApiException {
        caller.setRequestInterceptor(request -> {});

        assertThat(new HealthApi(caller).checkHealth(null).getErrors())
                .extracting(RelayError::getCode)
                .containsExactly(RelayError.CodeEnum.AUTHORIZATION_ERROR);
    }

    @Test
    void anErrorOfHttpIsAnExceptionWithItsStatus() {
        caller.updateBaseUri(url + "/nowhere");

        ApiException thrown =
                catchThrowableOfType(ApiException.class, () -> new ObserveApi(caller).observeObservables(AN_ADDRESS));

        assertThat(thrown.getCode()).isEqualTo(404);
    }

    private static String printed(String... arguments) throws ApiException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ObserveExample.main(arguments);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> event(Instant time) {
        long millis = time.toEpochMilli();
        return Map.of("starttime", millis, "endtime", millis, "sourceip", "10.1.1.1", "eventcount", 1);
    }

    private static Stream<Operation> operations() {
        return new OpenAPIV3Parser()
                .read("openapi/relay.yaml").getPaths().values().stream()
                        .flatMap(path -> path.readOperations().stream());
    }

    /** The names of the methods in the class of an operation's tag. */
    private static List<String> methodsOf(Operation operation) throws ClassNotFoundException {
        String tag = operation.getTags().get(0);
        String api = Character.toUpperCase(tag.charAt(0)) + tag.substring(1) + "Api";
        return Arrays.stream(Class.forName("io.tr05.qradar.client.api." + api).getMethods())
                .map(Method::getName)
                .toList();
    }
}
