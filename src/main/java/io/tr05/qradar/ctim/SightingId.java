package io.tr05.qradar.ctim;

import io.tr05.qradar.auth.ConsoleAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Ids that are the same whenever the same event is found for the same observable on the same console, so that the platform
 * shows it once however often it asks (docs/decisions/0010).
 */
final class SightingId {

    /** Ours alone: drawn once, never to be changed, or every id changes. */
    private static final UUID NAMESPACE = UUID.fromString("6f0f2a4e-3c0b-4a55-9d0e-5b7a3a1c9e42");

    /** Between the parts; no console, type or number holds one. */
    private static final String SEPARATOR = "\u001f";

    /** A surrogate without the other, as in a log line that was cut within a character. */
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private static final int VERSION = 5;

    private SightingId() {}

    /**
     * CTIM's transient id of a sighting.
     *
     * @param console where the event is
     * @param observable for which it was found
     * @param identity what tells the event from others there
     */
    static String of(ConsoleAddress console, Observable observable, String identity) {
        List<String> parts = List.of(console.authority(), observable.type().name(), observable.canonical(), identity);
        return "transient:sighting-" + uuid(NAMESPACE, writable(String.join(SEPARATOR, parts)));
    }

    /** The text in characters that have bytes: in UTF-8 all halves of characters are one question mark. */
    private static String writable(String text) {
        return HALF.matcher(text)
                .replaceAll(half -> SEPARATOR + Integer.toHexString(half.group().charAt(0)));
    }

    /** Parts of an identity as one text. */
    static String joined(List<String> parts) {
        return String.join(SEPARATOR, parts);
    }

    /** A name-based UUID of version 5 (RFC 9562, section 5.5). */
    static UUID uuid(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer digest = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (digest.getLong() & ~0xf000L) | ((long) VERSION << 12);
        long low = (digest.getLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
