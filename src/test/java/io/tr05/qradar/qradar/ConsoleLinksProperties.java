package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.testing.ViewerLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Links read back as a console reads them: no value changes a parameter, and none gets out of its literal. */
class ConsoleLinksProperties {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final ConsoleLinks LINKS = new ConsoleLinks(ConsoleAddress.parse("siem.example.com"));

    @Property(tries = 1_000, seed = "20261125")
    void whateverTheValuesBothFormsHoldTheSearchAndNothingElseIsAdded(@ForAll("matches") List<ColumnMatch> matches) {
        String link = LINKS.eventViewer(matches, WEEK).toString();

        assertThat(link).matches("[A-Za-z0-9:/?&=().%~_-]+");
        assertThat(ViewerLink.of(link).aql()).isEqualTo(Aql.forViewer(matches, WEEK));
        assertThat(AqlProperties.literals(ViewerLink.of(link).aql())).isEqualTo(AqlProperties.values(matches));
    }

    @Property(tries = 1_000, seed = "20261125")
    void whateverTheValuesTheSearchForOffensesIsOneForOffenses(@ForAll("matches") List<ColumnMatch> matches) {
        String aql =
                ViewerLink.of(LINKS.offenseEvents(matches, WEEK).toString()).aql();

        assertThat(aql)
                .isEqualTo(Aql.ofOffensesForViewer(matches, WEEK))
                .endsWith(") AND hasoffense = 'true' LAST 7 DAYS");
        assertThat(AqlProperties.literals(aql))
                .startsWith(AqlProperties.values(matches).toArray(String[]::new))
                .endsWith("true");
    }

    /** Of what can be sent over HTTP at all: halves of characters can't, and are no observables. */
    @Provide
    Arbitrary<List<ColumnMatch>> matches() {
        Arbitrary<String> hostile = Arbitraries.of(
                        "'",
                        "''",
                        "&",
                        "&value(aql)=",
                        "&values['aql']=",
                        "=",
                        "#",
                        "?",
                        "%27",
                        "%",
                        "+",
                        " ",
                        "\\",
                        "\n",
                        "é",
                        "🦊",
                        "a")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
        Arbitrary<String> values = Arbitraries.oneOf(
                hostile, Arbitraries.strings().ofMaxLength(30).filter(ConsoleLinksProperties::isWhole));
        return AqlProperties.matches(values).filter(matches -> matches.stream()
                .allMatch(match -> isWhole(match.column().name())));
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
