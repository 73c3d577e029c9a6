package io.tr05.qradar.auth;

/**
 * A tenant whose token was verified.
 *
 * @param console the tenant's QRadar console, claim {@code SERVER_IP}
 * @param user name at the console, not blank, claim {@code user}
 * @param password at the console, not blank, claim {@code pass}
 * @param entitiesLimit events wanted of each observable, at least 1. Claim {@code CTR_ENTITIES_LIMIT}; not a positive integer: 100;
 *     more than an int holds: the largest int
 */
public record Credentials(ConsoleAddress console, String user, Secret password, int entitiesLimit) {
    /** @throws IllegalArgumentException when a part is blank or the limit is not positive */
    public Credentials {
        if (user.isBlank() || password.reveal().isBlank() || entitiesLimit < 1) {
            throw new IllegalArgumentException("incomplete credentials");
        }
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "Credentials[console=" + console + ", user=***, password=***, entitiesLimit=" + entitiesLimit + "]";
    }
}
