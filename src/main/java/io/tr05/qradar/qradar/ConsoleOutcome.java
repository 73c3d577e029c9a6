package io.tr05.qradar.qradar;

import io.tr05.qradar.metrics.ConsoleOperation;
import io.tr05.qradar.metrics.RelayMetrics;
import io.tr05.qradar.qradar.ConsoleTransport.BrokenConnection;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What came of a call to a console, or of a search, as a label of metrics. */
enum ConsoleOutcome {
    OK,
    LOGIN_REJECTED,
    ROLE_MISSING,
    CONSOLE_FAILED,
    REFUSED,
    UNREACHABLE,
    CERTIFICATE_NOT_TRUSTED,
    ADDRESS_REFUSED,
    UNREADABLE_ANSWER,
    TIMED_OUT,
    SEARCH_FAILED,
    /** The relay's own. */
    FAULT;

    /** Each of these is worth an alert, the first time too. */
    static void showNone(RelayMetrics metrics) {
        for (ConsoleOperation operation : ConsoleOperation.values()) {
            metrics.noConsoleCallYet(operation, LOGIN_REJECTED);
            metrics.noConsoleCallYet(operation, CERTIFICATE_NOT_TRUSTED);
        }
    }

    /**
     * Does some work and tells what came of it.
     *
     * @param told the outcome, and how long it took
     */
    static <T> T measured(BiConsumer<ConsoleOutcome, Duration> told, Supplier<T> work) {
        long began = System.nanoTime();
        ConsoleOutcome outcome = FAULT;
        try {
            T result = work.get();
            outcome = OK;
            return result;
        } catch (QRadarException failure) {
            outcome = of(failure);
            throw failure;
        } catch (BrokenConnection broken) {
            outcome = UNREACHABLE;
            throw broken;
        } finally {
            told.accept(outcome, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private static ConsoleOutcome of(QRadarException failure) {
        return switch (failure) {
            case QRadarException.LoginRejected ofTheLogin -> LOGIN_REJECTED;
            case QRadarException.RoleMissing ofTheLogin -> ROLE_MISSING;
            case QRadarException.ConsoleFailed byItsStatus -> CONSOLE_FAILED;
            case QRadarException.Refused byItsStatus -> REFUSED;
            case QRadarException.SetMissing ofTheRequest -> REFUSED;
            case QRadarException.SetOfOtherType ofTheRequest -> REFUSED;
            case QRadarException.Unreachable below -> UNREACHABLE;
            case QRadarException.CertificateNotTrusted below -> CERTIFICATE_NOT_TRUSTED;
            case QRadarException.AddressRefused below -> ADDRESS_REFUSED;
            case QRadarException.UnreadableAnswer itsBody -> UNREADABLE_ANSWER;
            case QRadarException.SearchStillRunning atTheDeadline -> TIMED_OUT;
            case QRadarException.SearchFailed onTheConsole -> SEARCH_FAILED;
        };
    }
}
