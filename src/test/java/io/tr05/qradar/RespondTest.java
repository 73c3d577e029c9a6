package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.ReferenceSet;
import io.tr05.qradar.demo.ReferenceSet.ElementType;
import io.tr05.qradar.testing.QRadarContract;
import io.tr05.qradar.testing.RelayCaller;
import io.tr05.qradar.testing.RelayTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What can be done about observables, and doing it; the same whichever API for reference sets the console has. The
 * subclasses run it with either.
 */
abstract class RespondTest extends RelayTest {

    protected static final String ADDRESS = "10.1.1.1";
    protected static final String ADD = "qradar-add-to-reference-set";
    protected static final String REMOVE = "qradar-remove-from-reference-set";
    protected static final String CREATE = "qradar-add-and-create-reference-set";
    private static final String CREATE_TITLE = "Create a Reference Set and add an observable to it";
    private static final String INVESTIGATION = "SecureX Investigation";
    private static final String SUCCESS = "{\"data\":{\"status\":\"success\"}}";

    /** The console that the relay is asked about. */
    protected final QRadarSimulator console;

    RespondTest(Http1Client client, QRadarSimulator console) {
        super(client);
        this.console = console;
    }

    @BeforeEach
    void noSets() {
        console.reset();
        console.referenceSets().clear();
    }

    @AfterEach
    void callsAreAsIbmDescribes() {
        QRadarContract.checkRequests(console.calls());
    }

    @Test
    void addIsOfferedWhereTheAddressIsNotInTheSet() {
        set("Blocked", ElementType.IP, "10.1.1.10", "110.1.1.1");

        JsonNode action = offered().path(0);

        assertThat(action)
                .hasToString("{\"id\":\"qradar-add-to-reference-set\",\"title\":\"Add to Blocked Reference Set\","
                        + "\"description\":\"Add IP to Reference Set\",\"categories\":[\"QRadar SIEM\"],"
                        + "\"query-params\":{\"observable_value\":\"10.1.1.1\",\"observable_type\":\"ip\","
                        + "\"reference_set_name\":\"Blocked\"}}");
    }

    @Test
    void removeIsOfferedWhereTheAddressIsInTheSet() {
        set("Blocked", ElementType.IP, ADDRESS, "10.1.1.10");

        assertThat(titles()).contains("Remove from Blocked Reference Set");
        assertThat(offered().findValuesAsText("description")).contains("Remove IP from Reference Set");
    }

    @Test
    void addIsOfferedWhereTheSetIsEmpty() {
        set("Empty", ElementType.IP);

        assertThat(titles()).contains("Add to Empty Reference Set");
    }

    @Test
    void createIsOfferedWhereTheInvestigationSetIsMissing() {
        assertThat(titles()).containsExactly(CREATE_TITLE);
        assertThat(offered().path(0).path("id").asText()).isEqualTo(CREATE);
        assertThat(offered()
                        .path(0)
                        .path("query-params")
                        .path("reference_set_name")
                        .asText())
                .isEqualTo(INVESTIGATION);
    }

    @Test
    void createIsNotOfferedWhereTheInvestigationSetExists() {
        set(INVESTIGATION, ElementType.IP);

        assertThat(titles()).containsExactly("Add to SecureX Investigation Reference Set");
    }

    @Test
    void createIsNotOfferedWhereTheInvestigationSetIsOfATypeThatDoesNotFit() {
        set(INVESTIGATION, ElementType.NUM);

        assertThat(titles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ip, 10.1.1.1, IP",
        "ip, 2001:db8::1, IP",
        "ipv6, 2001:db8::1, IP",
        "domain, evil.example, ALN ALNIC",
        "hostname, ws-17, ALN ALNIC",
        "sha256, 5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9, ALN ALNIC",
        "mac_address, 02:00:5e:10:01:a7, ALN ALNIC",
        "url, https://evil.example/a?b=1, ALN ALNIC",
        "user, 4624, ALN ALNIC",
        "user, 443, ALN ALNIC",
    })
    void setsOfFittingTypesAreOfferedAndOthersLeftAlone(String type, String value, String fitting) {
        for (ElementType elementType : ElementType.values()) {
            set(elementType.name(), elementType);
        }

        assertThat(titles(type, value))
                .filteredOn(title -> title.startsWith("Add to"))
                .containsExactly(List.of(fitting.split(" ", -1)).stream()
                        .map(set -> "Add to " + set + " Reference Set")
                        .toArray(String[]::new));
    }

