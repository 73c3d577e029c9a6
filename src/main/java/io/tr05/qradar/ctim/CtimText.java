package io.tr05.qradar.ctim;

import io.tr05.qradar.qradar.Event;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes text from logs fit for CTIM: within its limits, on one line, and plain where Markdown is rendered. */
final class CtimText {

    /** CTIM's limit of {@code title}. */
    static final int SHORT = 1_024;
    /** CTIM's limit of {@code short_description} and {@code source}. */
    static final int MEDIUM = 2_048;
    /** CTIM's limit of {@code description}. */
    static final int LONG = 5_000;

    private static final String CUT = "…";
    private static final Pattern LINE_BREAKS_AND_CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    /**
     * What CTIM's text can't hold; a tab and a line feed it can. A surrogate without the other, which no encoding can write, is
     * of a log line that was cut within a character.
     */
    private static final Pattern NO_CHARACTER = Pattern.compile("[\\p{Cs}\\p{Cc}&&[^\t\n]]");

    /**
     * What Markdown would act on. An underscore between letters or digits is no emphasis (CommonMark 0.31, section 6.2) and
     * stays as it is, so that names like {@code dc_01} keep 1.0.2's value.
     */
    private static final Pattern MARKDOWN =
            Pattern.compile("[\\\\*`\\[\\]<>~|]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|&(?=#?[A-Za-z0-9]+;)");

    private CtimText() {}

    /**
     * At most that many UTF-16 units, never cut through a character; what was cut off is marked.
     *
     * @param most CTIM's limit, at least 1
     */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - CUT.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + CUT;
    }

    /** The text with a sign for each control character and each half of a character, else as it is. */
    static String visible(String text) {
        return isPlain(text) ? text : NO_CHARACTER.matcher(text).replaceAll("\ufffd");
    }

    /** The text without line breaks and other control characters, and without halves of characters. */
    static String oneLine(String text) {
        String line = isPlain(text)
                ? text
                : visible(LINE_BREAKS_AND_CONTROLS.matcher(text).replaceAll(" "));
        return line.strip();
    }

    /** A column's value on one line; empty where there is nothing to see. */
    static Optional<String> oneLine(Event event, String column) {
        return event.text(column).map(CtimText::oneLine).filter(line -> !line.isEmpty());
    }

    /** Whether there is nothing but printable ASCII in it, as in most logs; the patterns take many times as long. */
    private static boolean isPlain(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < ' ' || character > '~') {
                return false;
            }
        }
        return true;
    }

    /** The text as Markdown that renders as the text. */
    static String escapeMarkdown(String text) {
        return MARKDOWN.matcher(oneLine(text)).replaceAll("\\\\$0");
    }
}
