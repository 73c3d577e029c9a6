package io.tr05.qradar.config;

/** Patterns with a sign for any text and one for any character; all else stands for itself, and case matters. */
public final class Wildcards {

    private Wildcards() {}

    /**
     * Whether a text is as a pattern says. Takes time in proportion to the product of the lengths at most, since the text may
     * be a stranger's.
     *
     * @param pattern the pattern
     * @param any stands for any text in it, also none
     * @param one stands for any one character in it
     * @param text what may match
     */
    public static boolean match(String pattern, char any, char one, String text) {
        int[] wanted = pattern.codePoints().toArray();
        int[] given = text.codePoints().toArray();
        int inPattern = 0;
        int at = 0;
        int star = -1;
        int retry = 0;
        while (at < given.length) {
            if (inPattern < wanted.length && wanted[inPattern] == any) {
                star = inPattern++;
                retry = at;
            } else if (inPattern < wanted.length && (wanted[inPattern] == one || wanted[inPattern] == given[at])) {
                inPattern++;
                at++;
            } else if (star >= 0) {
                inPattern = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (inPattern < wanted.length && wanted[inPattern] == any) {
            inPattern++;
        }
        return inPattern == wanted.length;
    }
}
