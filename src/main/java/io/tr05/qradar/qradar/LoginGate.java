package io.tr05.qradar.qradar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.helidon.http.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets calls to a console through: any number at a time with a login that the console took lately, one at a time with one
 * that it has not, none with one that it has just rejected. A console locks a caller's host out after five failed logins,
 * for all tenants on it, so a burst of calls with one wrong password must cost no more than one. Safe for use by any
 * number of threads.
 */
final class LoginGate {

    /** Short enough that a changed password is soon met with care again. */
    private static final Duration PROOF_KEPT = Duration.ofMinutes(5);

    private static final Duration REJECTION_KEPT = Duration.ofMinutes(1);
    private static final int MOST_LOGINS = 10_000;

    private final Cache<Login, Boolean> proven;
    private final Cache<Login, Boolean> rejected;

    /** Weak, so that a turn is there exactly as long as somebody has it or waits for it. */
    private final Cache<Login, Semaphore> turns =
            Caffeine.newBuilder().weakValues().build();

    LoginGate() {
        this(Ticker.systemTicker());
    }

    /** With a clock of the caller's, so that nobody has to wait for a minute to pass. */
    LoginGate(Ticker ticker) {
        this.proven = kept(PROOF_KEPT, ticker);
        this.rejected = kept(REJECTION_KEPT, ticker);
    }

    private static Cache<Login, Boolean> kept(Duration time, Ticker ticker) {
        return Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(time)
                .maximumSize(MOST_LOGINS)
                .build();
    }

    /**
     * Waits until a call with this login may be made.
     *
     * @return to be told the answer's status, and to be closed when there will be none
     * @throws QRadarException.LoginRejected if the console has rejected the login, before or meanwhile
     * @throws QRadarException.Unreachable if the deadline passes, or the thread is interrupted, before that is known
     */
    Pass enter(Login login, Deadline deadline) {
        if (isOpen(login)) {
            return new Pass(login, Optional.empty());
        }
        Semaphore turn = turns.get(login, unused -> new Semaphore(1, true));
        await(turn, deadline);
        Pass pass = new Pass(login, Optional.of(turn));
        try {
            if (isOpen(login)) {
                pass.close();
            }
            return pass;
        } catch (QRadarException.LoginRejected meanwhile) {
            pass.close();
            throw meanwhile;
        }
    }

    private boolean isOpen(Login login) {
        if (rejected.getIfPresent(login) != null) {
            throw new QRadarException.LoginRejected();
        }
        return proven.getIfPresent(login) != null;
    }

    private synchronized void reject(Login login) {
        proven.invalidate(login);
        rejected.put(login, Boolean.TRUE);
    }

    /** What the console accepted before it rejected the login may be answered later, such as a status call that it held. */
    private synchronized void prove(Login login) {
        if (rejected.getIfPresent(login) == null) {
            proven.put(login, Boolean.TRUE);
        }
    }

    private static void await(Semaphore turn, Deadline deadline) {
        try {
            if (!turn.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new QRadarException.Unreachable("the console did not answer another call before the deadline");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QRadarException.Unreachable("the call was interrupted");
        }
    }

    /** One call's leave to be made. */
    final class Pass implements AutoCloseable {

        private final Login login;
        private final Optional<Semaphore> turn;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Pass(Login login, Optional<Semaphore> turn) {
            this.login = login;
            this.turn = turn;
        }

        /** To be called as soon as the status is there: the others must not wait for the body. */
        void answered(Status status) {
            if (status.code() == Status.UNAUTHORIZED_401.code()) {
                reject(login);
            } else if (isFromBehindTheLogin(status)) {
                prove(login);
            }
            close();
        }

        /**
         * A redirect, 429 and 5xx may come from a proxy that never looked at the login, and 403 from a console that has
         * locked this machine out and looks at none.
         */
        private static boolean isFromBehindTheLogin(Status status) {
            return switch (status.family()) {
                case SUCCESSFUL -> true;
                case CLIENT_ERROR ->
                    status.code() != Status.TOO_MANY_REQUESTS_429.code()
                            && status.code() != Status.FORBIDDEN_403.code();
                default -> false;
            };
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                turn.ifPresent(Semaphore::release);
            }
        }
    }
}
