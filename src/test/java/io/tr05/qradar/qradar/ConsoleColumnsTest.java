package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.qradar.ConsoleColumns.Column;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleColumnsTest {

    private static final Column SOURCE_IP = new Column("sourceIP", "Host");
    private static final Column NAT = new Column("NAT Address", "HOST");
    private static final Column USER = new Column("username", "String");
    private static final ConsoleColumns COLUMNS = new ConsoleColumns(List.of(USER, NAT, SOURCE_IP));

    @ParameterizedTest
    @ValueSource(strings = {"sourceip", "SOURCEIP", "sourceIP"})
    void findsAColumnInAnyCaseAndKeepsTheConsolesSpelling(String name) {
        assertThat(COLUMNS.named(name)).hasValue(SOURCE_IP);
    }

    @Test
    void findsAColumnWhateverTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(COLUMNS.named("SOURCEIP")).hasValue(SOURCE_IP);
        } finally {
            Locale.setDefault(before);
        }
    }

    /** By which a search knows whether to try again with what the console has now. */
    @Test
    void areEqualIfTheyNameTheSameColumns() {
        assertThat(COLUMNS)
                .isEqualTo(new ConsoleColumns(List.of(USER, NAT, SOURCE_IP)))
                .hasSameHashCodeAs(new ConsoleColumns(List.of(USER, NAT, SOURCE_IP)))
                .isNotEqualTo(new ConsoleColumns(List.of(USER, NAT)))
                .isNotEqualTo(List.of(USER, NAT, SOURCE_IP));
        assertThat(COLUMNS.hashCode()).isNotZero();
    }

    @Test
    void lacksWhatTheConsoleLacks() {
        assertThat(COLUMNS.named("sourcev6")).isEmpty();
    }

    @Test
    void knowsTheAddressesByTheirTypeInTheConsolesOrder() {
        assertThat(COLUMNS.ofType("host")).containsExactly(NAT, SOURCE_IP);
    }

    @Test
    void takesTheFirstOfTwoThatDifferInCaseOnly() {
        var columns = new ConsoleColumns(List.of(SOURCE_IP, new Column("SOURCEIP", "Host")));

        assertThat(columns.ofType("host")).containsExactly(SOURCE_IP);
    }
}
