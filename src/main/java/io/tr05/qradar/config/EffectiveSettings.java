package io.tr05.qradar.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings in force, as texts by the names of their variables, for whoever starts the relay. None of them is a secret:
 * passwords and tokens come with each call, and of the relay's own key there is the name of the file.
 *
 * @param given by the environment
 * @param defaults those left as they are; what has no value is not among them
 */
public record EffectiveSettings(Map<String, String> given, Map<String, String> defaults) {

    /** All of them, in the order of the table. */
    static EffectiveSettings of(SettingsReader settings, Map<String, String> environment) {
        Map<String, String> given = new LinkedHashMap<>();
        Map<String, String> defaults = new LinkedHashMap<>();
        Map<String, String> byKey = Setting.given(environment);
        for (Setting setting : Setting.values()) {
            String text = settings.shown(setting);
            if (!text.isEmpty()) {
                (byKey.containsKey(setting.key()) ? given : defaults).put(setting.name(), text);
            }
        }
        return new EffectiveSettings(given, defaults);
    }
}
