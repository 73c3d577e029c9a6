package io.tr05.qradar.browser;

import java.util.Locale;

/** Which colours a visitor prefers. */
enum ColorScheme {
    LIGHT,
    DARK;

    String cssName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
