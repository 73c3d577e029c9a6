package io.tr05.qradar.qradar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.auth.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is known of consoles from earlier calls, so that they are asked less: the columns of their events, the API version
 * that they take, whose turn it is to search, and which logins they have just rejected. Bounded in size and time; losing
 * any of it costs one more call. Safe for use by any number of threads.
 */
final class ConsoleMemory {

    private static final Duration COLUMNS_KEPT = Duration.ofMinutes(10);
    private static final Duration VERSION_KEPT = Duration.ofHours(1);
    private static final Duration TURNS_KEPT = Duration.ofHours(1);

    /** A console locks a caller out after five failed logins: long enough that a burst of calls makes no more than one. */
    private static final Duration REJECTION_KEPT = Duration.ofMinutes(1);

    private static final int MOST_CONSOLES = 10_000;
    private static final String DIGEST = "HmacSHA256";

    private final Cache<ConsoleAddress, ConsoleColumns> columns = Caffeine.newBuilder()
            .expireAfterWrite(COLUMNS_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();
    private final Cache<ConsoleAddress, String> versions = Caffeine.newBuilder()
            .expireAfterWrite(VERSION_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();
    private final Cache<ConsoleAddress, Semaphore> turns = Caffeine.newBuilder()
            .expireAfterAccess(TURNS_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();
    private final Cache<Login, Boolean> rejected = Caffeine.newBuilder()
            .expireAfterWrite(REJECTION_KEPT)
            .maximumSize(MOST_CONSOLES)
            .build();
    private final SecretKeySpec digestKey = newKey();
    private final int searchesAtOnce;

    /**
     * Knows nothing yet.
     *
     * @param searchesAtOnce on one console, at least 1
     */
    ConsoleMemory(int searchesAtOnce) {
        this.searchesAtOnce = searchesAtOnce;
    }

    Optional<ConsoleColumns> columns(ConsoleAddress console) {
        return Optional.ofNullable(columns.getIfPresent(console));
    }

    void remember(ConsoleAddress console, ConsoleColumns asked) {
        columns.put(console, asked);
    }

    void forgetColumns(ConsoleAddress console) {
        columns.invalidate(console);
    }

    /** The API version to speak with a console, if it refused the configured one. */
    Optional<String> version(ConsoleAddress console) {
        return Optional.ofNullable(versions.getIfPresent(console));
    }

    void rememberVersion(ConsoleAddress console, String version) {
        versions.put(console, version);
    }

    /** The turns of searches on one console, first come, first served. */
    Semaphore turns(ConsoleAddress console) {
        return turns.get(console, unused -> new Semaphore(searchesAtOnce, true));
    }

    void rememberRejection(Credentials tenant) {
        rejected.put(login(tenant), Boolean.TRUE);
    }

    /** Whether the console has rejected these very credentials a moment ago. */
    boolean wasRejected(Credentials tenant) {
        return rejected.getIfPresent(login(tenant)) != null;
    }

    private Login login(Credentials tenant) {
        return new Login(
                tenant.console(),
                tenant.user(),
                HexFormat.of().formatHex(digest(tenant.password().reveal())));
    }

    private byte[] digest(String password) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(digestKey);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has " + DIGEST, impossible);
        }
    }

    private static SecretKeySpec newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, DIGEST);
    }

    /** Who logs in where; the password only as a digest under a key that ends with this process. */
    private record Login(ConsoleAddress console, String user, String passwordDigest) {}
}
