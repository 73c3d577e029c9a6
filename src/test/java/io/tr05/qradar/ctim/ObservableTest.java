package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.config.ObservableTypes;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservableTest {

    private static final ObservableTypes TYPES = ObservableTypes.builtIn();

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"192.0.2.1,192.0.2.1", " 192.0.2.1 ,192.0.2.1", "2001:DB8::1,2001:DB8::1"})
    void keepsTheValueAsItWasSentLessSpaceAround(String sent, String value) {
        assertThat(of("ip", sent).orElseThrow().value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ip            | 192.0.2.1                 | 192.0.2.1
            ip            | ::ffff:192.0.2.1          | 192.0.2.1
            ip            | 2001:DB8::1               | 2001:db8:0:0:0:0:0:1
            ipv6          | 2001:db8:0:0:0:0:0:1      | 2001:db8:0:0:0:0:0:1
            ipv6          | ::ffff:192.0.2.1          | 192.0.2.1
            mac_address   | aa:bb:cc:dd:ee:0f         | AA:BB:CC:DD:EE:0F
            mac_address   | AA-BB-CC-DD-EE-0F         | AA:BB:CC:DD:EE:0F
            mac_address   | aabb.ccdd.ee0f            | AA:BB:CC:DD:EE:0F
            mac_address   | AABBCCDDEE0F              | AA:BB:CC:DD:EE:0F
            user          | CORP\\Alice               | corp\\alice
            user          | O'Brien                   | o'brien
            hostname      | DC01.Corp.Example.        | dc01.corp.example
            hostname      | WIN_10-A                  | win_10-a
            domain        | Update-Check.Example.     | update-check.example
            domain        | Bücher.example            | xn--bcher-kva.example
            domain        | _dmarc.example.com        | _dmarc.example.com
            url           | HTTP://Example.com/A?b=c  | HTTP://Example.com/A?b=c
            md5           | 0123456789ABCDEF0123456789abcdef                                 | 0123456789abcdef0123456789abcdef
            sha1          | 0123456789abcdef0123456789abcdef01234567                         | 0123456789abcdef0123456789abcdef01234567
            sha256        | 5FECEB66FFC86F38D952786C6D696C79C2DBC239DD4E91B46729D73A27FB57E9 | 5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9
            email         | Alice@Example.com         | alice@example.com
            email_subject | Re: Überweisung 100%      | re: überweisung 100%
            file_name     | Report (1).PDF            | report (1).pdf
            file_path     | C:\\Temp\\A.exe           | c:\\temp\\a.exe
            process_name  | PowerShell.exe            | powershell.exe
            process_path  | /usr/bin/Curl             | /usr/bin/curl
            user_agent    | Mozilla/5.0 (X11; Linux)  | Mozilla/5.0 (X11; Linux)
            """)
    void hasOneFormForAllItsSpellings(String type, String value, String canonical) {
        assertThat(of(type, value)).map(Observable::canonical).contains(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ip            | abc
            ip            | 1.2.3.4' OR 1=1
            ip            | 1.2.3.4/24
            ip            | 0.0.0.0
            ip            | ::
            ip            | ::ffff:0.0.0.0
            ipv6          | 192.0.2.1
            ipv6          | 2001:db8::1/64
            ipv6          | ::
            mac_address   | 00:00:00:00:00:00
            mac_address   | 0000.0000.0000
            mac_address   | aa:bb:cc:dd:ee
            mac_address   | aa:bb-cc:dd:ee:ff
            mac_address   | aabbccddeeff00
            mac_address   | gg:bb:cc:dd:ee:ff
            user          | N/A
            user          | null
            hostname      | two words
            hostname      | 192.0.2.1
            hostname      | a..b
            domain        | 192.0.2.1
            domain        | exa mple.com
            domain        | https://example.com
            domain        | example.com/path
            url           | example.com
            url           | http://
            url           | http://exa mple.com
            md5           | 0123456789abcdef0123456789abcde
            md5           | 0123456789abcdef0123456789abcdefa
            md5           | 0123456789abcdef0123456789abcdeg
            sha1          | 0123456789abcdef0123456789abcdef
            sha256        | 0123456789abcdef0123456789abcdef
            email         | alice
            email         | @example.com
            email         | a b@example.com
            email         | Alice <alice@example.com>
            """)
    void isNoneForAValueThatIsNotOfItsTypeOrMeansNoValue(String type, String value) {
        assertThat(of(type, value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"domain", "hostname"})
    void isNoneForANameOfThousandsOfLabels(String type) {
        String name = "a.".repeat(4_000) + "a";

        assertThat(of(type, name)).isEmpty();
        assertThat(Observable.shownBy(ObservableTypes.builtIn().named(type).orElseThrow(), name))
                .satisfies(shown -> assertThat(shown.orElse(name)).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u001bb", "\ud800"})
    void isNoneForTextThatNoLogLineHolds(String value) {
        assertThat(of("user", value)).isEmpty();
    }

    @Nested
    class IsTheSame {

        @Test
        void howeverItsAddressIsSpelled() {
            assertThat(of("ip", "2001:DB8::1"))
                    .isEqualTo(of("ip", "2001:db8:0:0:0:0:0:1"))
                    .hasSameHashCodeAs(of("ip", "2001:db8:0:0:0:0:0:1"));
        }

        @Test
        void onlyWithTheSameAddress() {
            assertThat(of("ip", "192.0.2.1")).isNotEqualTo(of("ip", "192.0.2.10"));
        }

        @Test
        void onlyUnderTheSameType() {
            assertThat(of("ip", "2001:db8::1")).isNotEqualTo(of("ipv6", "2001:db8::1"));
        }
    }

    @Nested
    class IsSearched {

        @Test
        void inTheColumnsOfItsFamilyWhateverTypeItWasSentAs() {
            assertThat(of("ip", "2001:db8::1").orElseThrow().searched().name()).isEqualTo("ipv6");
            assertThat(of("ipv6", "::ffff:192.0.2.1").orElseThrow().searched().name())
                    .isEqualTo("ip");
        }

        @Test
        void underBothNamesOfAnInternationalDomain() {
            assertThat(of("domain", "bücher.example").orElseThrow().literals())
                    .containsExactly("xn--bcher-kva.example", "bücher.example");
        }

        @Test
        void inReferenceSetsInEachOfItsUsualForms() {
            assertThat(of("ip", "192.0.2.1").orElseThrow().spellings()).containsExactly("192.0.2.1");
            assertThat(of("ip", "2001:DB8::1").orElseThrow().spellings())
                    .containsExactly("2001:db8:0:0:0:0:0:1", "2001:DB8::1", "2001:db8::1");
            assertThat(of("mac_address", "aabb.ccdd.ee0f").orElseThrow().spellings())
                    .hasSize(8)
                    .startsWith("AA:BB:CC:DD:EE:0F", "aabb.ccdd.ee0f")
                    .contains("aa-bb-cc-dd-ee-0f", "AABBCCDDEE0F");
            assertThat(of("domain", "Bücher.example.").orElseThrow().spellings())
                    .containsExactly(
                            "xn--bcher-kva.example",
                            "Bücher.example.",
                            "XN--BCHER-KVA.EXAMPLE",
                            "bücher.example",
                            "BÜCHER.EXAMPLE");
            assertThat(of("url", "http://a/B").orElseThrow().spellings()).containsExactly("http://a/B", "http://a/b");
            assertThat(of("user", "alice").orElseThrow().spellings()).containsExactly("alice");
        }

        @Test
        void inTextInEachOfItsUsualForms() {
            assertThat(of("ipv6", "2001:DB8::1").orElseThrow().textLiterals())
                    .containsExactly("2001:db8:0:0:0:0:0:1", "2001:db8::1");
            assertThat(of("mac_address", "AABBCCDDEE0F").orElseThrow().textLiterals())
                    .containsExactly("aa:bb:cc:dd:ee:0f", "aa-bb-cc-dd-ee-0f", "aabb.ccdd.ee0f", "aabbccddee0f");
            assertThat(of("ip", "192.0.2.1").orElseThrow().textLiterals()).containsExactly("192.0.2.1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ip, 192.0.2.1, 192.0.2.1, true",
        "ip, 192.0.2.1, ::ffff:192.0.2.1, true",
        "ip, 192.0.2.1, 192.0.2.10, false",
        "ip, 192.0.2.1, 192.0.2.1:80, false",
        "ip, 192.0.2.1, alice, false",
        "ipv6, 2001:db8::1, 2001:db8:0:0:0:0:0:1, true",
        "ipv6, 2001:db8::1, 2001:DB8::1, true",
        "ipv6, 2001:db8::1, 2001:db8::11, false",
        "mac_address, aa:bb:cc:dd:ee:0f, AA-BB-CC-DD-EE-0F, true",
        "user, alice, ALICE, true",
        "user, alice, alice2, false",
        "url, http://a/B, http://a/b, false",
        "domain, bücher.example, BÜCHER.example, true",
        "domain, bücher.example, xn--bcher-kva.example, true",
        "md5, 0123456789abcdef0123456789abcdef, 0123456789ABCDEF0123456789ABCDEF, true",
    })
    void isShownByAColumnsValueThatMeansTheSame(String type, String asked, String column, boolean shown) {
        Observable wanted = of(type, asked).orElseThrow();

        assertThat(Observable.shownBy(wanted.searched(), column)
                        .filter(wanted.canonical()::equals)
                        .isPresent())
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "ip, 192.0.2.1, 192.0.2.1, false, true",
        "ip, 192.0.2.1, 192.0.2.10, false, false",
        "ip, ::ffff:192.0.2.1, 192.0.2.1, false, true",
        "ipv6, ::ffff:192.0.2.1, 192.0.2.1, false, true",
        "ipv6, 2001:db8::1, 2001:DB8:0:0::1, false, true",
        "mac_address, aa:bb:cc:dd:ee:0f, AABBCCDDEE0F, false, true",
        "sha1, b6589fc6ab0dc82cf12099d1c2d40ab994e8410c, B6589FC6AB0DC82CF12099D1C2D40AB994E8410C, false, true",
        "domain, evil.example, EVIL.example., false, true",
        "domain, evil.example, www.evil.example, false, false",
        "url, http://a/B, http://a/b, false, false",
        "url, http://a/B, http://a/b, true, true",
        "user_agent, curl, CURL, false, false",
        "user_agent, curl, CURL, true, true",
        "user_agent, curl, curl/8, true, false",
    })
    void isWrittenAsAnElementThatMeansTheSame(
            String type, String asked, String element, boolean ignoringCase, boolean same) {
        assertThat(of(type, asked).orElseThrow().isWritten(element, ignoringCase))
                .isEqualTo(same);
    }

    private static Optional<Observable> of(String type, String value) {
        return Observable.of(TYPES, TYPES.named(type).orElseThrow(), value);
    }
}
