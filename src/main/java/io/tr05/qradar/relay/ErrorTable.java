package io.tr05.qradar.relay;

import io.tr05.qradar.auth.AuthorizationException;
import io.tr05.qradar.config.CertificateRefusedException;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.relay.RelayError.Code;
import java.util.Optional;

/** Failure -> the protocol's error, all in one place (relay-protocol.md, section 2). */
public final class ErrorTable {

    private static final String LOGIN_REJECTED = "Authorization failed on QRadar side";
    private static final String TOKEN_REJECTED = LOGIN_REJECTED
            + ". The service token in the module's Password is wrong or has expired, or its authorized service is not"
            + " deployed yet.";
    private static final String API_ERROR = "The QRadar API error.";
    private static final String NOT_TRUSTED = "The certificate of QRadar is not trusted by the relay";

    private ErrorTable() {}

    /**
     * Words a refused caller's error.
     *
     * @param refused why the call is not authorised
     */
    public static RelayError of(AuthorizationException refused) {
        return notAuthorized(refused.reason().detail());
    }

    /**
     * Words a console's failure.
     *
     * @param failure what went wrong
     */
    public static RelayError of(QRadarException failure) {
        return switch (failure) {
            case QRadarException.LoginRejected rejected ->
                notAuthorized(rejected.isOfServiceToken() ? TOKEN_REJECTED : LOGIN_REJECTED);
            case QRadarException.RoleMissing missing ->
                RelayError.fatal(
                        Code.PERMISSION_DENIED,
                        "The request is missing valid credentials. The QRadar account needs "
                                + missing.role().title() + "."
                                + missing.consoleMessage()
                                        .map(words -> " QRadar says: " + words)
                                        .orElse(""));
            case QRadarException.ConsoleFailed internal ->
                RelayError.fatal(Code.INTERNAL_ERROR, "The QRadar internal error.");
            case QRadarException.Unreachable unreachable -> of(unreachable);
            case QRadarException.SearchStillRunning running ->
                RelayError.fatal(
                        Code.GATEWAY_TIMEOUT,
                        "Failed to get search results since search processing is still ongoing on QRadar API side.");
            case QRadarException.SearchFailed failed -> unknown(failed.consoleMessage());
            case QRadarException.Refused refused ->
                unknown(refused.consoleMessage().or(() -> redirect(refused)));
            case QRadarException.SetMissing missing ->
                RelayError.fatal(Code.UNKNOWN, "The reference set '" + missing.set() + "' does not exist on QRadar.");
            case QRadarException.SetOfOtherType other ->
                RelayError.fatal(
                        Code.UNKNOWN,
                        "The reference set '" + other.set() + "' on QRadar holds elements of type "
                                + other.elementType() + ", which the observable is not.");
            case QRadarException.UnreadableAnswer unreadable ->
                RelayError.fatal(
                        Code.UNKNOWN, API_ERROR + " Its answer could not be read: " + unreadable.getMessage() + ".");
            case QRadarException.CertificateNotTrusted untrusted ->
                RelayError.fatal(Code.UNKNOWN, NOT_TRUSTED + certificate(untrusted.reason()));
            case QRadarException.AddressRefused refused ->
                RelayError.fatal(
                        Code.INVALID_ARGUMENT,
                        "The address of QRadar is not allowed by the relay. Check SERVER_IP, or ask the relay's"
                                + " operator about QRADAR_HOSTS and QRADAR_ALLOW_LOOPBACK.");
        };
    }

    private static RelayError of(QRadarException.Unreachable unreachable) {
        return unreachable.isNotHttp()
                ? RelayError.fatal(
                        Code.UNKNOWN,
                        API_ERROR + " Its answer could not be read: " + unreachable.getMessage()
                                + ". Check that SERVER_IP names the console, and its HTTPS port.")
                : RelayError.fatal(
                        Code.GATEWAY_TIMEOUT, "The QRadar Relay timed out waiting for the response from API.");
    }

    /** The relay follows none, since it would take the credentials along. */
    private static Optional<String> redirect(QRadarException.Refused refused) {
        return refused.status() / 100 == 3
                ? Optional.of(API_ERROR + " It answered with a redirect (" + refused.status()
                        + "). Check that SERVER_IP names the console itself.")
                : Optional.empty();
    }

    private static String certificate(CertificateRefusedException.Reason reason) {
        return switch (reason) {
            case UNKNOWN_AUTHORITY ->
                ": it comes from an authority that the relay does not know. Ask the relay's operator to add the"
                        + " console's CA certificate to the file in QRADAR_TLS_CA.";
            case OUT_OF_TIME ->
                ": it has expired or is not valid yet. Ask QRadar's administrator to renew it, and the relay's"
                        + " operator to check the clock of the relay.";
            case OTHER_NAME ->
                ": it is not for the name or address in SERVER_IP. Use a name that the certificate is for, or ask the"
                        + " relay's operator about QRADAR_TLS_VERIFY.";
            case OTHER_KEY ->
                ": its key is none of those in QRADAR_TLS_PIN. Somebody may stand between, or the console has a new"
                        + " key. Ask the relay's operator to compare it with the console's own key before changing"
                        + " QRADAR_TLS_PIN.";
            case UNFIT ->
                ". Ask the relay's operator to add the console's CA certificate to the file in QRADAR_TLS_CA, and to"
                        + " check that the certificate is for the name or address in SERVER_IP.";
        };
    }

    private static RelayError notAuthorized(String detail) {
        return RelayError.fatal(Code.AUTHORIZATION_ERROR, "Authorization failed: " + detail);
    }

    private static RelayError unknown(Optional<String> consoleMessage) {
        return RelayError.fatal(Code.UNKNOWN, consoleMessage.orElse(API_ERROR));
    }
}
