package io.tr05.qradar.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a caller sends over one connection. While a call is worked on, another thread already waits for what comes
 * after it: the end of the connection tells that the caller is gone, anything else is kept for the connection's own thread,
 * which gets all bytes in their order. That is one read at most, so a caller that sends more while it waits for its answer
 * is bounded, but its end is only seen when it is asked for its next request.
 *
 * <p>No time-out and no poll is involved, and nothing depends on whether the bytes come over TLS. All but the waiting is
 * for the connection's own thread.
 */
final class ReadAhead implements Supplier<byte[]> {

    private static final Executor THREADS =
            read -> Thread.ofVirtual().name("read-ahead").start(read);

    private final DataReader connection;
    private @Nullable CompletableFuture<byte[]> ahead;

    ReadAhead(DataReader connection) {
        this.connection = connection;
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
     * @throws CloseConnectionException if the connection broke, or if its thread is interrupted
     */
    @Override
    public byte[] get() {
        CompletableFuture<byte[]> next = ahead;
        if (next == null) {
            return read();
        }
        try {
            byte[] bytes = next.get();
            ahead = null;
            return bytes;
        } catch (InterruptedException interrupted) {
            // how Helidon ends an idle connection; it now closes the socket, which ends the read too
            throw new CloseConnectionException("interrupted while waiting for a request", interrupted);
        } catch (ExecutionException ended) {
            throw ended.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(ended);
        }
    }

    private byte[] read() {
        return connection.readBuffer().readBytes();
    }
}