    @Test
    void actionsAreSortedByTitle() {
        set("B", ElementType.IP);
        set("A", ElementType.IP);
        set("C", ElementType.IP, ADDRESS);

        assertThat(titles())
                .containsExactly(
                        "Add to A Reference Set",
                        "Add to B Reference Set",
                        CREATE_TITLE,
                        "Remove from C Reference Set");
    }

    @Test
    void eachObservableHasItsOwnActions() {
        set("Blocked", ElementType.IP, ADDRESS);
        set("Domains", ElementType.ALNIC, "evil.example");
        set("Names", ElementType.ALN, "alice");
        set(INVESTIGATION, ElementType.IP);

        JsonNode actions = offer(List.of(
                        observable("ip", ADDRESS),
                        observable("ip", "10.1.1.2"),
                        observable("domain", "evil.example"),
                        observable("user", "alice")))
                .path("data");

        assertThat(actions)
                .extracting(action -> action.path("title").asText() + ": "
                        + action.path("query-params").path("observable_value").asText())
                .containsExactlyInAnyOrder(
                        "Remove from Blocked Reference Set: 10.1.1.1",
                        "Add to Blocked Reference Set: 10.1.1.2",
                        "Remove from Domains Reference Set: evil.example",
                        "Add to Domains Reference Set: alice",
                        "Add to Names Reference Set: evil.example",
                        "Remove from Names Reference Set: alice",
                        "Add to SecureX Investigation Reference Set: 10.1.1.1",
                        "Add to SecureX Investigation Reference Set: 10.1.1.2");
    }

    @Test
    void nothingSupportedIsAnEmptyList() {
        assertThat(offer(List.of(observable("device", "example.com")))).hasToString("{\"data\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "ip, IP, 2001:db8::1, 2001:DB8:0::1",
        "ip, IP, 2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "ip, IP, 10.1.1.1, ::ffff:10.1.1.1",
        "mac_address, ALN, aa-bb-cc-dd-ee-0f, AA:BB:CC:DD:EE:0F",
        "mac_address, ALNIC, AABBCCDDEE0F, aa:bb:cc:dd:ee:0f",
        "domain, ALN, evil.example, EVIL.example.",
        "domain, ALNIC, bücher.example, xn--bcher-kva.example",
        "hostname, ALN, WS-17, ws-17",
        "md5, ALN, 0123456789ABCDEF0123456789ABCDEF, 0123456789abcdef0123456789abcdef",
        "user, ALNIC, m.mueller, M.Mueller",
    })
    void anElementInAnotherSpellingOfTheSameIsAMember(String type, ElementType elements, String held, String asked) {
        set("Some", elements, held);

        assertThat(titles(type, asked)).contains("Remove from Some Reference Set");
        assertThat(trigger(REMOVE, type, asked, "Some")).hasToString(SUCCESS);
        assertThat(values("Some")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ip, IP, 10.1.1.10, 10.1.1.1",
        "domain, ALN, not-evil.example, evil.example",
        "url, ALN, HTTPS://evil.example/A, https://evil.example/a",
        "file_name, ALN, a.exe.txt, a.exe",
    })
    void anElementThatIsOnlySimilarIsNone(String type, ElementType elements, String held, String asked) {
        set("Some", elements, held);

        assertThat(titles(type, asked)).contains("Add to Some Reference Set");
        assertThat(trigger(REMOVE, type, asked, "Some")).hasToString(SUCCESS);
        assertThat(values("Some")).containsExactly(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Blocked",
                "two words",
                "a/b",
                "100% sure?",
                "Bob's \"set\"",
                "a+b&c=d#e",
                "Größe 東京",
                "back\\slash",
                "semi;colon"
            })
    void addAndRemoveWorkWhateverTheSetIsCalled(String name) {
        set(name, ElementType.IP);

        assertThat(trigger(ADD, ADDRESS, name)).hasToString(SUCCESS);
        assertThat(values(name)).containsExactly(ADDRESS);
        assertThat(titles()).contains("Remove from " + name + " Reference Set");

        assertThat(trigger(REMOVE, ADDRESS, name)).hasToString(SUCCESS);
        assertThat(values(name)).isEmpty();
        assertThat(titles()).contains("Add to " + name + " Reference Set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "ip | IP | 10.1.1.1",
                "ipv6 | IP | 2001:db8::1",
                "domain | ALNIC | evil.example",
                "hostname | ALN | WS-17",
                "url | ALN | https://evil.example/a/b?x=1&y=%20#z",
                "user | ALN | CORP\\alice",
                "user | ALNIC | a.o'brien",
                "email | ALNIC | Bob@evil.example",
                "email_subject | ALN | say \"hi\", 100%",
                "file_name | ALNIC | Größe 東京.exe",
                "file_path | ALN | C:\\Users\\Public\\a b.exe",
                "mac_address | ALN | 02:00:5e:10:01:a7",
                "sha1 | ALN | b6589fc6ab0dc82cf12099d1c2d40ab994e8410c",
            })
    void addAndRemoveWorkForEachTypeAndShow(String type, ElementType elements, String value) {
        set("Some", elements);

        assertThat(titles(type, value)).contains("Add to Some Reference Set");
        assertThat(trigger(ADD, type, value, "Some")).hasToString(SUCCESS);
        assertThat(titles(type, value)).contains("Remove from Some Reference Set");
        assertThat(trigger(REMOVE, type, value, "Some")).hasToString(SUCCESS);
        assertThat(values("Some")).isEmpty();
        assertThat(titles(type, value)).contains("Add to Some Reference Set");
    }

