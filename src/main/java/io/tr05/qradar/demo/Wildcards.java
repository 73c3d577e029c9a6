package io.tr05.qradar.demo;

/** The patterns of LIKE: {@code %} is any text, {@code _} any one character. */
final class Wildcards {

    private Wildcards() {}

    /** Takes time in proportion to the product of the lengths at most. */
    static boolean match(String pattern, String text) {
        int at = 0;
        int inPattern = 0;
        int star = -1;
        int retry = 0;
        while (at < text.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == '%') {
                star = inPattern++;
                retry = at;
            } else if (inPattern < pattern.length() && isSame(pattern.charAt(inPattern), text.charAt(at))) {
                inPattern++;
                at++;
            } else if (star >= 0) {
                inPattern = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(c -> c == '%');
    }

    private static boolean isSame(char pattern, char text) {
        return pattern == '_' || pattern == text;
    }
}
