package io.tr05.qradar.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a caller sends over one connection. While a call is worked on, another thread already waits for what comes
 * after it: the end of the connection tells that the caller is gone, anything else is kept for the connection's own thread,
 * which gets all bytes in their order. That is one read at most, so a caller that sends more while it waits for its answer
 * is bounded, but its end is only seen when it is asked for its next request.
 *
 * <p>A request that has begun has to be here within a time, however it is spread; watching for the end involves no time-out
 * and no poll, and nothing depends on whether the bytes come over TLS. All but the waiting is
 * for the connection's own thread.
 */
final class ReadAhead implements Supplier<byte[]> {

    private static final Executor THREADS =
            read -> Thread.ofVirtual().name("read-ahead").start(read);

    /** Of a TLS handshake and the first bytes after it, which Helidon reads in one go. */
    private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(20);

    /** Of a request's first bytes up to the end of its headers. */
    private static final Duration LONGEST_HEAD = Duration.ofSeconds(10);

    /** Of a request's body, the largest that is read. */
    private static final Duration LONGEST_BODY = Duration.ofSeconds(30);

    /** From what comes after an answer has begun, which may be the rest of a body that nobody wants, to the next request. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(2);

    /**
     * How long a caller may take.
     *
     * @param handshake for a TLS handshake and the first bytes after it
     * @param head for a request's first bytes up to the end of its headers
     * @param body for its body
     * @param rest from bytes that come after an answer has begun to the next request
     */
    record Patience(Duration handshake, Duration head, Duration body, Duration rest) {}

    private final DataReader connection;
    private final Patience patience;
    private boolean handshaking;
    private boolean answered;
    private @Nullable CompletableFuture<byte[]> ahead;

    /** When the part of the request that is being read has to be here; nothing between two requests. */
    private OptionalLong due = OptionalLong.empty();

    ReadAhead(DataReader connection) {
        this(connection, new Patience(LONGEST_HANDSHAKE, LONGEST_HEAD, LONGEST_BODY, LONGEST_REST));
    }

    /** For tests, which do not wait as long. */
    ReadAhead(DataReader connection, Patience patience) {
        this.connection = connection;
        this.patience = patience;
    }

    /** The first bytes come after a TLS handshake, which the caller may drag out, too. */
    void handshakeBegins() {
        due = in(patience.handshake());
        handshaking = true;
    }

    /** A request has begun: what is left of its head has to come soon. */
    void headBegins() {
        due = in(patience.head());
        answered = false;
    }

    /** The head is here: now the body has its time. */
    void bodyBegins() {
        due = in(patience.body());
    }

    /** An answer is being written: the next bytes are, most likely, of the next request, which may come when it wants. */
    void answerBegins() {
        due = OptionalLong.empty();
        answered = true;
    }

    private OptionalLong in(Duration limit) {
        return OptionalLong.of(System.nanoTime() + limit.toNanos());
    }

    /**
     * Waits for the connection's end from now on. A caller that has only closed its own direction, which TCP can't tell from
     * one that is gone, counts as gone.
     *
     * @param onEnd to be run on any thread, perhaps at once, perhaps after the call at hand
     */
    void watch(Runnable onEnd) {
        CompletableFuture<byte[]> next = ahead;
        if (next == null) {
            next = CompletableFuture.supplyAsync(this::read, THREADS);
            ahead = next;
        }
        next.exceptionally(ended -> {
            onEnd.run();
            return new byte[0];
        });
    }

    /**
     * The next bytes, as soon as there are any.
     *
     * @throws DataReader.InsufficientDataAvailableException at the end
     * @throws CloseConnectionException if the connection broke, if its thread is interrupted, or if a request takes too
     *     long to arrive
     */
    @Override
    public byte[] get() {
        byte[] bytes = due.isEmpty() && ahead == null ? read() : await();
        if (due.isEmpty() || handshaking) {
            handshaking = false;
            due = in(answered ? patience.rest() : patience.head());
        }
        return bytes;
    }

    /** Reads on another thread, since a read has no time limit of its own. */
    private byte[] await() {
        CompletableFuture<byte[]> next = ahead;
        if (next == null) {
            next = CompletableFuture.supplyAsync(this::read, THREADS);
            ahead = next;
        }
        try {
            byte[] bytes = due.isEmpty() ? next.get() : next.get(due.getAsLong() - System.nanoTime(), NANOSECONDS);
            ahead = null;
            return bytes;
        } catch (TimeoutException tooSlow) {
            throw new CloseConnectionException("the request takes too long to arrive", tooSlow);
        } catch (InterruptedException interrupted) {
            // how Helidon ends an idle connection; it now closes the socket, which ends the read too
            throw new CloseConnectionException("interrupted while waiting for a request", interrupted);
        } catch (ExecutionException ended) {
            throw failure(ended);
        }
    }

    /** Each time another: who closes what it reads may meet the end a second time, and can't add a failure to itself. */
    private static RuntimeException failure(ExecutionException ended) {
        Throwable cause = ended.getCause();
        if (cause instanceof DataReader.InsufficientDataAvailableException) {
            return new DataReader.InsufficientDataAvailableException();
        }
        if (cause instanceof UncheckedIOException broken) {
            return new UncheckedIOException(broken.getCause());
        }
        if (cause instanceof CloseConnectionException) {
            return new CloseConnectionException("the connection broke", cause);
        }
        return cause instanceof RuntimeException other ? other : new IllegalStateException(ended);
    }

    private byte[] read() {
        return connection.readBuffer().readBytes();
    }
}
