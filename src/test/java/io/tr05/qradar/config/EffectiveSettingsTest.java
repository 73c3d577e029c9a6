package io.tr05.qradar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What whoever starts the relay is told of its settings. */
class EffectiveSettingsTest {

    private static EffectiveSettings settings(Map<String, String> environment) {
        return RelayConfig.from(environment).settings();
    }

    @Test
    void whatTheEnvironmentGivesIsToldApartFromDefaults() {
        EffectiveSettings settings = settings(Map.of("RELAY_PORT", "9443"));

        assertThat(settings.given()).containsExactly(Map.entry("RELAY_PORT", "9443"));
        assertThat(settings.defaults())
                .containsEntry("RELAY_ADMIN_PORT", "9091")
                .doesNotContainKey("RELAY_PORT");
    }

    @Test
    void listsAreShownAsTheyCanBeSet() {
        assertThat(settings(Map.of()).defaults().get("RELAY_JWKS_HOSTS"))
                .startsWith("visibility.amp.cisco.com,visibility.eu.amp.cisco.com,");
    }

    @Test
    void aSettingWithoutValueIsLeftOut() {
        assertThat(settings(Map.of("QRADAR_HOSTS", " ")).given()).isEmpty();
        assertThat(settings(Map.of()).defaults()).doesNotContainKeys("QRADAR_HOSTS", "RELAY_PUBLIC_URL");
    }
}
