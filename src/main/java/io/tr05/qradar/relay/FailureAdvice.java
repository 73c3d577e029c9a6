package io.tr05.qradar.relay;

import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.qradar.Role;
import java.util.List;
import java.util.Optional;

/**
 * A console's failure in words for the operator of the relay, who can do more about it than the analyst to whom
 * {@link ErrorTable} speaks.
 *
 * @param cause one line: what happened
 * @param remedy what to do, one thing a line
 */
record FailureAdvice(String cause, List<String> remedy) {

    private static final String LOCKED_OUT =
            "If they are right, the console may have locked this machine out after earlier failures: wait 30 minutes.";

    private static final String TRIED_ONCE = ". Tried once only: consoles lock a caller out after five failed logins";

    FailureAdvice {
        remedy = List.copyOf(remedy);
    }

    static FailureAdvice of(QRadarException failure) {
        return switch (failure) {
            case QRadarException.LoginRejected rejected -> of(rejected);
            case QRadarException.RoleMissing missing -> of(missing.role());
            case QRadarException.ConsoleFailed internal ->
                advice("the console failed (500)", "See the console's own log, /var/log/qradar.error.");
            case QRadarException.Refused refused -> of(refused);
            case QRadarException.Unreachable unreachable ->
                advice(
                        String.valueOf(unreachable.getMessage()),
                        "Check the console's load and its health, and what is between it and the relay.");
            case QRadarException.CertificateNotTrusted untrusted ->
                advice("the console's certificate is not trusted", "See the step certificate, and run this again.");
            case QRadarException.AddressRefused refused ->
                advice("the console's address is not allowed", "Check QRADAR_HOSTS and QRADAR_ALLOW_LOOPBACK.");
            case QRadarException.SetMissing missing ->
                advice(String.valueOf(missing.getMessage()), "Create it in the console's Reference Data Management.");
            case QRadarException.SetOfOtherType other ->
                advice(String.valueOf(other.getMessage()), "Use a set of another element type.");
            case QRadarException.UnreadableAnswer unreadable ->
                advice(
                        String.valueOf(unreadable.getMessage()),
                        "Is this a QRadar console? Check the host and the port, and whether a proxy answers instead.");
            case QRadarException.SearchStillRunning running ->
                advice(
                        "the search was not complete in time",
                        "Check the console's load, or set a longer QRADAR_SEARCH_TIMEOUT.");
            case QRadarException.SearchFailed failed ->
                advice(
                        "the console ended the search" + quoted(failed.consoleMessage()),
                        "Run a search in the console's Log Activity tab to see whether searches work there.");
        };
    }

    private static FailureAdvice of(QRadarException.LoginRejected rejected) {
        return rejected.isOfServiceToken()
                ? advice(
                        "the console rejects this service token (401)" + TRIED_ONCE,
                        "In the console, Admin > Authorized Services, look whether it is there and has not expired,"
                                + " then Deploy Changes.",
                        LOCKED_OUT)
                : advice(
                        "the console rejects this user or password (401)" + TRIED_ONCE,
                        "Correct the user or the password before you run this again.",
                        LOCKED_OUT);
    }

    private static FailureAdvice of(Role role) {
        return role == Role.ANY
                ? advice(
                        "the console lets this account, or this machine, not use its API (403)",
                        "Check the account's user role and security profile, and the console's host access list.",
                        LOCKED_OUT)
                : advice("the account lacks " + role.title() + " (403)", "Give it to the account: " + editor());
    }

    /** Where roles are given. */
    static String editor() {
        return "in the console, Admin > User Roles, then Deploy Changes.";
    }

    private static FailureAdvice of(QRadarException.Refused refused) {
        String answer = "the console answered " + refused.status() + quoted(refused.consoleMessage());
        return switch (refused.status()) {
            case 404 -> advice(answer, "Is this a QRadar console? Check the host and the port.");
            case 410, 422 -> advice(answer, "If this is about the version, set another QRADAR_API_VERSION.");
            case 429, 503 -> advice(answer, "The console is busy or starting: run this again in some minutes.");
            default -> advice(answer, "Check the console's health, and whether a proxy answers instead of it.");
        };
    }

    private static String quoted(Optional<String> message) {
        return message.map(text -> ": " + text).orElse("");
    }

    private static FailureAdvice advice(String cause, String... remedy) {
        return new FailureAdvice(cause, List.of(remedy));
    }
}
