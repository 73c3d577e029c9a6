package io.tr05.qradar.demo;

import static io.tr05.qradar.demo.SimulatorClient.encode;
import static io.tr05.qradar.demo.SimulatorClient.twice;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tr05.qradar.testing.QRadarContract;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceSetsTest {

    private static final String OLD = "/reference_data/sets";
    private static final String SETS = "/reference_data_collections/sets";
    private static final String ENTRIES = "/reference_data_collections/set_entries";
    private static final String BLOCKED = "Blocked Addresses";

    private static QRadarSimulator console;
    private static SimulatorClient client;

    @BeforeAll
    static void start() {
        var certificates = DemoCertificates.create();
        console = QRadarSimulator.start(SimulatorSettings.defaults().withEvents(1, 0), certificates);
        client = new SimulatorClient(console, certificates);
    }

    @AfterEach
    void everyExchangeWasAsDescribed() {
        var calls = console.calls();
        console.reset();
        QRadarContract.check(calls);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static ReferenceSet set(String name) {
        return console.referenceSets().find(name).orElseThrow();
    }

    private static String inQueryAndForm(String path, String... pairs) {
        var query = new StringBuilder(path).append('?');
        for (int i = 0; i < pairs.length; i += 2) {
            query.append(pairs[i]).append('=').append(encode(pairs[i + 1])).append('&');
        }
        return query.substring(0, query.length() - 1);
    }

    private static SimulatorClient.Reply post(String path, String... pairs) {
        return client.postForm(inQueryAndForm(path, pairs), pairs);
    }

    @Nested
    class TheOldApi {

        @Test
        void listsByTypePageByPage() {
            var fields = "&fields=" + encode("name,number_of_elements,element_type");
            var reply = client.get(OLD + "?filter=" + encode("element_type = \"IP\"") + fields, "Range", "items=0-2");

            assertThat(reply.header("Content-Range")).isEqualTo("items 0-2/6");
            assertThat(reply.header("Deprecated")).isNotEmpty();
            assertThat(reply.json())
                    .hasSize(3)
                    .allMatch(set -> set.path("element_type").asText().equals("IP"));
            assertThat(reply.json().path(0).size()).isEqualTo(3);
        }

        @Test
        void isNotMarkedDeprecatedForOldVersions() {
            assertThat(client.get(OLD, "Version", "15.0").header("Deprecated")).isEmpty();
        }

        @Test
        void tellsMembershipWithAFilter() {
            var member = client.get(OLD + "/" + twice(BLOCKED) + "?filter=" + encode("value=\"203.0.113.66\""));
            var stranger = client.get(OLD + "/" + twice(BLOCKED) + "?filter=" + encode("value=\"203.0.113.6\""));

            assertThat(member.json().path("data")).hasSize(1);
            assertThat(member.json().path("data").path(0).path("value").asText())
                    .isEqualTo("203.0.113.66");
            assertThat(stranger.json().has("data")).isFalse();
            assertThat(stranger.json().path("number_of_elements").asInt()).isEqualTo(3);
        }

        @Test
        void createsASetOnce() {
            var created = post(OLD, "name", "SecureX Investigation", "element_type", "IP");
            var again = post(OLD, "name", "SecureX Investigation", "element_type", "IP");

            assertThat(created.status()).isEqualTo(201);
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.code()).isEqualTo(1004);
        }

        @Test
        void addsAsOftenAsAsked() {
            var path = OLD + "/" + twice(BLOCKED);

            for (int i = 0; i < 2; i++) {
                assertThat(post(path, "value", "192.0.2.200", "source", "SecureX Threat Response")
                                .status())
                        .isEqualTo(200);
            }
            assertThat(set(BLOCKED).entries()).hasSize(4);
            assertThat(set(BLOCKED).entries().values())
                    .extracting(ReferenceSet.Entry::source)
                    .endsWith("SecureX Threat Response");
        }

        @Test
        void removesOnce() {
            var path = OLD + "/" + twice(BLOCKED) + "/203.0.113.66";

            assertThat(client.delete(path).status()).isEqualTo(200);
            assertThat(client.delete(path).code()).isEqualTo(1003);
            assertThat(set(BLOCKED).contains("203.0.113.66")).isFalse();
        }

        @Test
        void refusesWhatDoesNotFit() {
            assertThat(post(OLD + "/nothing", "value", "1").code()).isEqualTo(1002);
            assertThat(client.delete(OLD + "/nothing/1").code()).isEqualTo(1002);
            assertThat(post(OLD + "/" + twice(BLOCKED), "value", "no address").code())
                    .isEqualTo(1005);
            assertThat(post(OLD, "name", "x", "element_type", "WHAT").code()).isEqualTo(1005);
            assertThat(client.get(OLD + "?filter=" + encode("name is")).code()).isEqualTo(1005);
            assertThat(client.get(OLD + "?filter=" + encode("nosuch=1")).code()).isEqualTo(1005);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"Watch list / DMZ", "Bob's \"quoted\" set", "Größe & Überwachung – 東京", "100% trusted+known?"
                })
        void findsAnyNameThatIsEncodedTwice(String name) {
            assertThat(client.get(OLD + "/" + twice(name)).json().path("name").asText())
                    .isEqualTo(name);
        }

        @Test
        void removesAValueWithSlashes() {
            var url = set("URLs seen").values().getFirst();

            assertThat(client.delete(OLD + "/" + twice("URLs seen") + "/" + twice(url))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aSlashEncodedOnceIsRefusedBeforeTheApi() {
        assertThat(client.get(OLD + "/Watch%20list%20%2F%20DMZ").status()).isEqualTo(400);
        console.reset(); // not a call that the description knows
    }

    @Nested
    class TheNewApi {

        @Test
        void tellsMembershipInAllSetsAtOnce() {
            var reply = client.get(
                    ENTRIES + "?entry_type=IP&filter=" + encode("value in (\"203.0.113.66\", \"10.20.30.40\")"));

            assertThat(reply.json())
                    .extracting(entry -> entry.path("collection_id").asLong())
                    .containsExactlyInAnyOrder(
                            set(BLOCKED).id(),
                            set("Bob's \"quoted\" set").id(),
                            set("Critical Assets").id(),
                            set("Größe & Überwachung – 東京").id());
        }

        @Test
        void addsAndRemovesByNumber() {
            var id = set(BLOCKED).id();
            var body = "{\"collection_id\":" + id + ",\"value\":\"192.0.2.200\",\"source\":\"test\"}";
            var added = client.postJson(ENTRIES, body);
            var again = client.postJson(ENTRIES, body);
            var filter = encode("collection_id = " + id + " and value = \"192.0.2.200\"");
            var found = client.get(ENTRIES + "?filter=" + filter).json();

            assertThat(List.of(added.status(), again.status())).containsExactly(201, 409);
            assertThat(again.code()).isEqualTo(10006);
            assertThat(found).hasSize(1);
            var entry = ENTRIES + "/" + found.path(0).path("id").asLong();
            assertThat(client.get(entry).json().path("source").asText()).isEqualTo("test");
            assertThat(client.delete(entry).status()).isEqualTo(204);
            assertThat(client.delete(entry).status()).isEqualTo(404);
        }

        @Test
        void createsASetOnce() {
            var body = "{\"name\":\"SecureX Investigation\",\"entry_type\":\"IP\"}";
            var created = client.postJson(SETS, body);
            var again = client.postJson(SETS, body);

            assertThat(created.status()).isEqualTo(201);
            assertThat(again.code()).isEqualTo(10006);
            assertThat(client.get(SETS + "/" + created.json().path("id").asLong())
                            .json()
                            .path("number_of_entries")
                            .asInt(-1))
                    .isZero();
        }

        @Test
        void listsSets() {
            assertThat(client.get(SETS + "?fields=id,name&filter=" + encode("entry_type = \"NUM\""))
                            .json())
                    .extracting(JsonNode::size)
                    .containsExactly(2);
        }

        @Test
        void refusesBadEntries() {
            var id = set(BLOCKED).id();

            assertThat(client.postJson(ENTRIES, "{\"collection_id\":" + id + ",\"value\":\"x\"}")
                            .code())
                    .isEqualTo(20006);
            assertThat(client.postJson(ENTRIES, "{\"collection_id\":0,\"value\":\"x\"}")
                            .code())
                    .isEqualTo(20004);
            assertThat(client.postJson(ENTRIES, "{}").status()).isEqualTo(422);
            assertThat(client.get(ENTRIES + "?entry_type=NOTHING").status()).isEqualTo(422);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IP, 192.0.2.1, true",
        "IP, 2001:db8::1, true",
        "IP, 192.0.2.256, false",
        "IP, fe80::zz, false",
        "IP, example.com, false",
        "NUM, -12, true",
        "NUM, 1x, false",
        "PORT, 65536, false",
        "PORT, 22, true",
        "ALN, anything, true",
        "CIDR, 10.0.0.0/8, true",
        "CIDR, 10.0.0.0, false",
    })
    void aTypeAcceptsItsValues(ReferenceSet.ElementType type, String value, boolean accepted) {
        assertThat(type.accepts(value)).isEqualTo(accepted);
    }

    @Test
    void comparisonDependsOnTheType() {
        assertThat(set("Leavers").contains("m.mueller")).isTrue();
        assertThat(set("File Hashes").contains(DemoEvents.SEEN_SHA256.toUpperCase(Locale.ROOT)))
                .isFalse();
        assertThat(set("Event Ids").contains("04624")).isTrue();
    }
}
