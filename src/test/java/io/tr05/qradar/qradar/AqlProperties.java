package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** AQL read back by a tokenizer that shares nothing with its builder: no value and no name changes a query's structure. */
class AqlProperties {

    private static final SearchWindow WINDOW = new SearchWindow(1_613_551_886_100L, 1_613_638_286_100L);

    /** The tokens of AQL: literals and identifiers with their quotes doubled, words, numbers, signs. */
    private static final Pattern TOKEN = Pattern.compile(
            "'(?<text>(?:[^']|'')*+)'|\"(?<name>[^\"]*+)\"|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>[0-9]+)"
                    + "|(?<sign>>=|[<=(),*])|(?<space> +)",
            Pattern.DOTALL);

    @Property(tries = 2_000, seed = "20261125")
    void whateverTheValuesTheStructureOfASearchIsThatOfHarmlessOnes(@ForAll("matches") List<ColumnMatch> matches) {
        Parsed parsed = parse(Aql.of(new EventQuery(matches, List.of(), Set.of(), WINDOW, 100)));

        assertThat(parsed.structure())
                .isEqualTo(parse(Aql.of(new EventQuery(harmless(matches), List.of(), Set.of(), WINDOW, 100)))
                        .structure());
        assertThat(parsed.literals()).isEqualTo(values(matches));
    }

    @Property(tries = 1_000, seed = "20261125")
    void whateverTheValuesTheStructureOfALinkToOffensesIsThatOfHarmlessOnes(
            @ForAll("matches") List<ColumnMatch> matches) {
        Parsed parsed = parse(Aql.ofOffensesForViewer(matches, Duration.ofDays(7)));

        assertThat(parsed.structure())
                .isEqualTo(parse(Aql.ofOffensesForViewer(harmless(matches), Duration.ofDays(7)))
                        .structure());
    }

    @Property(tries = 1_000, seed = "20261125")
    void whateverTheValuesTheStructureOfALinkIsIsThatOfHarmlessOnes(@ForAll("matches") List<ColumnMatch> matches) {
        Parsed parsed = parse(Aql.forViewer(matches, Duration.ofDays(7)));

        assertThat(parsed.structure())
                .isEqualTo(parse(Aql.forViewer(harmless(matches), Duration.ofDays(7)))
                        .structure());
        assertThat(parsed.literals()).isEqualTo(values(matches));
    }

    /** What a query is made of: its tokens with each literal as a placeholder, and the literals' values. */
    private record Parsed(List<String> structure, List<String> literals) {}

    private static Parsed parse(String aql) {
        List<String> structure = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        Matcher token = TOKEN.matcher(aql);
        int end = 0;
        while (token.lookingAt()) {
            String text = token.group("text");
            if (text != null) {
                literals.add(text.replace("''", "'"));
                structure.add("a literal");
            } else if (token.group("space") == null) {
                structure.add(token.group());
            }
            end = token.end();
            token.region(end, aql.length());
        }
        assertThat(aql.substring(end)).as("what is no AQL").isEmpty();
        return new Parsed(structure, literals);
    }

    private static List<ColumnMatch> harmless(List<ColumnMatch> matches) {
        return matches.stream()
                .map(match -> new ColumnMatch(
                        match.column(),
                        match.values().stream().map(value -> "x").toList(),
                        match.ignoresCase()))
                .toList();
    }

    /** The values of a query's literals, in its order. */
    static List<String> literals(String aql) {
        return parse(aql).literals();
    }

    static List<String> values(List<ColumnMatch> matches) {
        return matches.stream().flatMap(match -> match.values().stream()).toList();
    }

    @Provide
    Arbitrary<List<ColumnMatch>> matches() {
        return matches(values());
    }

    /** Matches of any columns with some values. */
    static Arbitrary<List<ColumnMatch>> matches(Arbitrary<String> value) {
        return Combinators.combine(names(), value.list().ofMinSize(1).ofMaxSize(4), Arbitraries.of(true, false))
                .as((name, values, ignoresCase) -> new ColumnMatch(new Column(name, ""), values, ignoresCase))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<String> values() {
        Arbitrary<String> hostile = Arbitraries.of(
                        "'",
                        "''",
                        "\\",
                        "\\'",
                        "\"",
                        ")",
                        "(",
                        " OR ",
                        " LIMIT 1",
                        "--",
                        "/*",
                        ";",
                        "\n",
                        "%",
                        "é",
                        "🦊",
                        "a")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(hostile, Arbitraries.strings().ofMaxLength(30));
    }

    /** Any name that a console may list: {@code ConsoleColumns} are without double quotes. */
    private static Arbitrary<String> names() {
        Arbitrary<String> hostile =
                Arbitraries.of("sourceip", "URL Host", "Bob's", "a) OR (b", "LIMIT", "x'--", "Größe");
        Arbitrary<String> any =
                Arbitraries.strings().ofMinLength(1).ofMaxLength(20).map(name -> name.replace('"', '_'));
        return Arbitraries.oneOf(hostile, any);
    }
}
