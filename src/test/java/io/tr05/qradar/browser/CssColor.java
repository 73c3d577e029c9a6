package io.tr05.qradar.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A colour without transparency, from 0 to 255 each; and how well it can be told from another, as WCAG 2.2 defines it. */
record CssColor(int red, int green, int blue) {

    private static final Pattern RGB = Pattern.compile("rgb\\((\\d+), (\\d+), (\\d+)\\)");

    /** Of the form in which browsers give it, {@code rgb(1, 2, 3)}. */
    static CssColor of(String css) {
        Matcher rgb = RGB.matcher(css);
        if (!rgb.matches()) {
            throw new IllegalArgumentException("not a colour without transparency: " + css);
        }
        return new CssColor(
                Integer.parseInt(rgb.group(1)), Integer.parseInt(rgb.group(2)), Integer.parseInt(rgb.group(3)));
    }

    /** From 1, for the same colour, to 21, for black and white. */
    double contrast(CssColor other) {
        double lighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (lighter + 0.05) / (darker + 0.05);
    }

    /** From 0, black, to 1, white. */
    double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
