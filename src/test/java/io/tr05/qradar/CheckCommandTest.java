package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.common.tls.Tls;
import io.tr05.qradar.demo.DemoCertificates;
import io.tr05.qradar.demo.EventColumn;
import io.tr05.qradar.demo.EventTable;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.RecordedCall;
import io.tr05.qradar.demo.SearchEnd;
import io.tr05.qradar.demo.SimulatorSettings;
import io.tr05.qradar.testing.QRadarContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CheckCommandTest {

    private static final DemoCertificates CERTIFICATES = DemoCertificates.create();
    private static final QRadarSimulator CONSOLE =
            QRadarSimulator.start(SimulatorSettings.defaults().withSearchDuration(Duration.ofMillis(60)), CERTIFICATES);

    @TempDir
    private static Path folder;

    private static final String PASSWORD = CONSOLE.settings().password();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "QRADAR_TLS_CA",
            folder.resolve("authority.pem").toString(),
            "QRADAR_ALLOW_LOOPBACK",
            "true",
            "QRADAR_SEARCH_TIMEOUT",
            "5s",
            "QRADAR_CONNECT_TIMEOUT",
            "1s",
            "QRADAR_CHECK_HOST",
            CONSOLE.host(),
            "QRADAR_CHECK_USER",
            CONSOLE.settings().user(),
            "QRADAR_CHECK_PASSWORD",
            PASSWORD));
    private InputStream input = InputStream.nullInputStream();

    /** Whether a test makes the console answer what no console should. */
    private boolean faultyConsole;

    @BeforeAll
    static void writeAuthority() {
        CERTIFICATES.writeCa(folder.resolve("authority.pem"));
    }

    @AfterAll
    static void closeConsole() {
        CONSOLE.close();
    }

    @BeforeEach
    void freshConsole() {
        CONSOLE.reset();
    }

    @AfterEach
    void thePasswordIsNeverShownAndCallsFollowIbmsDescription() {
        assertThat(out.toString() + err).doesNotContain(PASSWORD);
        if (faultyConsole) {
            QRadarContract.checkRequests(CONSOLE.calls());
        } else {
            QRadarContract.check(CONSOLE.calls());
        }
    }

    private static List<String> consoleCalls() {
        return CONSOLE.calls().stream()
                .map(RecordedCall::line)
                .map(line -> line.replaceAll("(/api/ariel/searches/)[^/]+", "$1ID"))
                .toList();
    }

    private int run(String... arguments) {
        CommandLine command = new CommandLine(new CheckCommand(environment, input))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return command.execute(arguments);
    }

    private JsonNode steps(int expectedExitCode) throws IOException {
        assertThat(run("--json")).isEqualTo(expectedExitCode);
        assertThat(err.toString()).isEmpty();
        return JSON.readTree(out.toString()).path("steps");
    }

    private static JsonNode step(JsonNode steps, String name) {
        for (JsonNode step : steps) {
            if (step.path("step").asText().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name + " in " + steps);
    }

    private static List<String> statuses(JsonNode steps) {
        return steps.findValuesAsText("step").stream()
                .map(name -> name + " " + step(steps, name).path("status").asText())
                .toList();
    }

    @Nested
    class WhenAllIsWell {

        @Test
        void eachStepIsALineAndTheExitCodeIsZero() {
            assertThat(run()).isZero();
            assertThat(out.toString()
                            .replaceAll("\\d+ ms", "N ms")
                            .replaceAll("(valid to [^,]+|[0-9A-F:]{95}|(?<=key sha256/).{44})", "…"))
                    .isEqualToNormalizingNewlines(
                            """
                            good       name: 127.0.0.1 is an address
                            good       port: %d answers
                            good       certificate: trusted
                                       …, SHA-256 …
                                       key sha256/…
                            good       api version: the relay asks for 26.0 and they speak 26.0; the console's newest is 26.0
                            good       credentials: the console accepts user and password
                            good       roles: none is missing
                            good       observable types: 17 of 17 can be searched
                                       domain: URL Host
                                       email: Sender, Recipient
                                       email_subject: Subject
                                       file_name: Filename
                                       file_path: File Path
                                       hostname: identityhostname, Hostname, Machine Identifier
                                       ip: sourceip, destinationip, identityip, prenatsourceip, prenatdestinationip, postnatsourceip, postnatdestinationip, Original Client IP
                                       ipv6: sourcev6, destinationv6, sourceaddress, destinationaddress
                                       mac_address: sourcemac, destinationmac
                                       md5: MD5 Hash, File Hash
                                       process_name: Process Name
                                       process_path: Process Path
                                       sha1: SHA1 Hash, File Hash
                                       sha256: SHA256 Hash, File Hash
                                       url: URL
                                       user: username
                                       user_agent: User Agent
                            good       reference sets: 12 readable: 6 IP, 2 ALN, 2 ALNIC
                            good       search: the last 5 minutes were searched in N ms; the search is deleted afterwards
                            Nothing is bad.
                            """
                                    .formatted(port()));
        }

        @Test
        void itAsksTheConsoleNoMoreThanItNeedsAndLeavesNoSearch() {
            run();

            assertThat(consoleCalls())
                    .startsWith(
                            "GET /api/help/versions",
                            "GET /api/ariel/databases/events",
                            "GET /api/reference_data_collections/sets",
                            "POST /api/ariel/searches")
                    .endsWith("DELETE /api/ariel/searches/ID")
                    .hasSizeLessThan(9);
            assertThat(CONSOLE.searchesLeft()).isEmpty();
        }

        @Test
        void theJsonHasTheSameForPrograms() throws IOException {
            JsonNode steps = steps(0);

            assertThat(statuses(steps))
                    .containsExactly(
                            "name good",
                            "port good",
                            "certificate good",
                            "api version good",
                            "credentials good",
                            "roles good",
                            "observable types good",
                            "reference sets good",
                            "search good");
            assertThat(JSON.readTree(out.toString()).path("status").asText()).isEqualTo("good");
            assertThat(steps.findValues("millis")).hasSize(9).allMatch(JsonNode::isIntegralNumber);
            assertThat(step(steps, "certificate").at("/data/names").toString())
                    .contains("\"127.0.0.1\"", "\"localhost\"");
            assertThat(step(steps, "api version").at("/data/spoken").asText()).isEqualTo("26.0");
            assertThat(step(steps, "observable types").at("/data/columns/ip").toString())
                    .startsWith("[\"sourceip\",\"destinationip\"");
            assertThat(step(steps, "reference sets").at("/data/by_element_type").toString())
                    .isEqualTo("{\"IP\":6,\"ALN\":2,\"ALNIC\":2}");
        }

        @Test
        void anOlderConsoleIsSpokenToInItsOwnVersion() throws IOException {
            SimulatorSettings old = CONSOLE.settings().withVersions(12, 19, 422);
            try (QRadarSimulator console = QRadarSimulator.start(old, CERTIFICATES)) {
                environment.put("QRADAR_CHECK_HOST", console.host());

                assertThat(step(steps(0), "api version").path("data").toString())
                        .isEqualTo("{\"wanted\":\"26.0\",\"spoken\":\"19.0\",\"newest\":\"19.0\"}");
            }
        }

        @Test
        void aVersionThatIsGoneIsReplacedByTheNearest() throws IOException {
            environment.put("QRADAR_API_VERSION", "9.0");

            assertThat(step(steps(0), "api version").path("data").toString())
                    .isEqualTo("{\"wanted\":\"9.0\",\"spoken\":\"12.0\",\"newest\":\"26.0\"}");
        }
    }

    @Nested
    class TheWayToTheConsole {

        @Test
        void aNameThatNobodyKnowsIsBadAndTheRestIsSkipped() throws IOException {
            environment.put("QRADAR_CHECK_HOST", "console.invalid");
            JsonNode steps = steps(1);

            assertThat(step(steps, "name").path("status").asText()).isEqualTo("bad");
            assertThat(statuses(steps))
                    .filteredOn(status -> status.endsWith(" skipped"))
                    .hasSize(8);
        }

        @ParameterizedTest(name = "{0}={1} for {2}: {3}")
        @CsvSource({
            "QRADAR_ALLOW_LOOPBACK, false, 127.0.0.1,       QRADAR_ALLOW_LOOPBACK=true",
            "QRADAR_ALLOW_LOOPBACK, false, localhost,       QRADAR_ALLOW_LOOPBACK=true",
            "QRADAR_HOSTS,          *.example.com, 127.0.0.1, to QRADAR_HOSTS",
            "QRADAR_HOSTS,          '', 169.254.169.254,    Correct the host"
        })
        void aHostThatTheRelayRefusesIsBadAndTheSettingIsNamed(
                String setting, String value, String host, String remedy) {
            environment.put(setting, value);
            environment.put("QRADAR_CHECK_HOST", host);

            assertThat(run()).isEqualTo(1);
            assertThat(out.toString()).startsWith("bad        name: ").contains(remedy);
            assertThat(consoleCalls()).isEmpty();
        }

        @Test
        void aClosedPortIsBad() throws IOException {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                environment.put("QRADAR_CHECK_HOST", "127.0.0.1:" + free.getLocalPort());
            }
            assertThat(run()).isEqualTo(1);
            assertThat(out.toString()).contains("bad        port: ", "is closed", "skipped    certificate: needs port");
        }

        @Test
        void aPortThatSpeaksNoTlsIsBadAndDoesNotHoldUpTheCheck() throws IOException {
            try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                environment.put("QRADAR_CHECK_HOST", "127.0.0.1:" + silent.getLocalPort());
                environment.put("QRADAR_CONNECT_TIMEOUT", "200ms");

                assertThat(run()).isEqualTo(1);
                assertThat(out.toString()).contains("bad        certificate: no TLS on port");
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void aTlsHandshakeThatIsBrokenOffIsBadAndNoMatterOfTrust(int shaken) throws IOException {
            try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                Thread.ofVirtual().start(() -> shakeHands(closing, shaken));
                environment.put("QRADAR_CHECK_HOST", "127.0.0.1:" + closing.getLocalPort());

                assertThat(run()).isEqualTo(1);
                assertThat(out.toString())
                        .contains(
                                "bad        certificate: the TLS handshake on port " + closing.getLocalPort()
                                        + " was broken off: ",
                                "run this again")
                        .doesNotContain("trusted", "no TLS");
            }
        }
    }

    @Nested
    class TheCertificate {

        @Test
        void ofAnUnknownAuthorityIsShownAndFollowingTheRemedyIsEnough() throws IOException {
            environment.remove("QRADAR_TLS_CA");

            assertThat(run()).isEqualTo(1);
            String text = out.toString();
            assertThat(text)
                    .contains(
                            "bad        certificate: not trusted: it comes from nobody whom Java trusts",
                            "subject  CN=tr-05-qradar demo",
                            "issuer   CN=tr-05-qradar demo CA",
                            "names    localhost, 127.0.0.1, ::1",
                            "QRADAR_TLS_CA=console.pem",
                            "skipped    credentials: needs certificate")
                    .containsPattern("SHA-256  [0-9A-F]{2}(:[0-9A-F]{2}){31}\\R");
            assertThat(consoleCalls()).isEmpty();

            int begin = text.indexOf("-----BEGIN CERTIFICATE-----");
            Path pem = Files.writeString(folder.resolve("console.pem"), text.substring(begin));
            environment.put("QRADAR_TLS_CA", pem.toString());
            assertThat(run()).isZero();
        }

        @Test
        void ofAnotherNameIsBadAndItsNamesAreGiven() {
            try (QRadarSimulator console =
                    QRadarSimulator.start(CONSOLE.settings(), CERTIFICATES.serverTls(List.of("qradar.example.com")))) {
                environment.put("QRADAR_CHECK_HOST", console.host());

                assertThat(run()).isEqualTo(1);
                assertThat(out.toString())
                        .contains(
                                "certificate: not trusted: it is not for the name 127.0.0.1\n",
                                "Name the console as the certificate does: qradar.example.com",
                                "QRADAR_TLS_VERIFY=ca")
                        .doesNotContain("BEGIN CERTIFICATE");

                environment.put("QRADAR_TLS_VERIFY", "ca");
                assertThat(run()).isZero();
            }
        }

        @Test
        void ofAnotherNameAndAnUnknownAuthorityIsSaidAtOnce() {
            try (QRadarSimulator console = QRadarSimulator.start(
                    CONSOLE.settings(), DemoCertificates.create().serverTls(List.of("qradar.example.com")))) {
                environment.put("QRADAR_CHECK_HOST", console.host());

                assertThat(run()).isEqualTo(1);
                assertThat(out.toString())
                        .contains("it comes from nobody in QRADAR_TLS_CA, and it is not for the name 127.0.0.1");
            }
        }

        @Test
        void thatHasExpiredIsBadAndSaysSince() {
            Instant end = Instant.parse("2021-02-03T04:05:06Z");
            try (QRadarSimulator console = QRadarSimulator.start(CONSOLE.settings(), selfSigned("CN=old", end))) {
                environment.put("QRADAR_CHECK_HOST", console.host());

                assertThat(run()).isEqualTo(1);
                assertThat(out.toString())
                        .contains("it expired on 2021-02-03T04:05:06Z", "Renew the certificate", "CN=old (itself)");
            }
        }

        @Test
        void thatNamesControlCharactersDoesNotReachTheTerminalWithThem() {
            Instant end = Instant.now().plus(Duration.ofDays(1));
            try (QRadarSimulator console =
                    QRadarSimulator.start(CONSOLE.settings(), selfSigned("CN=a\u001b[2Jb\u202ec", end))) {
                environment.put("QRADAR_CHECK_HOST", console.host());

                assertThat(run()).isEqualTo(1);
                assertThat(out.toString()).contains("BEGIN CERTIFICATE").doesNotContain("\u001b", "\u202e");
            }
        }

        @Test
        void thatNobodyLooksAtIsGoodButNotWithoutAWord() {
            environment.remove("QRADAR_TLS_CA");
            environment.put("QRADAR_TLS_VERIFY", "none");

            assertThat(run()).isZero();
            assertThat(out.toString()).contains("good       certificate: not checked", "QRADAR_TLS_VERIFY=full");
        }
    }

    @Nested
    class TheAccount {

        @Test
        void thatIsRejectedIsTriedOnceOnly() throws IOException {
            environment.put("QRADAR_CHECK_PASSWORD", "not-this-one");
            JsonNode steps = steps(1);

            assertThat(step(steps, "credentials").path("detail").asText())
                    .contains("401", "Tried once only", "five failed logins");
            assertThat(statuses(steps))
                    .filteredOn(status -> status.endsWith(" skipped"))
                    .hasSize(5);
            assertThat(consoleCalls()).containsExactly("GET /api/help/versions");
            assertThat(out.toString()).doesNotContain("not-this-one");
        }

        @Test
        void withoutLogActivityStillShowsReferenceSets() {
            CONSOLE.failWith(Fault.on("*", "/api/ariel/.*").always().error(403, 26, "no"));

            assertThat(run()).isEqualTo(1);
            assertThat(out.toString())
                    .contains(
                            "bad        roles: the account lacks the \"Log Activity\" role (403)",
                            "-> To find sightings, give the account the \"Log Activity\" role",
                            "skipped    observable types: needs the \"Log Activity\" role",
                            "good       reference sets: ",
                            "skipped    search: needs observable types");
        }

        @Test
        void withoutBothRolesIsToldBothAtOnce() {
            CONSOLE.failWith(
                    Fault.on("*", "/api/(ariel|reference_data.*)/.*").always().error(403, 26, "no"));

            assertThat(run()).isEqualTo(1);
            assertThat(out.toString())
                    .contains(
                            "the account lacks the \"Log Activity\" role, and the \"Admin\" role",
                            "skipped    reference sets: needs the \"Admin\" role");
        }

        @Test
        void thatMayNotUseTheApiIsBad() {
            CONSOLE.failWith(Fault.on("GET", "/api/help/versions").always().error(403, 26, "no"));

            assertThat(run()).isEqualTo(1);
            assertThat(out.toString()).contains("bad        credentials: ", "(403)", "wait 30 minutes");
        }
    }

    @Nested
    class TheConsole {

        @Test
        void thatIsNoneIsBad() {
            faultyConsole = true;
            CONSOLE.failWith(Fault.on("*", "/api/.*").always().answer(200, "<html>welcome</html>"));

            assertThat(run()).isEqualTo(1);
            assertThat(out.toString()).contains("bad        api version: ", "Is this a QRadar console?");
        }

        @Test
        void withoutAColumnThatTheRelayKnowsIsBad() {
            CONSOLE.serve(new EventTable(
                    List.of(EventColumn.property("Colour", "String")),
                    List.of(),
                    CONSOLE.events().names()));

            assertThat(run()).isEqualTo(1);
            assertThat(out.toString())
                    .contains(
                            "bad        observable types: this console has none of the columns",
                            "ip: no column on this console: not searched",
                            "skipped    search");
        }

        @Test
        void whoseSearchFailsIsBadAndItsOwnWordsAreShown() {
            CONSOLE.endSearches(SearchEnd.ERROR);

            assertThat(run()).isEqualTo(1);
            assertThat(out.toString()).contains("bad        search: the console ended the search");
            assertThat(CONSOLE.searchesLeft()).isEmpty();
        }

        @Test
        void whoseSearchTakesTooLongIsBadWithinTheTimeOut() {
            environment.put("QRADAR_SEARCH_TIMEOUT", "2s");
            SimulatorSettings slow = CONSOLE.settings().withSearchDuration(Duration.ofMinutes(5));
            try (QRadarSimulator console = QRadarSimulator.start(slow, CERTIFICATES)) {
                environment.put("QRADAR_CHECK_HOST", console.host());

                assertThat(run()).isEqualTo(1);
                assertThat(out.toString())
                        .contains("bad        search: the search was not complete", "QRADAR_SEARCH_TIMEOUT");
                assertThat(console.searchesLeft()).isEmpty();
            }
        }

        @Test
        void withoutTheNewerApiForReferenceSetsIsGood() {
            try (QRadarSimulator console =
                    QRadarSimulator.start(CONSOLE.settings().withoutCollections(), CERTIFICATES)) {
                environment.put("QRADAR_CHECK_HOST", console.host());

                assertThat(run()).isZero();
                assertThat(out.toString()).contains("good       reference sets: 12 readable: 6 IP, 2 ALN, 2 ALNIC");
            }
        }

        @Test
        void thatFailsForAnotherReasonThanARoleDoesNotBlameTheAccount() {
            CONSOLE.failWith(Fault.on("GET", "/api/reference_data.*").always().error(500, 1020, "no"));

            assertThat(run()).isEqualTo(1);
            assertThat(out.toString())
                    .contains(
                            "skipped    roles: could not be found out",
                            "bad        reference sets: the console failed (500)",
                            "good       search: ");
        }
    }

    @Nested
    class TheCommandLine {

        @Test
        void goesBeforeTheEnvironment() {
            environment.put("QRADAR_CHECK_HOST", "console.invalid");
            environment.put("QRADAR_CHECK_USER", "nobody");

            assertThat(run(
                            "--host",
                            CONSOLE.host(),
                            "--user",
                            CONSOLE.settings().user()))
                    .isZero();
        }

        @Test
        void namesAFileWhoseFirstLineIsThePassword() throws IOException {
            environment.remove("QRADAR_CHECK_PASSWORD");
            Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\r\nnot this\n");

            assertThat(run("--password-file", file.toString())).isZero();
        }

        @Test
        void takesThePasswordFromStandardInput() {
            environment.remove("QRADAR_CHECK_PASSWORD");
            input = new ByteArrayInputStream((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));

            assertThat(run("--password-file", "-")).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"--password", "--password=SECRET", "--password SECRET"})
        void refusesAPasswordAndDoesNotRepeatIt(String line) {
            assertThat(run(line.replace("SECRET", PASSWORD).split(" "))).isEqualTo(2);
            assertThat(err.toString()).contains("QRADAR_CHECK_PASSWORD");
            assertThat(consoleCalls()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://qradar.example.com", "qradar.example.com/console", "a b", "qradar:0"})
        void refusesWhatIsNoHost(String host) {
            assertThat(run("--host", host)).isEqualTo(2);
            assertThat(err.toString()).contains("The host has to be a name or an address");
        }

        @ParameterizedTest
        @CsvSource({"QRADAR_CHECK_HOST, --host", "QRADAR_CHECK_USER, --user"})
        void namesWhatIsMissing(String variable, String option) {
            environment.put(variable, " ");

            assertThat(run()).isEqualTo(2);
            assertThat(err.toString()).contains(variable).contains(option);
        }

        @Test
        void refusesAPasswordThatThisProcessCannotRead() {
            environment.put("QRADAR_CHECK_PASSWORD", "P\uFFFD\uFFFDsswort");

            assertThat(run()).isEqualTo(2);
            assertThat(err.toString()).contains("LANG=C.UTF-8").doesNotContain("sswort");
            assertThat(consoleCalls()).isEmpty();
        }

        @Test
        void saysWhenThePasswordFileCannotBeRead() {
            assertThat(run("--password-file", folder.resolve("none").toString()))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("can't be read");
        }

        @Test
        void saysWhatIsWrongWithASetting() {
            environment.put("QRADAR_SEARCH_TIMEOUT", "soon");

            assertThat(run()).isEqualTo(2);
            assertThat(err.toString()).startsWith("tr-05-qradar: QRADAR_SEARCH_TIMEOUT: 'soon'");
        }

        @Test
        void isExplainedByHelp() {
            assertThat(run("--help")).isZero();
            assertThat(out.toString())
                    .contains("--host", "--user", "--password-file", "--json", "Exit codes:")
                    .doesNotContain("--password=", "--password ");
        }
    }

    private static int port() {
        return Integer.parseInt(CONSOLE.host().substring(CONSOLE.host().indexOf(':') + 1));
    }

    private static Tls selfSigned(String subject, Instant end) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            X500Name name = new X500Name(subject);
            JcaX509v3CertificateBuilder draft = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(end.toEpochMilli()),
                    Date.from(end.minus(Duration.ofDays(30))),
                    Date.from(end),
                    name,
                    keys.getPublic());
            draft.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(draft.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
            return Tls.builder()
                    .privateKey(keys.getPrivate())
                    .privateKeyCertChain(List.of(certificate))
                    .build();
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Shows a certificate that the relay trusts so many times, and then closes each connection that begins a handshake. */
    private static void shakeHands(ServerSocket server, int times) {
        SSLSocketFactory tls = CERTIFICATES.serverTls().sslContext().getSocketFactory();
        int shaken = 0;
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                byte[] clientHello = new byte[16 << 10];
                int read = caller.getInputStream().read(clientHello);
                if (read > 0 && shaken < times) {
                    shaken++;
                    InputStream consumed = new ByteArrayInputStream(clientHello, 0, read);
                    ((SSLSocket) tls.createSocket(caller, consumed, true)).startHandshake();
                }
            } catch (IOException callerIsGone) {
                // as it may, or the test is over
            }
        }
    }
}
