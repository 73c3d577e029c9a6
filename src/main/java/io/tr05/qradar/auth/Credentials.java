package io.tr05.qradar.auth;

/**
 * A tenant whose token was verified.
 *
 * @param console the tenant's QRadar console, claim {@code SERVER_IP}
 * @param account as whom to call it, claims {@code user} and {@code pass}
 * @param entitiesLimit events wanted of each observable, at least 1. Claim {@code CTR_ENTITIES_LIMIT}; not a positive integer: 100;
 *     more than an int holds: the largest int
 */
public record Credentials(ConsoleAddress console, ConsoleAccount account, int entitiesLimit) {
    /** @throws IllegalArgumentException when the limit is not positive */
    public Credentials {
        if (entitiesLimit < 1) {
            throw new IllegalArgumentException("no limit");
        }
    }

    /** Without the account. */
    @Override
    public String toString() {
        return "Credentials[console=" + console + ", account=***, entitiesLimit=" + entitiesLimit + "]";
    }
}
