package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.wire.Relation;
import io.tr05.qradar.wire.RelationInfo;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRelationsTest {

    private static final String SHA256 = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";

    private final Mapped mapped = Mapped.with();

    @Test
    void thePythonRelaysRelationStaysFirst() {
        assertThat(relations(
                        "sourceip",
                        "192.0.2.1",
                        "destinationip",
                        "198.51.100.7",
                        "username",
                        "alice",
                        "URL Host",
                        "www.example.com"))
                .containsExactly(
                        "ip:192.0.2.1 Connected_To ip:198.51.100.7",
                        "ip:192.0.2.1 Used_By user:alice",
                        "ip:192.0.2.1 Connected_To domain:www.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "sourcev6, 2001:db8:0:0:0:0:0:1, destinationv6, 2001:db8:0:0:0:0:0:2,"
                + " ipv6:2001:db8:0:0:0:0:0:1 Connected_To ipv6:2001:db8:0:0:0:0:0:2",
        "identityip, 10.0.0.5, username, alice, ip:10.0.0.5 Used_By user:alice",
        "identityhostname, ws-1, username, alice, hostname:ws-1 Used_By user:alice",
        "Machine Identifier, ws-1, username, alice, hostname:ws-1 Used_By user:alice",
        "identityhostname, ws-1, identityip, 10.0.0.5, hostname:ws-1 Resolved_To ip:10.0.0.5",
        "Source Host Name, ws-1, sourceip, 10.0.0.5, hostname:ws-1 Resolved_To ip:10.0.0.5",
        "Destination Hostname, srv, destinationip, 10.0.0.9, hostname:srv Resolved_To ip:10.0.0.9",
        "destinationip, 10.0.0.9, destinationmac, 02:00:5E:00:00:01, ip:10.0.0.9 Related_To mac_address:02:00:5E:00:00:01",
        "URL, https://www.example.com/a, UrlHost, www.example.com,"
                + " url:https://www.example.com/a Contains domain:www.example.com",
        "URL, https://192.0.2.9/a, URL Host, 192.0.2.9, url:https://192.0.2.9/a Contains ip:192.0.2.9",
        "Filename, a.exe, MD5 Hash, cfcd208495d565ef66e7dff9f98764da,"
                + " file_name:a.exe Related_To md5:cfcd208495d565ef66e7dff9f98764da",
        "Filename, a.exe, SHA1 Hash, b6589fc6ab0dc82cf12099d1c2d40ab994e8410c,"
                + " file_name:a.exe Related_To sha1:b6589fc6ab0dc82cf12099d1c2d40ab994e8410c",
        "Filename, a.exe, File Hash, " + SHA256 + ", file_name:a.exe Related_To sha256:" + SHA256,
        "Sender, a@example.com, Recipient, b@example.com, email:a@example.com Sent_To email:b@example.com"
    })
    void whatStandsOnBothSidesIsRelated(
            String source, String sourceValue, String related, String relatedValue, String relation) {
        assertThat(relations(source, sourceValue, related, relatedValue)).containsExactly(relation);
    }

    @Test
    void addressesBeforeAndAfterNatAreRelatedWithAReason() {
        List<Relation> relations = mapped.sighting(
                        "prenatsourceip", "10.0.0.5", "postnatsourceip", "192.0.2.1", "destinationip", "198.51.100.7")
                .getRelations();

        assertThat(relations).singleElement().satisfies(relation -> {
            assertThat(shown(relation)).isEqualTo("ip:10.0.0.5 Related_To ip:192.0.2.1");
            assertThat(relation.getRelationInfo())
                    .extracting(RelationInfo::getDescription, InstanceOfAssertFactories.STRING)
                    .contains("NAT");
        });
    }

    @Test
    void anAddressThatNatLeftAsItWasIsRelatedToNothing() {
        assertThat(relations("prenatsourceip", "10.0.0.5", "postnatsourceip", "10.0.0.5"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Filename, a.exe, MD5 Hash, unknown",
        "Sender, a@example.com, Recipient, a@example.com",
        "Sender, MAILER-DAEMON, Recipient, a@example.com",
        "URL, /index.html, URL Host, www.example.com",
        "sourceip, 10.0.0.5, username, N/A"
    })
    void whatIsMissingOrNoValueOfItsTypeOrTheSameOnBothSidesIsNotRelated(
            String source, String sourceValue, String related, String relatedValue) {
        assertThat(relations(source, sourceValue, related, relatedValue)).isEmpty();
    }

    @Test
    void theObservableAskedForIsWrittenAsThePlatformWroteIt() {
        assertThat(mapped
                        .sighting(
                                Mapped.observable("ip", "2001:DB8::1"),
                                "sourcev6",
                                "2001:db8:0:0:0:0:0:1",
                                "destinationv6",
                                "2001:db8:0:0:0:0:0:2")
                        .getRelations()
                        .stream()
                        .map(EventRelationsTest::shown))
                .containsExactly("ip:2001:DB8::1 Connected_To ipv6:2001:db8:0:0:0:0:0:2");
    }

    private List<String> relations(String... columns) {
        return mapped.sighting(columns).getRelations().stream()
                .map(EventRelationsTest::shown)
                .toList();
    }

    private static String shown(Relation relation) {
        return relation.getSource().getType() + ":" + relation.getSource().getValue() + " " + relation.getRelation()
                + " " + relation.getRelated().getType() + ":"
                + relation.getRelated().getValue();
    }
}
