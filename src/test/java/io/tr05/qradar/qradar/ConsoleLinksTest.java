package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.testing.ViewerLink;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleLinksTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final List<ColumnMatch> MATCHES = List.of(
            new ColumnMatch(new Column("sourceip", ""), List.of("192.0.2.1"), false),
            new ColumnMatch(new Column("Odd % & + Name", ""), List.of("O'Brien + 100% é"), false));

    @ParameterizedTest
    @CsvSource({
        "siem.example.com, https://siem.example.com/console/do/ariel/arielSearch",
        "siem.example.com:8443, https://siem.example.com:8443/console/do/ariel/arielSearch",
        "192.0.2.7, https://192.0.2.7/console/do/ariel/arielSearch",
        "2001:db8::7, https://[2001:db8::7]/console/do/ariel/arielSearch",
        "[2001:db8::7]:8443, https://[2001:db8::7]:8443/console/do/ariel/arielSearch",
    })
    void leadsToTheTenantsConsole(String server, String page) {
        assertThat(link(server).toString()).startsWith(page + "?appName=EventViewer&pageId=EventList");
    }

    @ParameterizedTest
    @ValueSource(strings = {"value(%s)", "values['%s']"})
    void holdsTheSearchInTheFormOfOlderAndOfNewerConsoles(String form) {
        assertThat(ViewerLink.of(link("siem.example.com").toString()).parameters())
                .containsEntry(form.formatted("timeRangeType"), "aqlTime")
                .containsEntry(form.formatted("searchMode"), "AQL")
                .containsEntry(form.formatted("aql"), Aql.forViewer(MATCHES, WEEK));
    }

    @Test
    void opensTheEventViewerWithNothingElse() {
        assertThat(ViewerLink.of(link("siem.example.com").toString()).parameters())
                .containsEntry("appName", "EventViewer")
                .containsEntry("pageId", "EventList")
                .containsEntry("dispatch", "performSearch")
                .hasSize(9);
    }

    @Test
    void isWrittenInAsciiWithoutQuotesOrSpaces() {
        assertThat(link("siem.example.com").toString()).matches("[A-Za-z0-9:/?&=().%~_-]+");
    }

    @Test
    void opensTheAssetOfAnAddress() {
        ConsoleLinks links = new ConsoleLinks(ConsoleAddress.parse("siem.example.com:8443"));

        assertThat(links.asset("192.0.2.1"))
                .hasToString("https://siem.example.com:8443/console/do/assetprofile/AssetDetails"
                        + "?dispatch=viewAssetDetailsFromIp&ipAddress=192.0.2.1&listName=vulnList");
        assertThat(links.asset("2001:db8:0:0:0:0:0:1").getQuery()).contains("&ipAddress=2001:db8:0:0:0:0:0:1&");
    }

    private static URI link(String server) {
        return new ConsoleLinks(ConsoleAddress.parse(server)).eventViewer(MATCHES, WEEK);
    }
}