    /** DELETE of {@code sets/Some/.} is, to whatever resolves it, DELETE of {@code sets/Some}: of the whole set. */
    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void anElementThatIsADotSegmentIsRemovedAndNotTheSetInstead(String element) {
        set("Some", ElementType.ALN, element, "b");

        assertThat(trigger(REMOVE, "file_name", element, "Some")).hasToString(SUCCESS);
        assertThat(values("Some")).containsExactly("b");
        assertThat(console.calls()).noneMatch(call -> call.line().matches(".*/\\.{1,2}(/.*)?"));
    }

    @Test
    void hundredsOfSetsAreLookedAt() {
        IntStream.range(0, 300)
                .forEach(i -> set(
                        "Set %03d / é".formatted(i),
                        i % 3 == 0 ? ElementType.ALN : ElementType.IP,
                        i % 2 == 0 ? ADDRESS : "10.1.1.2"));

        List<String> titles = titles();

        assertThat(titles).hasSize(201);
        assertThat(titles).filteredOn(title -> title.startsWith("Remove")).hasSize(100);
    }

    @Test
    void elementsCarryTheirSource() {
        set("Blocked", ElementType.IP);

        trigger(ADD, ADDRESS, "Blocked");

        assertThat(find("Blocked").entries().values()).singleElement().satisfies(entry -> assertThat(entry.source())
                .isEqualTo("SecureX Threat Response"));
    }

    @Test
    void createMakesTheSetAndAddsTheAddress() {
        assertThat(trigger(CREATE, ADDRESS, INVESTIGATION)).hasToString(SUCCESS);

        assertThat(find(INVESTIGATION).type()).isEqualTo(ElementType.IP);
        assertThat(values(INVESTIGATION)).containsExactly(ADDRESS);
        assertThat(titles()).containsExactly("Remove from SecureX Investigation Reference Set");
    }

    @Test
    void createMakesASetOfTheFirstOfTheTypesElementTypes() {
        assertThat(trigger(CREATE, "domain", "evil.example", INVESTIGATION)).hasToString(SUCCESS);

        assertThat(find(INVESTIGATION).type()).isEqualTo(ElementType.ALN);
    }

