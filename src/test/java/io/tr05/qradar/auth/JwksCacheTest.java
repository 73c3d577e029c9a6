package io.tr05.qradar.auth;

import static io.tr05.qradar.auth.TestIssuer.jwk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.tr05.qradar.auth.AuthorizationException.Reason;
import io.tr05.qradar.config.RelayConfig;
import io.tr05.qradar.metrics.RelayMetrics;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwksCacheTest {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final String KID = TestIssuer.KID;

    private final AtomicLong nanos = new AtomicLong();
    private TestIssuer issuer;
    private IssuerHost host;
    private RelayConfig config;
    private JwksCache cache;

    @BeforeEach
    void start(@TempDir Path directory) {
        issuer = new TestIssuer();
        host = IssuerHost.parse(issuer.host()).orElseThrow();
        config = RelayConfig.from(issuer.environment(directory));
        cache = new JwksCache(config.issuers(), JwksCache.Pace.standard(), nanos::get, new RelayMetrics("test"));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private boolean has(String kid) {
        return cache.key(host, kid, PATIENCE).isPresent();
    }

    private void isRefused() {
        assertThatExceptionOfType(AuthorizationException.class)
                .isThrownBy(() -> cache.key(host, KID, PATIENCE))
                .withMessage(Reason.WRONG_JWKS_HOST.detail());
    }

    @Nested
    class Keys {
        @Test
        void areFetchedOnceForManyTokens() {
            IntStream.range(0, 20).forEach(i -> assertThat(has(KID)).isTrue());

            assertThat(issuer.fetches).hasValue(1);
        }

        @Test
        void areFetchedOnceForCallersAtTheSameTime() throws Exception {
            var release = new CountDownLatch(1);
            issuer.answers(delayed(release));
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = IntStream.range(0, 20)
                        .mapToObj(i -> callers.submit((Callable<Boolean>) () -> has(KID)))
                        .toList();
                release.countDown();
                for (var call : calls) {
                    assertThat(call.get(5, TimeUnit.SECONDS)).isTrue();
                }
            }

            assertThat(issuer.fetches).hasValue(1);
        }

        private Handler delayed(CountDownLatch release) {
            var body = Json.createObjectBuilder()
                    .add("keys", Json.createArrayBuilder().add(jwk(KID, TestIssuer.KEY)))
                    .build()
                    .toString();
            return (request, response) -> {
                release.await(5, TimeUnit.SECONDS);
                response.send(body);
            };
        }

        @Test
        void areRenewedAfterAnHour() {
            has(KID);
            pass(Duration.ofMinutes(59));
            has(KID);
            assertThat(issuer.fetches).hasValue(1);

            pass(Duration.ofMinutes(2));
            has(KID);
            await().untilAsserted(() -> assertThat(issuer.fetches).hasValue(2));
        }

        /** Before, each call waited for eight seconds. */
        @Test
        void areUsedWhileTheyAreRenewed() {
            has(KID);
            var stopped = new CountDownLatch(1);
            issuer.answers((request, response) -> stopped.await());
            pass(Duration.ofHours(2));
            var before = System.nanoTime();

            assertThat(has(KID)).isTrue();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
            await().untilAsserted(() -> assertThat(issuer.fetches).hasValue(2));
            stopped.countDown();
        }

        /** Before, one failure made tokens of the new key wait as long as a key that is not there. */
        @Test
        void thatAreNewAreAskedForAgainSoonAfterAFailure() {
            has(KID);
            issuer.answers((request, response) ->
                    response.status(Status.SERVICE_UNAVAILABLE_503).send());
            assertThat(has("new")).isFalse();
            issuer.publishes(jwk("new", TestIssuer.KEY));

            pass(Duration.ofSeconds(6));

            assertThat(has("new")).isTrue();
        }

        @Test
        void rotateWithoutARestart() {
            assertThat(has(KID)).isTrue();
            issuer.publishes(jwk("new", TestIssuer.KEY));

            assertThat(has("new")).isTrue();
            assertThat(has(KID)).isFalse();
        }

        @Test
        void stayInUseWhenRenewingFails() {
            has(KID);
            issuer.answers((request, response) ->
                    response.status(Status.SERVICE_UNAVAILABLE_503).send());
            pass(Duration.ofHours(2));

            assertThat(has(KID)).isTrue();
        }

        @Test
        void areDroppedWhenRenewingFailsForADay() {
            has(KID);
            issuer.answers((request, response) ->
                    response.status(Status.SERVICE_UNAVAILABLE_503).send());
            pass(Duration.ofHours(23));
            has(KID);
            pass(Duration.ofHours(2));

            isRefused();
        }
    }

    @Nested
    class AFloodOf {
        @Test
        void unknownKeysMakesOneRefetch() {
            has(KID);
            IntStream.range(0, 50).forEach(i -> assertThat(has("unknown" + i)).isFalse());
            assertThat(issuer.fetches).hasValue(2);

            pass(Duration.ofSeconds(31));
            IntStream.range(0, 50).forEach(i -> assertThat(has("unknown" + i)).isFalse());
            assertThat(issuer.fetches).hasValue(3);
        }

        /** The claim is read before anything is verified, and a pattern has names without end. */
        @Test
        void hostsThatNeverGaveKeysIsAskedAFewAtATime() throws Exception {
            var silent = new ArrayList<ServerSocket>();
            var strangers = new ArrayList<Future<?>>();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int count = 0; count < JwksCache.MOST_STRANGERS_AT_ONCE; count++) {
                    var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    socket.setSoTimeout((int) PATIENCE.toMillis());
                    silent.add(socket);
                    strangers.add(callers.submit(() -> isRefusedAt(socket, PATIENCE)));
                    socket.accept();
                }
                try (var further = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    further.setSoTimeout(200);

                    isRefusedAt(further, Duration.ofSeconds(2));

                    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(further::accept);
                }
                assertThat(has(KID)).as("one whose name is configured").isTrue();
                for (var socket : silent) {
                    socket.close();
                }
                for (var stranger : strangers) {
                    stranger.get();
                }
            }
        }

        private void isRefusedAt(ServerSocket socket, Duration patience) {
            var host = IssuerHost.parse("localhost:" + socket.getLocalPort()).orElseThrow();
            assertThatExceptionOfType(AuthorizationException.class)
                    .isThrownBy(() -> cache.key(host, KID, patience))
                    .withMessage(Reason.WRONG_JWKS_HOST.detail());
        }

        @Test
        void tokensForAFailingHostMakesOneFetch() {
            issuer.answers((request, response) ->
                    response.status(Status.INTERNAL_SERVER_ERROR_500).send());
            IntStream.range(0, 20).forEach(i -> isRefused());
            assertThat(issuer.fetches).hasValue(1);

            pass(Duration.ofSeconds(6));
            issuer.publishes(jwk(KID, TestIssuer.KEY));
            assertThat(has(KID)).isTrue();
        }
    }

    @Nested
    class AHostIsRefused {
        static Stream<Arguments> answers() {
            return Stream.of(
                    answer("with a page", (request, response) -> response.send("<html></html>")),
                    answer("with a list", (request, response) -> response.send("[]")),
                    answer("without keys", (request, response) -> response.send("{}")),
                    answer("with keys that are no list", (request, response) -> response.send("{\"keys\":{}}")),
                    answer("with nothing", (request, response) -> response.send()),
                    answer("with an error", (request, response) -> response.status(Status.NOT_FOUND_404)
                            .send("{\"keys\":[]}")),
                    answer("with a redirect", (request, response) -> response.status(Status.FOUND_302)
                            .header(HeaderNames.LOCATION, "/elsewhere")
                            .send("{\"keys\":[]}")),
                    answer(
                            "with too much",
                            (request, response) ->
                                    response.send("{\"keys\":[]" + " ".repeat(JwksClient.MOST_BYTES) + "}")));
        }

        private static Arguments answer(String what, Handler handler) {
            return Arguments.of(what, handler);
        }

        @ParameterizedTest(name = "that answers {0}")
        @MethodSource("answers")
        void thatDoesNotAnswerWithKeys(String what, Handler handler) {
            issuer.answers(handler);

            isRefused();
        }

        @Test
        void whoseCertificateIsNotTrusted() {
            var trusting = RelayConfig.from(Map.of("RELAY_JWKS_HOSTS", issuer.host(), "QRADAR_ALLOW_LOOPBACK", "true"));
            cache = new JwksCache(trusting.issuers(), new RelayMetrics("test"));

            isRefused();
        }

        @Test
        void onThisMachineUnlessAllowed(@TempDir Path directory) {
            var environment = new HashMap<>(issuer.environment(directory));
            environment.remove("QRADAR_ALLOW_LOOPBACK");
            cache = new JwksCache(RelayConfig.from(environment).issuers(), new RelayMetrics("test"));

            isRefused();
            assertThat(issuer.fetches).hasValue(0);
        }

        @Test
        void thatDripsItsAnswer() {
            var patient = JwksCache.Pace.standard();
            cache = new JwksCache(
                    config.issuers(),
                    new JwksCache.Pace(
                            patient.keep(),
                            patient.longestUse(),
                            patient.refetchPause(),
                            patient.failurePause(),
                            Duration.ofMillis(500)),
                    nanos::get,
                    new RelayMetrics("test"));
            var stopped = new CountDownLatch(1);
            issuer.answers((request, response) -> drip(response.outputStream(), stopped));
            var before = System.nanoTime();

            isRefused();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
            assertThat(stopped).satisfies(latch -> assertThat(latch.await(5, TimeUnit.SECONDS))
                    .isTrue());
        }

        @Test
        void isNotWaitedForLongerThanTheCallerCan() {
            var stopped = new CountDownLatch(1);
            issuer.answers((request, response) -> drip(response.outputStream(), stopped));
            var before = System.nanoTime();

            assertThatExceptionOfType(AuthorizationException.class)
                    .isThrownBy(() -> cache.key(host, KID, Duration.ofMillis(300)));

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        }

        private void drip(OutputStream stream, CountDownLatch stopped) throws InterruptedException {
            try (stream) {
                while (true) {
                    stream.write(' ');
                    stream.flush();
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            } catch (IOException | RuntimeException e) {
                stopped.countDown(); // the client hung up
            }
        }
    }

    @Nested
    class AmongTheKeys {
        static Stream<Arguments> unusable() {
            var key = TestIssuer.KEY;
            return Stream.of(
                    Arguments.of("of an elliptic curve", jwk("bad", key).add("kty", "EC")),
                    Arguments.of("for encryption", jwk("bad", key).add("use", "enc")),
                    Arguments.of("for another algorithm", jwk("bad", key).add("alg", "RS512")),
                    Arguments.of(
                            "for signing only",
                            jwk("bad", key)
                                    .add("key_ops", Json.createArrayBuilder().add("sign"))),
                    Arguments.of(
                            "that is private",
                            jwk("bad", TestCertificate.rsa(2048)).add("d", "AQAB")),
                    Arguments.of("that is short", jwk("bad", TestCertificate.rsa(1024))),
                    Arguments.of("without modulus", jwk("bad", key).remove("n")),
                    Arguments.of("with a broken modulus", jwk("bad", key).add("n", "!!!")),
                    Arguments.of(
                            "with a modulus that is no string", jwk("bad", key).add("n", 5)));
        }

        @ParameterizedTest(name = "one {0} is left out")
        @MethodSource("unusable")
        void unusableOnesAreLeftOut(String what, JsonObjectBuilder bad) {
            issuer.publishes(bad, jwk(KID, TestIssuer.KEY));

            assertThat(has(KID)).isTrue();
            assertThat(has("bad")).isFalse();
        }

        @Test
        void oneWhosePrivatePartStandsElsewhereIsLeftOut() {
            issuer.publishes(
                    jwk(KID, TestIssuer.KEY), jwk("other", TestIssuer.KEY).add("q", "AQAB"));

            assertThat(has(KID)).isFalse();
        }

        @Test
        void whatIsNoKeyIsLeftOut() {
            issuer.answers((request, response) -> response.send(
                    "{\"keys\":[1,null,{}," + jwk(KID, TestIssuer.KEY).build() + "]}"));

            assertThat(has(KID)).isTrue();
        }

        @Test
        void oneMayTellItsUse() {
            issuer.publishes(jwk("full", TestIssuer.KEY)
                    .add("use", "sig")
                    .add("alg", "RS256")
                    .add("key_ops", Json.createArrayBuilder().add("verify"))
                    .add("x5u", "https://localhost:1/never-fetched"));

            assertThat(has("full")).isTrue();
        }
    }

    /** What an operator reads who wonders why nobody can log in. */
    @Nested
    class TheLog {
        private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
        private final Logger ours = Logger.getLogger(IssuerKeys.class.getName());
        private final java.util.logging.Handler handler = new java.util.logging.Handler() {
            @Override
            public void publish(LogRecord line) {
                warnings.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        @BeforeEach
        void listen() {
            ours.addHandler(handler);
            ours.setLevel(Level.WARNING);
            ours.setUseParentHandlers(false);
        }

        @AfterEach
        void listenNoMore() {
            ours.setUseParentHandlers(true);
            ours.setLevel(null);
            ours.removeHandler(handler);
        }

        @Test
        void namesTheHostWithoutKeysAndTheReason() {
            issuer.answers((request, response) ->
                    response.status(Status.SERVICE_UNAVAILABLE_503).send());

            isRefused();

            assertThat(warnings)
                    .containsExactly("No signing keys from " + issuer.host() + ": it answered with status 503");
        }

        @Test
        void warnsOfAPrivateKeyThatIsPublished() {
            issuer.publishes(
                    jwk(KID, TestIssuer.KEY),
                    jwk("private", TestCertificate.rsa(2048)).add("d", "AQAB"));

            has(KID);

            assertThat(warnings)
                    .containsExactly(issuer.host() + " publishes the private part of 1 keys:"
                            + " everybody can sign with them, so they are not used");
        }

        @Test
        void warnsOfNothingWhenTheKeysAreGood() {
            has(KID);

            assertThat(warnings).isEmpty();
        }
    }
}
