package io.tr05.qradar.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The calls that are being worked on, each on its connection's thread. A call ends early when its caller goes away, or when
 * the relay stops: its thread is interrupted, upon which the searches that it waits for are cancelled. Safe for use by any
 * number of threads.
 */
public final class CallsInFlight {

    private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean interrupting;

    /**
     * Connections to be used by a server: without them nobody notices that a caller goes away, nor one that sends a byte now
     * and then.
     *
     * @param config of HTTP/1.1 on them
     */
    public static ServerConnectionSelector connections(Http1Config config) {
        return new WatchedHttp1(config);
    }

    /** From now on answers say that their connection closes, and the relay is not ready for more. */
    public void announceStop() {
        stopping = true;
    }

    /** Whether the relay is about to stop. */
    public boolean stopping() {
        return stopping;
    }

    /** Interrupts all calls, and those that are still to begin; they answer with what they have. */
    public void interrupt() {
        interrupting = true;
        calls.forEach(Call::interrupt);
    }

    /**
     * Works on a call, on the thread of its connection, after its body was read.
     *
     * @throws CallerGoneException if the caller went away meanwhile, whatever came of the work
     */
    <T> T run(ServerRequest request, Supplier<T> work) {
        Call call = begin();
        T answer;
        try {
            WatchedHttp1.connectionOf(request).ifPresent(connection -> connection.watch(call::callerGone));
            answer = work.get();
        } catch (RuntimeException | Error failure) {
            end(call);
            throw failure;
        }
        end(call);
        return answer;
    }

    /**
     * Writes an answer, on the thread of its connection. A caller that does not read it in 30 seconds loses its connection,
     * and the memory that the answer holds is free again.
     */
    void write(Runnable answer) {
        Call call = new Call(Thread.currentThread()); // not among the calls: the stop lets it be written
        CompletableFuture<Void> written = new CompletableFuture<Void>().orTimeout(LONGEST_WRITE.toNanos(), NANOSECONDS);
        CompletableFuture<Void> unused = written.whenComplete((nothing, tooLate) -> {
            if (tooLate != null) {
                call.interrupt();
            }
        });
        try {
            answer.run();
        } finally {
            written.complete(null); // of use to the timer only, which then lets go of the call
            call.end();
        }
    }

    private Call begin() {
        Call call = new Call(Thread.currentThread());
        calls.add(call);
        if (interrupting) {
            call.interrupt();
        }
        return call;
    }

    private void end(Call call) {
        calls.remove(call);
        if (call.end()) {
            throw new CallerGoneException();
        }
    }

    /** Interrupts its thread while it works on this call, and never after. */
    private static final class Call {

        private final Thread thread;
        private boolean ended;
        private boolean interrupted;
        private boolean gone;

        private Call(Thread thread) {
            this.thread = thread;
        }

        private synchronized void callerGone() {
            gone = true;
            interrupt();
        }

        private synchronized void interrupt() {
            if (!ended) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** Leaves the thread as it was, able to write an answer; true if nobody is there to read it. */
        private synchronized boolean end() {
            ended = true;
            if (interrupted) {
                Thread.interrupted();
            }
            return gone;
        }
    }
}