    @Test
    void createAddsToASetThatIsThere() {
        set(INVESTIGATION, ElementType.IP, "10.1.1.2");

        assertThat(trigger(CREATE, ADDRESS, INVESTIGATION)).hasToString(SUCCESS);

        assertThat(values(INVESTIGATION)).containsExactly("10.1.1.2", ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {ADD, REMOVE, CREATE})
    void doingItAgainSucceeds(String action) {
        set("Blocked", ElementType.IP);

        trigger(action, ADDRESS, "Blocked");

        assertThat(trigger(action, ADDRESS, "Blocked")).hasToString(SUCCESS);
    }

    @Test
    void anUnknownActionIsUnsupported() {
        assertThat(trigger("qradar-explode", ADDRESS, "Blocked"))
                .hasToString("{\"data\":{\"status\":\"failure\"},\"errors\":[{\"type\":\"fatal\","
                        + "\"code\":\"invalid argument\",\"message\":\"Unsupported action.\"}]}");
        assertThat(console.calls()).isEmpty();
    }

    @Test
    void aValueThatIsNoAddressNeverReachesTheConsole() {
        JsonNode answer = trigger(ADD, "not-an-address", "Blocked");

        assertThat(status(answer)).isEqualTo("failure");
        assertThat(message(answer)).contains("/observable_value");
        assertThat(console.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ADD, REMOVE})
    void aSetThatIsNotThereIsAFailureThatNamesIt(String action) {
        JsonNode answer = trigger(action, ADDRESS, "Gone");

        assertThat(status(answer)).isEqualTo("failure");
        assertThat(answer.at("/errors/0/code").asText()).isEqualTo("unknown");
        assertThat(message(answer)).contains("Gone", "does not exist");
    }

    /** The console itself would take each of these values into that set. */
    @ParameterizedTest
    @CsvSource({
        "qradar-add-to-reference-set, user, 123, NUM",
        "qradar-add-to-reference-set, user, 443, PORT",
        "qradar-add-to-reference-set, ip, 10.1.1.1, ALN",
        "qradar-add-to-reference-set, user, 10.1.1.1, IP",
        "qradar-add-and-create-reference-set, ip, 10.1.1.1, ALNIC",
        "qradar-remove-from-reference-set, ip, 10.1.1.1, ALN"
    })
    void aSetThatWasNotOfferedForTheTypeIsLeftAsItIs(String action, String type, String value, ElementType elements) {
        List<String> before = action.equals(REMOVE) ? List.of(value) : List.of();
        console.referenceSets().create("Others", elements, before);

        JsonNode answer = trigger(action, type, value, "Others");

        assertThat(status(answer)).isEqualTo("failure");
        assertThat(message(answer)).contains("type " + elements);
        assertThat(values("Others")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"user, alice, Alice", "file_path, /etc/passwd, /etc/Passwd", "email, a@example.com, A@example.com"})
    void textInASetThatMindsCaseIsAnotherInAnotherCase(String type, String element, String asked) {
        set("Exact", ElementType.ALN, element);

        trigger(REMOVE, type, asked, "Exact");

        assertThat(values("Exact")).containsExactly(element);
        assertThat(titles(type, asked)).contains("Add to Exact Reference Set");
    }

    @ParameterizedTest
    @ValueSource(strings = {ADD, CREATE})
    void aSetOfAnotherTypeIsAFailureThatSaysSo(String action) {
        set("Ports", ElementType.PORT, "22");

        JsonNode answer = trigger(action, ADDRESS, "Ports");

        assertThat(status(answer)).isEqualTo("failure");
        assertThat(answer.at("/errors/0/code").asText()).isEqualTo("unknown");
        assertThat(message(answer)).contains("type PORT");
        assertThat(values("Ports")).containsExactly("22");
    }

    @ParameterizedTest
    @ValueSource(strings = {ADD, REMOVE, CREATE})
    void aMissingRoleIsAFailureThatNamesIt(String action) {
        set("Blocked", ElementType.IP);
        console.failWith(Fault.on("*", "/api/reference_data.*").always().error(403, 26, "no"));

        JsonNode answer = trigger(action, ADDRESS, "Blocked");

        assertThat(status(answer)).isEqualTo("failure");
        assertThat(answer.at("/errors/0/code").asText()).isEqualTo("permission denied");
        assertThat(message(answer)).contains("\"Admin\" role");
    }

    @Test
    void anElementWhoseConnectionBreaksIsNotSentTwice() {
        consoleIsFaulty();
        set("Blocked", ElementType.IP);
        console.failWith(Fault.on("POST", "/api/reference_data.*").always().lose());

        JsonNode answer = trigger(ADD, ADDRESS, "Blocked");

        assertThat(answer.at("/errors/0/code").asText()).isEqualTo("gateway timeout");
        assertThat(lines()).filteredOn(line -> line.startsWith("POST")).hasSize(1);
    }

    @Test
    void furtherFieldsAreAllowed() {
        set("Blocked", ElementType.IP);

        JsonNode answer = post(
                "/respond/trigger",
                Map.of(
                        "action-id",
                        ADD,
                        "observable_type",
                        "ip",
                        "observable_value",
                        ADDRESS,
                        "reference_set_name",
                        "Blocked",
                        "something",
                        Map.of("else", 1)));

        assertThat(answer).hasToString(SUCCESS);
    }

    @Test
    void onlySetsThatTheOperatorAllowsAreOfferedAndChanged() {
        set("Blocked hosts", ElementType.IP);
        set("Blocked", ElementType.IP);
        set("Other", ElementType.IP);
        try (RelayServer server = RelayServer.start(config(Map.of("QRADAR_REFERENCE_SETS", "Blocked ?*, X*")))) {
            RelayCaller filtered = new RelayCaller(Http1Client.builder()
                    .baseUri("http://127.0.0.1:" + server.port())
                    .build());

            assertThat(post(filtered, "/respond/observables", List.of(observable("ip", ADDRESS)))
                            .findValuesAsText("title"))
                    .containsExactly("Add to Blocked hosts Reference Set");
            console.reset();
            for (String action : List.of(ADD, REMOVE, CREATE)) {
                assertThat(post(filtered, "/respond/trigger", triggered(action, "ip", ADDRESS, "Other")))
                        .hasToString("{\"data\":{\"status\":\"failure\"},\"errors\":[{\"type\":\"fatal\","
                                + "\"code\":\"invalid argument\",\"message\":\"The reference set 'Other' is not one"
                                + " that this relay may change. Ask the relay's operator about"
                                + " QRADAR_REFERENCE_SETS.\"}]}");
            }
            assertThat(console.calls()).isEmpty();
        }
    }

    protected final void set(String name, ElementType type, String... values) {
        console.referenceSets().create(name, type, List.of(values));
    }

    protected final ReferenceSet find(String name) {
        return console.referenceSets().find(name).orElseThrow();
    }

    private List<String> values(String name) {
        return find(name).values();
    }

    /** The calls that reached the console, as method and path. */
    protected final List<String> lines() {
        return console.calls().stream().map(RecordedCall::line).toList();
    }

    protected final JsonNode offer(List<Map<String, String>> observables) {
        return post("/respond/observables", observables);
    }

    protected final JsonNode offered() {
        return offer(List.of(observable("ip", ADDRESS))).path("data");
    }

    protected final List<String> titles() {
        return titles("ip", ADDRESS);
    }

    protected final List<String> titles(String type, String value) {
        return offer(List.of(observable(type, value))).path("data").findValuesAsText("title");
    }

    protected final JsonNode trigger(String action, String value, String set) {
        return trigger(action, "ip", value, set);
    }

    private JsonNode trigger(String action, String type, String value, String set) {
        return post("/respond/trigger", triggered(action, type, value, set));
    }

    private static Map<String, String> triggered(String action, String type, String value, String set) {
        return Map.of(
                "action-id", action,
                "observable_type", type,
                "observable_value", value,
                "reference_set_name", set);
    }

    private JsonNode post(String path, Object body) {
        return post(relay, path, body);
    }

    private JsonNode post(RelayCaller to, String path, Object body) {
        return to.post(path, body, token(Map.of("SERVER_IP", console.host()))).json();
    }

    private static String status(JsonNode answer) {
        return answer.at("/data/status").asText();
    }

    private static String message(JsonNode answer) {
        return answer.at("/errors/0/message").asText();
    }
}
