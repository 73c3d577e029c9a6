package io.tr05.qradar.qradar;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;
import io.tr05.qradar.auth.AddressRefusedException;
import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.Causes;
import io.tr05.qradar.metrics.RelayMetrics;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;

/**
 * One exchange with a console: headers, credentials, the bound on an answer's size, the deadline, and the one place where
 * the web client's many failures become a {@link QRadarException}.
 */
final class ConsoleTransport {

    private static final Logger LOGGER = Logger.getLogger(ConsoleTransport.class.getName());

    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
    private static final int MOST_ERROR_BYTES = 64 << 10;

    private final WebClient web;
    private final Credentials tenant;
    private final String requestId;
    private final LoginHeader account;
    private final Login login;
    private final LoginGate gate;
    private final long mostBytes;
    private final RelayMetrics metrics;

    /**
     * A way to a tenant's console.
     *
     * @param web the client of all consoles
     * @param call whose console, and who logs in
     * @param login the latter as a key
     * @param gate which calls may be made with it
     * @param mostBytes the longest answer that is read
     * @param metrics counts the calls
     */
    ConsoleTransport(
            WebClient web, TenantCall call, Login login, LoginGate gate, long mostBytes, RelayMetrics metrics) {
        this.web = web;
        this.tenant = call.tenant();
        this.requestId = call.requestId();
        this.metrics = metrics;
        this.account = LoginHeader.of(tenant.account());
        this.login = login;
        this.gate = gate;
        this.mostBytes = mostBytes;
    }

    /** Reads a success. */
    interface AnswerReader<T> {
        T read(InputStream body) throws IOException;

        /** To be overridden where the kind of success says something. */
        default T read(Status status, InputStream body) throws IOException {
            return read(body);
        }

        /** Told right before a request leaves, each time; may still throw a {@link QRadarException} to stop it. */
        default void sending() {}
    }

    /**
     * Runs the exchange on a thread of its own, so that the deadline holds whatever step hangs: the look-up of the name, the
     * connection, the TLS handshake or a read. The interrupt closes the socket, since the thread is a virtual one.
     */
    <T> T attempt(ConsoleRequest request, Deadline deadline, AnswerReader<T> reader, boolean keepAlive) {
        try {
            return ConsoleOutcome.measured(
                    (outcome, took) -> metrics.consoleCall(request.operation(), outcome, took),
                    () -> exchange(request, deadline, reader, keepAlive));
        } catch (QRadarException.LoginRejected rejected) {
            throw tenant.account() instanceof ConsoleAccount.ServiceToken
                    ? QRadarException.LoginRejected.ofServiceToken()
                    : rejected;
        }
    }

