package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.FreshConsole;
import io.tr05.qradar.testing.RelayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservableTypesObserveTest extends RelayTest {

    private static final String PATH = "/observe/observables";
    private static final String SHA1 = "0123456789abcdef0123456789abcdef01234567";

    ObservableTypesObserveTest(Http1Client client) {
        super(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ip            | 192.0.2.77                       | sourceip           | 192.0.2.77
            ip            | 192.0.2.77                       | Original Client IP | 192.0.2.77
            ip            | 2001:DB8::77                     | sourcev6           | 2001:db8:0:0:0:0:0:77
            ipv6          | 2001:db8::77                     | destinationv6      | 2001:db8:0:0:0:0:0:77
            ipv6          | 2001:db8:0:0:0:0:0:77            | sourceaddress      | 2001:db8:0:0:0:0:0:77
            mac_address   | aa-bb-cc-dd-ee-0f                | sourcemac          | AA:BB:CC:DD:EE:0F
            user          | o'brien                          | username           | O'Brien
            hostname      | dc01.corp.example.               | Hostname           | DC01.corp.example
            hostname      | ws-77                            | identityhostname   | WS-77
            domain        | Evil.Example                     | URL Host           | evil.example
            url           | http://evil.example/a?b='c'      | URL                | http://evil.example/a?b='c'
            md5           | 0123456789ABCDEF0123456789abcdef | MD5 Hash           | 0123456789abcdef0123456789abcdef
            sha1          | 0123456789abcdef0123456789abcdef01234567 | SHA1 Hash  | 0123456789ABCDEF0123456789abcdef01234567
            sha256        | 5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9 | SHA256 Hash | 5FECEB66FFC86F38D952786C6D696C79C2DBC239DD4E91B46729D73A27FB57E9
            email         | Alice@example.com                | Recipient          | alice@Example.com
            email_subject | Überweisung 100%                 | Subject            | überweisung 100%
            file_name     | invoice.pdf                      | Filename           | Invoice.PDF
            file_path     | C:\\Temp\\a.exe                  | File Path          | c:\\temp\\A.exe
            process_name  | powershell.exe                   | Process Name       | PowerShell.exe
            process_path  | /usr/bin/curl                    | Process Path       | /usr/bin/curl
            user_agent    | Mozilla/5.0 (X11; Linux)         | User Agent         | Mozilla/5.0 (X11; Linux)
            """)
    void anObservableIsFoundInTheColumnsOfItsType(String type, String value, String column, String held) {
        JsonNode answer;
        try (QRadarSimulator console = console(List.of(row(column, held)))) {
            answer = observe(console, observable(type, value), observable("ip", "203.0.113.9"));
        }

        assertThat(answer.path("data").path("sightings").path("docs"))
                .hasSize(1)
                .allSatisfy(sighting -> assertThat(sighting.path("observables").path(0))
                        .hasToString(
                                "{\"type\":\"%s\",\"value\":\"%s\"}".formatted(type, value.replace("\\", "\\\\"))));
        assertThat(answer.has("errors")).isFalse();
    }

    @Test
    void allTypesTogetherMakeOneSearchOfEachSlice() {
        CONSOLE.serveRows(List.of(row("username", "alice"), row("Filename", "a.exe"), row("SHA1 Hash", SHA1)));

        JsonNode answer = relay.post(
                PATH,
                List.of(
                        observable("user", "alice"),
                        observable("file_name", "A.exe"),
                        observable("sha1", SHA1),
                        observable("url", "http://never.example/")));

        assertThat(answer.path("data").path("sightings").path("count").asInt()).isEqualTo(3);
        assertThat(aqls(CONSOLE)).hasSize(2).allSatisfy(aql -> assertThat(aql)
                .contains("LOWER(username) IN ('alice')")
                .contains("LOWER(\"Filename\") IN ('a.exe')"));
    }

    @Test
    void aTypeWithoutAnyColumnOnTheConsoleIsSkippedWithoutAWord() {
        try (QRadarSimulator console = console(List.of(row("username", "alice")), "URL", "MD5 Hash", "File Hash")) {
            JsonNode answer = observe(
                    console,
                    observable("url", "http://a.example/"),
                    observable("md5", "0123456789abcdef0123456789abcdef"),
                    observable("user", "alice"));

            assertThat(answer.path("data").path("sightings").path("count").asInt())
                    .isEqualTo(1);
            assertThat(answer.has("errors")).isFalse();
            assertThat(aqls(console)).hasSize(2).allSatisfy(aql -> assertThat(aql)
                    .doesNotContain("\"URL\"")
                    .doesNotContain("MD5", "\"File Hash\""));
        }
    }

    @Test
    void onlyTypesWithoutAnyColumnMakeNoSearch() {
        try (QRadarSimulator console = console(List.of(), "URL")) {
            assertThat(observe(console, observable("url", "http://a.example/"))).hasToString("{\"data\":{}}");
            assertThat(aqls(console)).isEmpty();
        }
    }

    @Test
    void aPropertyThatWasRemovedSinceTheColumnsWereAskedForIsLeftOutAtOnce() {
        CONSOLE.serveRows(List.of(row("username", "alice")));
        relay.post(PATH, List.of(observable("user", "alice"))); // so that the columns are known
        CONSOLE.serve(CONSOLE.events().withoutColumns(Set.of("URL")));

        JsonNode answer =
                relay.post(PATH, List.of(observable("url", "http://a.example/"), observable("user", "alice")));

        assertThat(answer.path("data").path("sightings").path("count").asInt()).isEqualTo(1);
        assertThat(answer.has("errors")).isFalse();
    }

    @Test
    void aValueThatIsNoneOfItsTypeNeverReachesTheConsole() {
        JsonNode answer = relay.post(
                PATH, List.of(observable("md5", "abc"), observable("mac_address", "a"), observable("url", "b")));

        assertThat(answer.path("errors"))
                .extracting(error -> error.path("message").asText())
                .containsExactly(
                        "'abc' is not a valid value of type 'md5': it was not used.",
                        "'a' is not a valid value of type 'mac_address': it was not used.",
                        "'b' is not a valid value of type 'url': it was not used.");
        assertThat(consoleCalls()).isEmpty();
    }

    @Test
    void everyBuiltInTypeIsTriedHere() throws ReflectiveOperationException {
        CsvSource rows = ObservableTypesObserveTest.class
                .getDeclaredMethod(
                        "anObservableIsFoundInTheColumnsOfItsType",
                        String.class,
                        String.class,
                        String.class,
                        String.class)
                .getAnnotation(CsvSource.class);

        assertThat(rows.textBlock()
                        .lines()
                        .map(line -> line.substring(0, line.indexOf('|')).strip())
                        .collect(Collectors.toSet()))
                .containsAll(ObservableTypes.builtIn().all().stream()
                        .map(ObservableType::name)
                        .toList());
    }

    /** A console that the relay has not met, without some of the usual columns. */
    private static QRadarSimulator console(List<Map<String, Object>> rows, String... lacking) {
        QRadarSimulator console = FreshConsole.start(
                SimulatorSettings.defaults().withSearchDuration(Duration.ofMillis(20)), CERTIFICATES);
        console.serve(console.events().withoutColumns(Set.of(lacking)).withRows(rows));
        return console;
    }

    private JsonNode observe(QRadarSimulator console, Object... observables) {
        return relay.post(PATH, List.of(observables), token(Map.of("SERVER_IP", console.host())))
                .json();
    }

    private static Map<String, Object> row(String column, String value) {
        Map<String, Object> row = new LinkedHashMap<>();
        long time = Instant.now().minusSeconds(600).toEpochMilli();
        row.put("starttime", time);
        row.put("endtime", time);
        row.put(column, value);
        return row;
    }

    private static List<String> aqls(QRadarSimulator console) {
        return console.calls().stream()
                .filter(call -> call.line().equals("POST /api/ariel/searches"))
                .map((RecordedCall call) -> call.parameter("query_expression").orElseThrow())
                .toList();
    }
}
