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
 * How many calls are worked on at once, of all tenants together and of each, and how long the large ones of their bodies may
 * be together. Who finds no place is refused at once: a queue would hold memory too, and a caller that is told can come
 * again. A place is kept until the answer is written, since the answer is what holds the memory. Safe for use by any number
 * of threads.
 */
final class Admission {

    /** What a body takes of the heap for each of its bytes: itself, itself again as it comes, texts of two bytes a character. */
    private static final int BYTES_OF_A_BYTE = 4;

    /** Part of the heap that large bodies may fill. */
    private static final double SHARE_OF_HEAP = 0.2;

    private static final int KILOBYTE = 1024;

    private static final String TOO_MANY_LARGE_BODIES =
            "The relay is working on as many large requests as it can. Try again in a moment.";

    private final Semaphore places;
    private final Shares shares;
    private final Semaphore kilobytes;
    private final Shares sharesOfKilobytes;

    /**
     * All places free.
     *
     * @param bounds on calls
     * @param bodyBytes of large bodies together; room for one of the largest is there in any case
     */
    Admission(CallBounds bounds, long bodyBytes) {
        int most = Math.clamp(bodyBytes / KILOBYTE, kilobytes(RequestReader.MOST_BYTES), Integer.MAX_VALUE);
        this.places = new Semaphore(bounds.most());
        this.shares = new Shares(
                bounds.mostPerTenant(),
                "The relay is already working on as many requests for this module as it takes at once."
                        + " Try again in a moment.");
        this.kilobytes = new Semaphore(most);
        this.sharesOfKilobytes =
                new Shares(Math.max(most / 2, kilobytes(RequestReader.MOST_BYTES)), TOO_MANY_LARGE_BODIES);
    }

    /** All places free, and room for the large bodies that fit into a fifth of this JVM's heap. */
    static Admission ofThisHeap(CallBounds bounds) {
        return new Admission(
                bounds, (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()) / BYTES_OF_A_BYTE);
    }

    private static int kilobytes(int bytes) {
        return Math.ceilDiv(bytes, KILOBYTE);
    }

    /** Who shares places. Kept only as long as a call of theirs is. */
    private record Tenant(ConsoleAddress console, ConsoleAccount account) {}

    /** How much of something each tenant has, of as much as each may have. */
    private static final class Shares {

        private final int most;
        private final String refusal;
        private final ConcurrentMap<Tenant, Integer> taken = new ConcurrentHashMap<>();

        private Shares(int most, String refusal) {
            this.most = most;
            this.refusal = refusal;
        }

        private void take(Tenant tenant, int amount) {
            taken.compute(tenant, (whose, before) -> {
                int held = before == null ? 0 : before;
                if (held > most - amount) {
                    throw new TooManyCallsException(refusal); // upon which nothing is taken
                }
                return held + amount;
            });
        }

        private void giveBack(Tenant tenant, int amount) {
            taken.computeIfPresent(tenant, (whose, held) -> held == amount ? null : held - amount);
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
        private int kilobytesOfBody;

        private Place() {}

        /**
         * Counts this place as one of a tenant's, once.
         *
         * @throws TooManyCallsException if the tenant has as many already
         */
        void claim(Credentials credentials) {
            Tenant tenant = new Tenant(credentials.console(), credentials.account());
            shares.take(tenant, 1);
            holder = Optional.of(tenant);
        }

        /**
         * Takes room for the large body of this call, whose tenant is known, once.
         *
         * @param bytes how long it is, or may get; at most {@link RequestReader#MOST_BYTES}
         * @throws TooManyCallsException if there is none, for this tenant or for all
         */
        void takeLargeBody(int bytes) {
            Tenant tenant = holder.orElseThrow();
            int wanted = kilobytes(bytes);
            sharesOfKilobytes.take(tenant, wanted);
            if (!kilobytes.tryAcquire(wanted)) {
                sharesOfKilobytes.giveBack(tenant, wanted);
                throw new TooManyCallsException(TOO_MANY_LARGE_BODIES);
            }
            kilobytesOfBody = wanted;
        }

        /** Gives the place back. */
        @Override
        public void close() {
            holder.ifPresent(tenant -> {
                if (kilobytesOfBody > 0) {
                    kilobytes.release(kilobytesOfBody);
                    sharesOfKilobytes.giveBack(tenant, kilobytesOfBody);
                }
                shares.giveBack(tenant, 1);
            });
            places.release();
        }
    }
}
