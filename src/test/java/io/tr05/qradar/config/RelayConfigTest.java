package io.tr05.qradar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayConfigTest {
    private static List<String> faults(Map<String, String> environment) {
        return catchThrowableOfType(ConfigurationException.class, () -> RelayConfig.from(environment))
                .faults();
    }

    private static List<String> faults(String variable, String value) {
        return faults(Map.of(variable, value));
    }

    @Nested
    class WithNothingSet {
        private final RelayConfig config = RelayConfig.from(Map.of());

        @Test
        void listensOn9090And9091OfAllAddresses() {
            assertThat(config.listen())
                    .isEqualTo(new ListenConfig(
                            "0.0.0.0", 9090, 9091, Optional.empty(), new AllowedOrigins(Set.of()), Optional.empty()));
        }

        @Test
        void sightingsAreThoseOfThePythonRelay() {
            assertThat(config.sightings().confidence()).isEqualTo(SightingConfig.Confidence.HIGH);
            assertThat(config.sightings().targets()).isEqualTo(SightingConfig.Targets.SOURCE);
            assertThat(config.sightings().merge()).isFalse();
            assertThat(config.sightings().internalNetworks())
                    .extracting(CidrBlock::toString)
                    .containsExactly("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");
        }

        @Test
        void believesCiscosHosts() {
            assertThat(config.issuers().hosts())
                    .extracting(HostPattern::toString)
                    .containsExactly(
                            "visibility.amp.cisco.com",
                            "visibility.eu.amp.cisco.com",
                            "visibility.apjc.amp.cisco.com",
                            "visibility.*.cisco.com");
            assertThat(config.issuers().trust()).isEqualTo(TlsTrust.jdk());
            assertThat(config.issuers().allowLoopback()).isFalse();
        }

        @Test
        void searchesAnyConsoleWithFullVerification() {
            assertThat(config.console())
                    .isEqualTo(new ConsoleConfig(
                            TlsTrust.jdk(),
                            ConsoleHosts.any(),
                            false,
                            "26.0",
                            Duration.ofDays(7),
                            List.of(Duration.ofDays(1)),
                            Duration.ofSeconds(50),
                            4,
                            64_000_000,
                            Duration.ofSeconds(5)));
        }

        @Test
        void logsReadableLinesAtInfo() {
            assertThat(config.log()).isEqualTo(new LogConfig(LogFormat.TEXT, Level.INFO));
            assertThat(config.maxObservables()).isEqualTo(1000);
            assertThat(config.maxSightings()).isEqualTo(10_000);
            assertThat(config.callBounds()).isEqualTo(new CallBounds(64, 32));
        }

        @Test
        void mayChangeEveryReferenceSet() {
            assertThat(config.referenceSets()).isEqualTo(ReferenceSetNames.any());
            assertThat(config.referenceSets().allows("any / set")).isTrue();
        }

        @Test
        void warnsThatTheAudienceFollowsTheHostHeader() {
            assertThat(config.warnings()).singleElement().asString().startsWith("RELAY_PUBLIC_URL is not set");
        }
    }

    @Nested
    class WithVariables {
        @Test
        void sightingsAreMadeAsTheOperatorWishes() {
            SightingConfig sightings = RelayConfig.from(Map.of(
                            "RELAY_SIGHTING_CONFIDENCE", "medium",
                            "RELAY_SIGHTING_TARGETS", "Internal",
                            "RELAY_SIGHTING_MERGE", "true",
                            "RELAY_INTERNAL_NETWORKS", "203.0.113.0/24,2001:db8::/32,192.0.2.7"))
                    .sightings();

            assertThat(sightings.confidence()).isEqualTo(SightingConfig.Confidence.MEDIUM);
            assertThat(sightings.targets()).isEqualTo(SightingConfig.Targets.INTERNAL);
            assertThat(sightings.merge()).isTrue();
            assertThat(sightings.internalNetworks())
                    .extracting(CidrBlock::toString)
                    .containsExactly("203.0.113.0/24", "2001:db8::/32", "192.0.2.7/32");
        }

        @Test
        void theyOverrideTheDefaults() {
            var config = RelayConfig.from(Map.ofEntries(
                    Map.entry("RELAY_PORT", "0"),
                    Map.entry("RELAY_ADMIN_PORT", "0"),
                    Map.entry("RELAY_HOST", "127.0.0.1"),
                    Map.entry("RELAY_PUBLIC_URL", "https://relay.example.com/"),
                    Map.entry("RELAY_JWKS_HOSTS", "localhost:8443, visibility.*.example.com"),
                    Map.entry("QRADAR_HOSTS", "*.example.com,10.0.0.0/8,2001:db8::/32,192.0.2.7"),
                    Map.entry("QRADAR_SEARCH_WINDOW", "PT36H"),
                    Map.entry("QRADAR_SEARCH_SLICES", "12h, 1h, 12h, 36h"),
                    Map.entry("QRADAR_MAX_ANSWER_SIZE", "500kB"),
                    Map.entry("QRADAR_SEARCH_TIMEOUT", "2500ms"),
                    Map.entry("QRADAR_CONNECT_TIMEOUT", "1s"),
                    Map.entry("RELAY_LOG_LEVEL", "debug")));

            assertThat(config.listen().port()).isZero();
            assertThat(config.listen().publicUrl()).contains(URI.create("https://relay.example.com"));
            assertThat(config.issuers().hosts())
                    .extracting(HostPattern::toString)
                    .containsExactly("localhost:8443", "visibility.*.example.com");
            assertThat(config.console().hosts().names())
                    .extracting(HostPattern::toString)
                    .containsExactly("*.example.com");
            assertThat(config.console().hosts().networks())
                    .extracting(CidrBlock::toString)
                    .containsExactly("10.0.0.0/8", "2001:db8::/32", "192.0.2.7/32");
            assertThat(config.console().searchWindow()).isEqualTo(Duration.ofHours(36));
            assertThat(config.console().searchSlices()).containsExactly(Duration.ofHours(1), Duration.ofHours(12));
            assertThat(config.console().maxAnswerBytes()).isEqualTo(500_000);
            assertThat(config.console().searchTimeout()).isEqualTo(Duration.ofMillis(2500));
            assertThat(config.log().level()).isEqualTo(Level.FINE);
            assertThat(config.warnings()).isEmpty();
        }

        @Test
        void anEmptyOneCountsAsNotSet() {
            assertThat(RelayConfig.from(Map.of("RELAY_PORT", "", "RELAY_JWKS_HOSTS", "  ")))
                    .isEqualTo(RelayConfig.from(Map.of()));
        }

        @Test
        void oneFlagAllowsLoopbackForKeysAndConsoles() {
            var config = RelayConfig.from(Map.of("QRADAR_ALLOW_LOOPBACK", "TRUE"));

            assertThat(config.issuers().allowLoopback()).isTrue();
            assertThat(config.console().allowLoopback()).isTrue();
            assertThat(config.warnings()).anyMatch(w -> w.startsWith("QRADAR_ALLOW_LOOPBACK is true"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ca", "none"})
        void looseVerificationIsWarnedOf(String verification) {
            assertThat(RelayConfig.from(Map.of("QRADAR_TLS_VERIFY", verification))
                            .warnings())
                    .anyMatch(w -> w.startsWith("QRADAR_TLS_VERIFY is " + verification));
        }

        @ParameterizedTest
        @CsvSource({"error,SEVERE", "WARN,WARNING", "info,INFO", "Debug,FINE", "trace,FINER", "FINEST,FINEST"})
        void levelsHaveBothKindsOfNames(String name, String level) {
            assertThat(RelayConfig.from(Map.of("RELAY_LOG_LEVEL", name)).log().level())
                    .isEqualTo(Level.parse(level));
        }

        @ParameterizedTest
        @CsvSource({"15m,PT15M", "12h,PT12H", "7d,PT168H", "PT90S,PT90S", "120s,PT2M", "90000ms,PT90S"})
        void durationsHaveUnits(String text, Duration meant) {
            var config = RelayConfig.from(Map.of("QRADAR_SEARCH_WINDOW", text));

            assertThat(config.console().searchWindow()).isEqualTo(meant);
        }

        @Test
        void originsAreThoseThatBrowsersWrite() {
            var config = RelayConfig.from(Map.of(
                    "RELAY_CORS_ORIGINS", "HTTPS://Tools.Example.com:443/, http://localhost:80, http://[::1]:8000"));

            assertThat(config.listen().origins().origins())
                    .containsExactlyInAnyOrder("https://tools.example.com", "http://localhost", "http://[::1]:8000");
        }

        @Test
        void referenceSetsAreListedByPattern() {
            var sets = RelayConfig.from(Map.of("QRADAR_REFERENCE_SETS", "Blocked *, Watch list"))
                    .referenceSets();

            assertThat(sets.patterns()).containsExactly("Blocked *", "Watch list");
        }

        @Test
        void aDollarSignIsNotResolved() {
            assertThat(faults("RELAY_LOG_FORMAT", "${relay.port}"))
                    .containsExactly("RELAY_LOG_FORMAT: '${relay.port}' is neither text nor json");
        }
    }

    @Nested
    class WithFaults {
        @Test
        void allAreReportedAtOnce() {
            assertThat(faults(Map.of(
                            "RELAY_PORT", "99999",
                            "QRADAR_TLS_VERIFY", "maybe",
                            "QRADAR_SEARCH_TIMEOUT", "soon",
                            "RELAY_LOG_LEVEL", "loud")))
                    .containsExactlyInAnyOrder(
                            "RELAY_PORT: '99999' is not a whole number from 0 to 65535",
                            "QRADAR_TLS_VERIFY: 'maybe' is none of full, ca, none",
                            "QRADAR_SEARCH_TIMEOUT: 'soon' is not a duration such as 500ms, 50s, 15m, 12h, 7d or PT50S",
                            "RELAY_LOG_LEVEL: 'loud' is none of error, warn, info, debug, trace");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                RELAY_PORT               | -1                            | is not a whole number from 0 to 65535
                RELAY_PORT               | tcp://10.0.0.1:9090           | is not a port; it looks like the variable Kubernetes sets
                RELAY_HOST               | not a host                    | is neither an IP address nor a host name
                RELAY_ADMIN_PORT         | x                             | is not a whole number from 0 to 65535
                RELAY_PUBLIC_URL         | ftp://relay.example.com       | is not a URL such as
                RELAY_PUBLIC_URL         | relay.example.com             | is not a URL such as
                RELAY_PUBLIC_URL         | https://relay.example.com/a   | must not have a path, query or fragment
                RELAY_PUBLIC_URL         | https://relay.example.com?a=b | must not have a path, query or fragment
                RELAY_CORS_ORIGINS       | https://a.example/a           | must not have a path, query or fragment
                RELAY_CORS_ORIGINS       | null                          | is not an origin such as https://tools.example.com
                RELAY_CORS_ORIGINS       | https://*.example.com         | is not an origin such as https://tools.example.com
                RELAY_CORS_ORIGINS       | tools.example.com             | is not an origin such as https://tools.example.com
                RELAY_JWKS_HOSTS         | vis*.cisco.com                | is not a host name, host:port or pattern
                RELAY_JWKS_HOSTS         | https://visibility.cisco.com  | is not a host name, host:port or pattern
                RELAY_JWKS_HOSTS         | localhost:99999               | is not a host name, host:port or pattern
                RELAY_JWKS_CA            | /no/such/file.pem             | cannot be read as a PEM file (NoSuchFileException)
                RELAY_SIGHTING_CONFIDENCE | Sure                         | is none of None, Info, Low, Medium, High, Unknown
                RELAY_SIGHTING_TARGETS   | destination                   | is neither source nor internal
                RELAY_SIGHTING_MERGE     | maybe                         | is neither true nor false
                RELAY_INTERNAL_NETWORKS  | 10.0.0.0/33                   | is not an IP address or a range
                QRADAR_HOSTS             | 10.0.0.0/33                   | is not a host name, a pattern
                QRADAR_HOSTS             | example.com:443               | is not a host name, a pattern
                RELAY_JWKS_HOSTS         | ,                             | names nothing
                QRADAR_HOSTS             | ,                             | names nothing
                QRADAR_TLS_PIN           | ,,                            | names nothing
                QRADAR_ALLOW_LOOPBACK    | yes                           | is neither true nor false
                QRADAR_API_VERSION       | 26                            | is not an API version such as 26.0
                QRADAR_SEARCH_WINDOW     | 366d                          | is not from 1m to 365d
                QRADAR_SEARCH_SLICES     | 30s                           | is not from 1m to 365d
                QRADAR_MAX_ANSWER_SIZE   | 64                            | is not a size such as 500kB, 64MB or 1GB
                QRADAR_MAX_ANSWER_SIZE   | 2GB                           | is not from 64kB to 1000MB
                QRADAR_SEARCH_TIMEOUT    | 11m                           | is not from 1s to 10m
                QRADAR_SEARCH_CONCURRENCY| 0                             | is not a whole number from 1 to 64
                QRADAR_CONNECT_TIMEOUT   | 99ms                          | is not from 100ms to 1m
                RELAY_MAX_OBSERVABLES    | 0                             | is not a whole number from 1 to 100000
                RELAY_MAX_SIGHTINGS      | 99                            | is not a whole number from 100 to 1000000
                RELAY_MAX_SIGHTINGS      | 1000001                       | is not a whole number from 100 to 1000000
                RELAY_MAX_CALLS          | 0                             | is not a whole number from 1 to 10000
                RELAY_LOG_FORMAT         | xml                           | is neither text nor json
                """)
        void theFaultNamesVariableValueAndWhatIsWrong(String variable, String value, String wrong) {
            assertThat(faults(variable, value))
                    .singleElement()
                    .asString()
                    .startsWith(variable + ": '" + value + "' " + wrong);
        }

        @Test
        void aListNamesTheItemThatIsWrong() {
            assertThat(faults("QRADAR_HOSTS", "good.example.com, bad one"))
                    .singleElement()
                    .asString()
                    .startsWith("QRADAR_HOSTS: 'bad one' is not");
        }

        /** In a POSIX locale the JVM has this character for each byte that is not ASCII. */
        @Test
        void aTextThatThisProcessCannotReadIsOne() {
            assertThat(faults("QRADAR_REFERENCE_SETS", "Blocked,Gr\uFFFD\uFFFDe *"))
                    .containsExactly("QRADAR_REFERENCE_SETS: has characters that this process can't read; start it with"
                            + " LANG=C.UTF-8, or another locale of UTF-8");
        }

        @ParameterizedTest
        @ValueSource(strings = {"RELAY_TLS_CERT", "RELAY_TLS_KEY", "QRADAR_TLS_CA", "RELAY_PUBLIC_URL", "RELAY_PORT"})
        void whicheverSettingHasIt(String variable) {
            assertThat(faults(variable, "\uFFFD")).singleElement().asString().startsWith(variable + ": has characters");
        }

        @ParameterizedTest
        @ValueSource(strings = {"'Blocked *'", "\"Blocked *,Watch list\"", "Watch list,'Blocked *'"})
        void quoteMarksAroundPatternsAreOne(String value) {
            assertThat(faults("QRADAR_REFERENCE_SETS", value)).isNotEmpty().allSatisfy(fault -> assertThat(fault)
                    .contains("has a quote mark at its end"));
        }

        @Test
        void aPatternLongerThanAnyNameIsOne() {
            assertThat(faults("QRADAR_REFERENCE_SETS", "x".repeat(1025)))
                    .singleElement()
                    .asString()
                    .startsWith("QRADAR_REFERENCE_SETS: 'xxx")
                    .endsWith("is longer than the name of a reference set");
        }

        @Test
        void bothPortsMayNotBeTheSame() {
            assertThat(faults(Map.of("RELAY_PORT", "9091")))
                    .containsExactly("RELAY_ADMIN_PORT: '9091' is RELAY_PORT too; they must differ");
        }

        @Test
        void oneTenantMayNotHaveMoreCallsThanThereAre() {
            assertThat(faults(Map.of("RELAY_MAX_CALLS", "3", "RELAY_MAX_CALLS_PER_TENANT", "4")))
                    .containsExactly("RELAY_MAX_CALLS_PER_TENANT: '4' is more than RELAY_MAX_CALLS, '3'");
        }

        @Test
        void theSearchMayNotEndBeforeTheConnectionStands() {
            assertThat(faults("QRADAR_CONNECT_TIMEOUT", "60s"))
                    .containsExactly("QRADAR_SEARCH_TIMEOUT: '50s' is not longer than QRADAR_CONNECT_TIMEOUT, '1m'");
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://user:hunter2@relay.example.com", "https://user:hunter2@relay .example.com"})
        void aPasswordInAUrlIsNotRepeated(String url) {
            assertThat(faults("RELAY_PUBLIC_URL", url))
                    .singleElement()
                    .asString()
                    .doesNotContain("hunter2");
        }

        @Test
        void aFileWithoutCertificateIsOne(@TempDir Path directory) throws Exception {
            var file = Files.writeString(directory.resolve("ca.pem"), "no certificate");

            assertThat(faults("QRADAR_TLS_CA", file.toString()))
                    .singleElement()
                    .asString()
                    .endsWith("holds no PEM certificate");
        }

        /** Before, a device that never ends took all memory. */
        @Test
        void aFileTooLongToHoldCertificatesIsOne(@TempDir Path directory) throws Exception {
            var file = Files.write(directory.resolve("ca.pem"), new byte[5 << 20]);

            assertThat(faults("QRADAR_TLS_CA", file.toString()))
                    .singleElement()
                    .asString()
                    .endsWith("cannot be read as a PEM file (OverlongFileException)");
        }

        @Test
        void aBrokenCertificateIsOne(@TempDir Path directory) throws Exception {
            var file = Files.writeString(
                    directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

            assertThat(faults("QRADAR_TLS_CA", file.toString()))
                    .singleElement()
                    .asString()
                    .endsWith("holds a broken certificate at position 1");
        }
    }
}
