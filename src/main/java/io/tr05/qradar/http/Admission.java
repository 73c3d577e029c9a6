package io.tr05.qradar.http;

import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.auth.Credentials;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * How many calls are worked on at once, of all tenants together and of each. Who finds no place is refused at once: a queue
 * would hold memory too, and a caller that is told can come again. A place is kept until the answer is written, since the
 * answer is what holds the memory. Safe for use by any number of threads.
 */
final class Admission {

    private final Semaphore places;
    private final int mostPerTenant;
    private final ConcurrentMap<Tenant, Integer> taken = new ConcurrentHashMap<>();

    /**
     * All places free.
     *
     * @param most calls at once, at least 1
     * @param mostPerTenant of these with one login at one console, at least 1
     */
    Admission(int most, int mostPerTenant) {
        this.places = new Semaphore(most);
        this.mostPerTenant = mostPerTenant;
    }

    /** Who shares places. Kept only as long as a call of theirs is. */
    private record Tenant(ConsoleAddress console, ConsoleAccount account) {}

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

        private Place() {}

        /**
         * Counts this place as one of a tenant's, once.
         *
         * @throws TooManyCallsException if the tenant has as many already
         */
        void claim(Credentials credentials) {
            Tenant tenant = new Tenant(credentials.console(), credentials.account());
            taken.compute(tenant, (whose, before) -> {
                int held = before == null ? 0 : before;
                if (held >= mostPerTenant) {
                    throw new TooManyCallsException(
                            "The relay is already working on as many requests for this module as"
                                    + " it takes at once. Try again in a moment.");
                }
                return held + 1;
            });
            holder = Optional.of(tenant);
        }

        /** Gives the place back. */
        @Override
        public void close() {
            holder.ifPresent(tenant -> taken.computeIfPresent(tenant, (whose, held) -> held == 1 ? null : held - 1));
            places.release();
        }
    }
}
