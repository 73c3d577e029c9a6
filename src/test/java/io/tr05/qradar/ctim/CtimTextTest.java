package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CtimTextTest {

    @Nested
    class Cut {

        @ParameterizedTest
        @CsvSource({
            "abcd, 4, abcd",
            "abcde, 4, abc…",
            "abcde, 1, …",
            "ab🦊, 4, ab🦊",
            "abc🦊, 4, abc…",
            "ab🦊d, 4, ab…",
            "a🦊cd, 4, a🦊…",
            "🦊🦊, 2, …",
        })
        void fitsAndNeverSplitsACharacter(String text, int most, String cut) {
            assertThat(CtimText.cut(text, most)).isEqualTo(cut).hasSizeLessThanOrEqualTo(most);
        }
    }

    @Nested
    class OneLine {

        @ParameterizedTest
        @ValueSource(
                strings = {"a\nb", "a\r\nb", "a\tb", "a\u0000b", "a\u001b\u0007b", "a\u007fb", "a\u2028b", "a\u2029b"})
        void hasASpaceForLineBreaksAndControls(String text) {
            assertThat(CtimText.oneLine(text)).isEqualTo("a b");
        }

        @Test
        void hasNoSpaceAround() {
            assertThat(CtimText.oneLine("\n a  b \u0000")).isEqualTo("a  b");
        }
    }

    @Nested
    class Escaped {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Custom Rule Engine-8 :: qradar",
                    "WindowsAuthServer @ dc_01.corp.example",
                    "a_b_c",
                    "größe_ß",
                    "R&D",
                    "a & b",
                    "10.0.0.1 (core)",
                    "Jürgen 🦊",
                    "#1",
                    "1. first",
                    "100%",
                    "\"x\" 'y'",
                })
        void leavesOrdinaryNamesAsThePythonRelaySentThem(String text) {
            assertThat(CtimText.escapeMarkdown(text)).isEqualTo(text);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '"',
                value = {
                    "**bold**, \\*\\*bold\\*\\*",
                    "_em_, \\_em\\_",
                    "a __b__ c, a \\_\\_b\\_\\_ c",
                    "`code`, \\`code\\`",
                    "[x](https://evil.example), \\[x\\](https://evil.example)",
                    "![x](y), !\\[x\\](y)",
                    "<script>, \\<script\\>",
                    "~~gone~~, \\~\\~gone\\~\\~",
                    "a|b, a\\|b",
                    "CORP\\alice, CORP\\\\alice",
                    "\\*, \\\\\\*",
                    "&lt;b&gt;, \\&lt;b\\&gt;",
                    "&#42;, \\&#42;",
                })
        void takesTheMeaningFromWhatMarkdownActsOn(String text, String escaped) {
            assertThat(CtimText.escapeMarkdown(text)).isEqualTo(escaped);
        }

        @Test
        void staysOnOneLineSoThatNoBlockCanBegin() {
            assertThat(CtimText.escapeMarkdown("a\n\n# title\n- item")).isEqualTo("a # title - item");
        }
    }
}
