package io.tr05.qradar.http;

import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.CallBounds;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * How many calls are worked on at once, of all tenants together and of each, and how many of these have a large body. Who
 * finds no place is refused at once: a queue would hold memory too, and a caller that is told can come again. A place is
 * kept until the answer is written, since the answer is what holds the memory. Safe for use by any number of threads.
 */
final class Admission {

    /** Of the largest body, while it is read: its bytes, once more as they come, and its texts at two bytes a character. */
    private static final long BYTES_OF_A_LARGE_BODY = 4L * RequestReader.MOST_BYTES;

    /** Part of the heap that large bodies may fill. */
    private static final double SHARE_OF_HEAP = 0.2;

    /** Of so many calls one may have a large body. */
    private static final int CALLS_FOR_A_LARGE_BODY = 4;

    private final Semaphore places;
    private final Shares shares;
    private final Semaphore largeBodies;
    private final Shares sharesOfLargeBodies;

    private Admission(CallBounds bounds, int mostLargeBodies) {
        this.places = new Semaphore(bounds.most());
        this.shares = new Shares(bounds.mostPerTenant());
        this.largeBodies = new Semaphore(mostLargeBodies);
        this.sharesOfLargeBodies = new Shares(Math.max(1, mostLargeBodies / 2));
    }

    /** All places free, and as many of them for large bodies as this JVM's heap has room for. */
    static Admission of(CallBounds bounds) {
        long roomFor = (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()) / BYTES_OF_A_LARGE_BODY;
        return new Admission(bounds, Math.clamp(roomFor, 1, Math.max(1, bounds.most() / CALLS_FOR_A_LARGE_BODY)));
    }

    /** Who shares places. Kept only as long as a call of theirs is. */
    private record Tenant(ConsoleAddress console, ConsoleAccount account) {}

    /** How many places each tenant has, of as many as each may have. */
    private static final class Shares {

        private final int most;
        private final ConcurrentMap<Tenant, Integer> taken = new ConcurrentHashMap<>();

        private Shares(int most) {
            this.most = most;
        }

        private boolean take(Tenant tenant) {
            if (taken.merge(tenant, 1, Integer::sum) <= most) {
                return true;
            }
            giveBack(tenant);
            return false;
        }

        private void giveBack(Tenant tenant) {
            taken.computeIfPresent(tenant, (whose, held) -> held == 1 ? null : held - 1);
        }
    }

    /**
     * Takes a place before it is known whose call it is, so that a flood of calls with bad tokens is bounded too.
     *
     * @throws TooManyCallsException if there is none
     */
    Place enter() {
        if (!places.tryAcquire()) {
            throw new TooManyCallsException(
                    "The relay is working on as many requests as it can. Try again in a moment.");
        }
        return new Place();
    }

    /** A call's place, for the thread of that call. */
    final class Place implements AutoCloseable {

        private Optional<Tenant> holder = Optional.empty();
        private boolean hasLargeBody;

        private Place() {}

        /**
         * Counts this place as one of a tenant's, once.
         *
         * @throws TooManyCallsException if the tenant has as many already
         */
        void claim(Credentials credentials) {
            Tenant tenant = new Tenant(credentials.console(), credentials.account());
            if (!shares.take(tenant)) {
                throw new TooManyCallsException("The relay is already working on as many requests for this module as"
                        + " it takes at once. Try again in a moment.");
            }
            holder = Optional.of(tenant);
        }

        /**
         * Counts this call, whose tenant is known, among those with a large body, once.
         *
         * @throws TooManyCallsException if there are as many already, of this tenant or of all
         */
        void takeLargeBody() {
            Tenant tenant = holder.orElseThrow();
            if (!sharesOfLargeBodies.take(tenant)) {
                throw tooManyLargeBodies();
            }
            if (!largeBodies.tryAcquire()) {
                sharesOfLargeBodies.giveBack(tenant);
                throw tooManyLargeBodies();
            }
            hasLargeBody = true;
        }

        /** Gives the place back. */
        @Override
        public void close() {
            holder.ifPresent(tenant -> {
                if (hasLargeBody) {
                    largeBodies.release();
                    sharesOfLargeBodies.giveBack(tenant);
                }
                shares.giveBack(tenant);
            });
            places.release();
        }
    }

    private static TooManyCallsException tooManyLargeBodies() {
        return new TooManyCallsException("The relay is working on as many requests with more than "
                + RequestReader.MOST_BYTES_OF_MANY / 1024 + " KB as it can. Try again in a moment.");
    }
}