    private <T> T exchange(ConsoleRequest request, Deadline deadline, AnswerReader<T> reader, boolean keepAlive) {
        LoginGate.Pass pass = gate.enter(login, deadline);
        long began = System.nanoTime();
        FutureTask<T> exchange = new FutureTask<>(() -> call(request, deadline, reader, keepAlive, pass));
        try {
            Thread.ofVirtual().name("console-call").start(exchange);
            return exchange.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            exchange.cancel(true);
            LOGGER.log(Level.FINE, () -> line(request, "failed for want of an answer", began));
            throw new QRadarException.Unreachable("the console did not answer before the deadline");
        } catch (InterruptedException interrupted) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            LOGGER.log(Level.FINE, () -> line(request, "given up", began));
            throw new QRadarException.Unreachable("the call was interrupted");
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNull(failed.getCause());
            LOGGER.log(Level.FINE, cause, () -> line(request, "failed", began));
            throw typed(cause);
        } finally {
            pass.close();
        }
    }

    private <T> T call(
            ConsoleRequest request, Deadline deadline, AnswerReader<T> reader, boolean keepAlive, LoginGate.Pass pass)
            throws IOException {
        long began = System.nanoTime();
        reader.sending();
        try (HttpClientResponse response = submit(request, deadline, keepAlive)) {
            Status status = response.status();
            pass.answered(status);
            LOGGER.log(Level.FINE, () -> line(request, "-> " + status.code(), began));
            InputStream body = response.entity().hasEntity() ? response.inputStream() : InputStream.nullInputStream();
            if (status.family() != Status.Family.SUCCESSFUL) {
                byte[] error = new CappedInputStream(body, Long.MAX_VALUE, deadline).readNBytes(MOST_ERROR_BYTES);
                throw QRadarErrorDecoder.decode(status.code(), error, request.role(), this::hide);
            }
            return reader.read(status, new CappedInputStream(body, mostBytes, deadline));
        }
    }

    private HttpClientResponse submit(ConsoleRequest request, Deadline deadline, boolean keepAlive) {
        Duration silence = deadline.remainingAtMost(request.patience());
        HttpClientRequest call = web.method(request.method())
                .uri(request.uri(tenant.console().authority()))
                .keepAlive(keepAlive)
                .readTimeout(silence.isZero() ? Duration.ofMillis(1) : silence)
                .accept(MediaTypes.APPLICATION_JSON)
                .header(REQUEST_ID, requestId)
                .header(account.name(), account.value().reveal());
        request.headers().forEach((name, value) -> call.header(HeaderNames.create(name), value));
        if (request.form().isPresent()) {
            call.contentType(MediaTypes.APPLICATION_FORM_URLENCODED);
            return call.submit(request.formBody().getBytes(StandardCharsets.UTF_8));
        }
        if (request.json().isPresent()) {
            call.contentType(MediaTypes.APPLICATION_JSON);
            return call.submit(request.json().get().getBytes(StandardCharsets.UTF_8));
        }
        return call.request();
    }

    /** A text of the console without the secret that it was called with. */
    String hide(String text) {
        return account.hideIn(text);
    }

    private String line(ConsoleRequest request, String outcome, long began) {
        return "%s %s %s in %d ms, console=%s request_id=%s"
                .formatted(
                        request.method(),
                        request.path(),
                        outcome,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                        tenant.console().authority(),
                        requestId);
    }

    private static RuntimeException typed(Throwable failure) {
        if (failure instanceof QRadarException typed) {
            return typed;
        }
        if (failure instanceof StreamConstraintsException) {
            return new QRadarException.UnreadableAnswer(
                    "the console's answer is longer than such an answer can be", failure);
        }
        // the latter is Jackson's for what begins like UTF-32 and is none
        if (failure instanceof JacksonException || failure instanceof CharConversionException) {
            return new QRadarException.UnreadableAnswer("the console's answer is not the JSON it should be", failure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return transport(failure);
    }

    private static RuntimeException transport(Throwable failure) {
        if (hasCause(failure, AddressRefusedException.class::isInstance)) {
            return new QRadarException.AddressRefused(failure);
        }
        if (hasCause(failure, ConsoleTransport::isAboutTrust)) {
            return new QRadarException.CertificateNotTrusted(failure);
        }
        if (hasCause(failure, java.net.SocketTimeoutException.class::isInstance)) {
            return new QRadarException.Unreachable("the console was silent for too long", failure);
        }
        return new BrokenConnection(failure);
    }

    /**
     * Whether the console can't have seen anything of the call. A broken TLS handshake does not prove it: an alert that comes
     * after the handshake, when the request is on its way, is the same exception in Java.
     */
    static boolean neverConnected(QRadarException.Unreachable failure) {
        return hasCause(
                failure,
                cause -> cause instanceof ConnectException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof UnknownHostException);
    }

    /**
     * Not every handshake that fails: a console that restarts closes it half-way, and one without a version of TLS in common
     * refuses it. The JDK words alerts by their names in RFC 8446, such as {@code bad_certificate}.
     */
    private static boolean isAboutTrust(Throwable failure) {
        if (failure instanceof CertificateException) {
            return true;
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return failure instanceof SSLException && (message.contains("certificate") || message.contains("unknown_ca"));
    }

    private static boolean hasCause(Throwable failure, Predicate<Throwable> wanted) {
        return Causes.of(failure).anyMatch(wanted);
    }

    /** Any other failure below HTTP: refused, reset, closed early, unknown host. */
    static final class BrokenConnection extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private BrokenConnection(Throwable cause) {
            super(cause);
        }

        /** The web client's parser complains by these two; a connection that ends early, by others. */
        boolean isNotHttp() {
            return hasCause(
                            this,
                            cause -> cause.getClass() == IllegalStateException.class
                                    || cause.getClass() == IllegalArgumentException.class)
                    && !hasCause(this, cause -> cause instanceof IOException || cause instanceof UncheckedIOException);
        }
    }
}
