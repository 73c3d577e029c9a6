package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRequestTest {

    private static final ConsoleRequest GET = ConsoleRequest.get(Role.ANY, "/help/versions");
    private static final ConsoleRequest POST = ConsoleRequest.post(Role.LOG_ACTIVITY, "/ariel/searches");

    @Nested
    class Target {

        @Test
        void isBelowApi() {
            assertThat(GET.target()).isEqualTo("/api/help/versions");
        }

        @Test
        void holdsTheParametersInTheirOrder() {
            assertThat(GET.query("b", "1").query("a", "2").target()).isEqualTo("/api/help/versions?b=1&a=2");
        }

        @ParameterizedTest
        @CsvSource({
            "value=\"192.0.2.1\", value%3D%22192.0.2.1%22",
            "a b, a%20b",
            "a+b, a%2Bb",
            "a&b=c#d, a%26b%3Dc%23d",
            "100%, 100%25",
            "a*b~c, a%2Ab~c",
            "é🦊, %C3%A9%F0%9F%A6%8A",
            "columns(name), columns%28name%29",
        })
        void encodesAllButUnreservedCharactersOfAValue(String value, String encoded) {
            assertThat(GET.query("filter", value).target()).isEqualTo("/api/help/versions?filter=" + encoded);
        }

        @Test
        void holdsALineBreakOnlyEncoded() {
            assertThat(GET.query("filter", "a\r\nb").target()).isEqualTo("/api/help/versions?filter=a%0D%0Ab");
        }
    }

    @Nested
    class FormBody {

        @ParameterizedTest
        @CsvSource({
            "SELECT * FROM events, SELECT+*+FROM+events",
            "a+b&c=d, a%2Bb%26c%3Dd",
            "100%, 100%25",
            "é, %C3%A9",
        })
        void isFormEncoded(String value, String encoded) {
            assertThat(POST.form("query_expression", value).formBody()).isEqualTo("query_expression=" + encoded);
        }

        @Test
        void holdsTheFieldsInTheirOrder() {
            assertThat(POST.form("value", "192.0.2.1").form("source", "x y").formBody())
                    .isEqualTo("value=192.0.2.1&source=x+y");
        }

        @Test
        void isAbsentUnlessThereAreFields() {
            assertThat(POST.form()).isEmpty();
        }
    }

    @Nested
    class PathSegment {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "plain-Name_1.0~x, plain-Name_1.0~x",
                    "SecureX Investigation, SecureX%20Investigation",
                    "a/b, a%252Fb",
                    "100%, 100%2525",
                    "%2F, %25252F",
                    "a+b, a%252Bb",
                    "a?b#c, a%253Fb%2523c",
                    "a&b=c;d, a%2526b%253Dc%253Bd",
                    "'(x)', %2527%2528x%2529%2527",
                    "\"q\", %22q%22",
                    "a*b!, a%252Ab%2521",
                    "Größe 🦊, Gr%C3%B6%C3%9Fe%20%F0%9F%A6%8A",
                    "2001:db8:0:0:0:0:0:1, 2001%253Adb8%253A0%253A0%253A0%253A0%253A0%253A1",
                    "192.0.2.1, 192.0.2.1",
                    "., %252E",
                    ".., %252E%252E",
                    "..., ...",
                })
        void encodesReservedCharactersTwiceAndOthersOnce(String name, String segment) {
            assertThat(ConsoleRequest.pathSegment(name)).isEqualTo(segment);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a/b c", "100% + more", "../../sets", "Größe:🦊", "a\nb"})
        void isTheNameAgainWhenDecodedTwice(String name) {
            String once = decoded(ConsoleRequest.pathSegment(name));

            assertThat(decoded(once.replace("+", "%2B"))).isEqualTo(name);
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    @Test
    void asksForAPageWithBothEndsIncluded() {
        assertThat(GET.items(0, 49).headers()).containsEntry("Range", "items=0-49");
    }

    @Test
    void isMadeStepByStepWithoutChangingTheOneBefore() {
        assertThat(GET.query("a", "1")).isNotEqualTo(GET);
        assertThat(GET.target()).isEqualTo("/api/help/versions");
    }

    @Test
    void mayBeSentAgainUnlessItIsAPost() {
        assertThat(GET.isIdempotent()).isTrue();
        assertThat(ConsoleRequest.delete(Role.ANY, "/x").isIdempotent()).isTrue();
        assertThat(POST.isIdempotent()).isFalse();
    }
}
