package io.tr05.qradar.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What files of the operator hold, read again when they have changed. Whoever asks looks, at most once in a while, and
 * compares contents: so a swapped symbolic link (Kubernetes), a rename (most renewals) and a rewritten file are all seen, and
 * no thread waits for them. New content that is of no use is logged once, and what was read before stays.
 *
 * <p>Safe for use by any number of threads; all but the one that looks get what was read before.
 */
final class WatchedFiles<T> implements Supplier<T> {
    /** How often files are looked at, unless a test wants it otherwise. */
    static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

    /** Some twenty times the authorities of the whole web; no file of ours is longer, but a device never ends. */
    private static final int MOST_BYTES = 4 << 20;

    private static final Logger LOGGER = Logger.getLogger(WatchedFiles.class.getName());

    private final String settings;
    private final List<Path> files;
    private final Function<List<String>, T> syntax;
    private final long pauseNanos;
    private final ReentrantLock looking = new ReentrantLock();
    /** Of the contents seen last, good or bad, since a private key need not be kept as text; empty if unreadable. */
    private List<String> seen;

    private volatile T value;
    private volatile long lastLook = System.nanoTime();

    /**
     * Reads the files.
     *
     * @param settings the variables that name them, for messages
     * @param files all are read together
     * @param syntax makes a value of their texts; throws {@link SettingFault} and nothing else
     * @param pause at least so long passes between two looks
     * @throws SettingFault when it says so
     * @throws IOException when they can't be read
     */
    WatchedFiles(String settings, List<Path> files, Function<List<String>, T> syntax, Duration pause)
            throws IOException {
        this.settings = settings;
        this.files = List.copyOf(files);
        this.syntax = syntax;
        this.pauseNanos = pause.toNanos();
        var texts = texts();
        this.seen = digests(texts);
        this.value = syntax.apply(texts);
    }

    /** What the files hold, or held when they were last of use. */
    @Override
    public T get() {
        if (System.nanoTime() - lastLook >= pauseNanos && looking.tryLock()) {
            try {
                look();
            } finally {
                lastLook = System.nanoTime();
                looking.unlock();
            }
        }
        return value;
    }

    private void look() {
        try {
            var texts = texts();
            var digests = digests(texts);
            if (!digests.equals(seen)) {
                seen = digests;
                value = syntax.apply(texts);
                LOGGER.log(Level.INFO, () -> settings + ": changed on disk; new connections use what is there now");
            }
        } catch (SettingFault fault) {
            warn(String.valueOf(fault.getMessage()));
        } catch (IOException unreadable) {
            if (!seen.isEmpty()) {
                warn("cannot be read (" + unreadable.getClass().getSimpleName() + ")");
            }
            seen = List.of();
        }
    }

    private void warn(String fault) {
        LOGGER.log(
                Level.WARNING,
                () -> settings + ": changed on disk, but " + fault + "; what was read before stays in use");
    }

    private List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        for (var file : files) {
            texts.add(text(file));
        }
        return texts;
    }

    private static String text(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new OverlongFileException();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Named as the JDK names its own, since faults and warnings tell the name. */
    private static final class OverlongFileException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static List<String> digests(List<String> texts) {
        return texts.stream()
                .map(text -> HexFormat.of().formatHex(KeyPin.sha256(text.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }
}
