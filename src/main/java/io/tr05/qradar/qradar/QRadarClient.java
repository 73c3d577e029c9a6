package io.tr05.qradar.qradar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.qradar.ConsoleTransport.AnswerReader;
import io.tr05.qradar.qradar.ConsoleTransport.BrokenConnection;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Calls one console as one tenant, and knows what may be tried again: a broken connection once where that is safe, a busy
 * console a few times, a refused API version with one that the console has. A rejected login never is, since consoles lock
 * callers out.
 */
final class QRadarClient {

    private static final Logger LOGGER = Logger.getLogger(QRadarClient.class.getName());
    /** The longest answer that is made a tree of, which takes many times its size in memory; 1,000 columns have 0.1 MB. */
    private static final long LONGEST_TREE = 4L << 20;

    /** Reads answers of a bounded size. */
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(LONGEST_TREE)
                    .build())
            .build());

    private static final String VERSION = "Version";

    private static final int TRIES_OF_BUSY = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);

    /** With less time left than that the console's "no" says more than a time-out would. */
    private static final Duration TIME_FOR_ONE_TRY = Duration.ofMillis(500);

    private final ConsoleTransport transport;
    private final ConsoleAddress console;
    private final String apiVersion;
    private final ConsoleMemory memory;

    /**
     * A client.
     *
     * @param transport to the tenant's console
     * @param console which one it is
     * @param apiVersion the API version to ask for first
     * @param memory what is known of consoles
     */
    QRadarClient(ConsoleTransport transport, ConsoleAddress console, String apiVersion, ConsoleMemory memory) {
        this.transport = transport;
        this.console = console;
        this.apiVersion = apiVersion;
        this.memory = memory;
    }

    /** The answer as a tree; for answers of a bounded size. */
    JsonNode json(ConsoleRequest request, Deadline deadline) {
        return exchange(request, deadline, QRadarClient::tree);
    }

    /** For calls whose success says all; still, a success that is a page of a proxy is none. */
    void send(ConsoleRequest request, Deadline deadline) {
        exchange(request, deadline, JSON::readTree);
    }

    /** A text of the console without the secret that it was called with. */
    String hide(String text) {
        return transport.hide(text);
    }

    /** Reads an answer that has to say something. */
    static JsonNode tree(InputStream body) throws IOException {
        JsonNode tree = JSON.readTree(body);
        if (tree == null || tree.isMissingNode()) {
            throw new QRadarException.UnreadableAnswer("the console's answer is empty");
        }
        return tree;
    }

    /**
     * One call, tried again where that makes sense.
     *
     * @throws QRadarException for everything but a readable success before the deadline
     */
    <T> T exchange(ConsoleRequest request, Deadline deadline, AnswerReader<T> reader) {
        String spoken = memory.version(console).orElse(apiVersion);
        String other;
        try {
            return patiently(request.header(VERSION, spoken), deadline, reader);
        } catch (QRadarException.Refused refused) {
            if (!mayBeAboutVersion(refused)) {
                throw refused;
            }
            other = otherVersion(spoken, deadline).orElseThrow(() -> refused);
        }
        return patiently(request.header(VERSION, other), deadline, reader);
    }

    /** Backs off from a busy console, each time longer and by chance, so that callers do not come back together. */
    private <T> T patiently(ConsoleRequest request, Deadline deadline, AnswerReader<T> reader) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return reconnecting(request, deadline, reader);
            } catch (QRadarException.Refused refused) {
                Duration wait = pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis()));
                if (!isBusy(refused)
                        || attempt == TRIES_OF_BUSY
                        || deadline.waitedFor().compareTo(wait.plus(TIME_FOR_ONE_TRY)) < 0) {
                    throw refused;
                }
                LOGGER.log(Level.FINE, "the console is busy; asking again in {0}", wait);
                sleep(wait);
                pause = pause.multipliedBy(2);
            }
        }
    }

    /** 429, and 503 with which Ariel says that it is not there at the moment: nothing was carried out. */
    private static boolean isBusy(QRadarException.Refused refused) {
        return refused.status() == 429 || refused.status() == 503;
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QRadarException.Unreachable("the call was interrupted");
        }
    }

    /**
     * A console, or a proxy before it, may close a kept-alive connection at any moment: what may be done twice is tried once
     * more on a fresh connection, and what may not gets a fresh one at once.
     */
    private <T> T reconnecting(ConsoleRequest request, Deadline deadline, AnswerReader<T> reader) {
        try {
            return transport.attempt(request, deadline, reader, request.isIdempotent());
        } catch (BrokenConnection broken) {
            if (!request.isIdempotent() || deadline.hasPassed()) {
                throw unreachable(broken);
            }
        }
        try {
            return transport.attempt(request, deadline, reader, false);
        } catch (BrokenConnection broken) {
            throw unreachable(broken);
        }
    }

    private static QRadarException unreachable(BrokenConnection broken) {
        return broken.isNotHttp()
                ? QRadarException.Unreachable.notHttp(broken)
                : new QRadarException.Unreachable("the connection to the console failed", broken);
    }

    /**
     * Consoles refuse a version that they no longer have with 410 or 422; the latter is also for what is wrong in a call. A
     * proxy may have kept the console's words back: then only its list of versions tells.
     */
    private static boolean mayBeAboutVersion(QRadarException.Refused refused) {
        return refused.status() == 410
                || (refused.status() == 422
                        && refused.consoleMessage()
                                .map(message -> message.toLowerCase(Locale.ROOT).contains("version"))
                                .orElse(true));
    }

    /**
     * Asks the console which versions it has; the nearest one, unless it has the refused one, since it means something else
     * then, or does not tell.
     */
    private Optional<String> otherVersion(String refused, Deadline deadline) {
        ApiVersions versions;
        try {
            versions = ApiVersions.of(patiently(ApiVersions.request(), deadline, QRadarClient::tree));
        } catch (QRadarException untold) {
            LOGGER.log(Level.FINE, "a console refused API version {0}, and does not tell those it has", refused);
            return Optional.empty();
        }
        Optional<String> other = versions.has(refused) ? Optional.empty() : versions.nearest(apiVersion);
        other.ifPresent(version -> {
            LOGGER.log(Level.INFO, () -> "a console refused API version %s; speaking %s with it"
                    .formatted(refused, version));
            memory.rememberVersion(console, version);
        });
        return other;
    }
}
