package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventGradesTest {

    private final Mapped mapped = Mapped.with();

    @ParameterizedTest
    @CsvSource({
        "0, Info",
        "1, Low",
        "3, Low",
        "4, Medium",
        "6, Medium",
        "7, High",
        "9, High",
        "10, Critical",
        "11, Unknown",
        "-1, Unknown",
        "3.0, Low"
    })
    void theSeverityOfTheEventIsInCtimsWords(String severity, String word) {
        assertThat(mapped.sighting("severity", severity, "magnitude", "10").getSeverity())
                .hasToString(severity.equals("10") ? "Critical" : word);
    }

    @Test
    void theMagnitudeStandsInForASeverityThatIsMissing() {
        assertThat(mapped.sighting("magnitude", "8").getSeverity()).hasToString("High");
    }

    @Test
    void noSeverityIsMadeUp() {
        assertThat(mapped.sighting("severity", "high").getSeverity()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Firewall Deny, blocked",
        "ACL Deny, blocked",
        "Access Denied, blocked",
        "Web Traffic Blocked, blocked",
        "Misc Reject, blocked",
        "Firewall Permit, allowed",
        "Web Traffic Allowed, allowed",
        "Access Permitted, allowed",
        "Malware Quarantined, contained"
    })
    void theResolutionIsWhatTheCategorySays(String category, String resolution) {
        assertThat(mapped.sighting("category_name", category).getResolution()).hasToString(resolution);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Denial of Service", "User Login Failure", "Blocklist Update", "Deny Permit", "", "12"})
    void noResolutionIsMadeUp(String category) {
        assertThat(mapped.sighting("category_name", category).getResolution()).isNull();
    }
}
