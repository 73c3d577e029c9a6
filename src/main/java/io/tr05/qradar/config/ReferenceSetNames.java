package io.tr05.qradar.config;

import java.util.List;

/**
 * The names of the reference sets that the relay may change. In a pattern {@code *} is any text and {@code ?} any one
 * character; all else stands for itself, and case matters.
 *
 * @param patterns one of which a name has to match; none: every name is allowed
 */
public record ReferenceSetNames(List<String> patterns) {

    private static final int LONGEST_PATTERN = 1_024;

    public ReferenceSetNames {
        patterns = List.copyOf(patterns);
    }

    /** No restriction. */
    public static ReferenceSetNames any() {
        return new ReferenceSetNames(List.of());
    }

    /** Whether the set of this name may be changed. */
    public boolean allows(String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> Wildcards.match(pattern, '*', '?', name));
    }

    /** One item of the setting. */
    static String pattern(String text) {
        if (text.length() > LONGEST_PATTERN) {
            throw SettingFault.of("is longer than the name of a reference set");
        }
        if (isQuote(text.charAt(0)) || isQuote(text.charAt(text.length() - 1))) {
            throw SettingFault.of(
                    "has a quote mark at its end, which would be part of the name: leave it out (a ? stands for"
                            + " one that is)");
        }
        return text;
    }

    /** Shells take such marks away; files of settings, as for containers, do not. */
    private static boolean isQuote(char character) {
        return character == '"' || character == '\'';
    }
}
