package io.tr05.qradar.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tr05.qradar.auth.AuthorizationException;
import io.tr05.qradar.auth.AuthorizationException.Reason;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.qradar.Role;
import io.tr05.qradar.relay.RelayError.Code;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts are the wire's, to the letter: relay-protocol.md, sections 2 and 3. */
class ErrorTableTest {

    @ParameterizedTest
    @MethodSource
    void wordsWhatAConsoleDid(QRadarException failure, Code code, String message) {
        assertThat(ErrorTable.of(failure)).isEqualTo(RelayError.fatal(code, message));
    }

    static Stream<Arguments> wordsWhatAConsoleDid() {
        return Stream.of(
                arguments(
                        new QRadarException.LoginRejected(),
                        Code.AUTHORIZATION_ERROR,
                        "Authorization failed: Authorization failed on QRadar side"),
                arguments(
                        QRadarException.LoginRejected.ofServiceToken(),
                        Code.AUTHORIZATION_ERROR,
                        "Authorization failed: Authorization failed on QRadar side. The service token in the module's"
                                + " Password is wrong or has expired, or its authorized service is not deployed yet."),
                arguments(new QRadarException.ConsoleFailed(), Code.INTERNAL_ERROR, "The QRadar internal error."),
                arguments(
                        new QRadarException.Unreachable("refused", new IOException("to 192.0.2.1")),
                        Code.GATEWAY_TIMEOUT,
                        "The QRadar Relay timed out waiting for the response from API."),
                arguments(
                        new QRadarException.SearchStillRunning(),
                        Code.GATEWAY_TIMEOUT,
                        "Failed to get search results since search processing is still ongoing on QRadar API side."),
                arguments(refused("AQL is wrong"), Code.UNKNOWN, "AQL is wrong"),
                arguments(refused(null), Code.UNKNOWN, "The QRadar API error."),
                arguments(
                        new QRadarException.SearchFailed("ERROR", Optional.of("out of disk")),
                        Code.UNKNOWN,
                        "out of disk"),
                arguments(
                        new QRadarException.SearchFailed("CANCELED", Optional.empty()),
                        Code.UNKNOWN,
                        "The QRadar API error."),
                arguments(
                        new QRadarException.UnreadableAnswer("the console's answer is cut off"),
                        Code.UNKNOWN,
                        "The QRadar API error. Its answer could not be read: the console's answer is cut off."),
                arguments(
                        new QRadarException.SetMissing("X"),
                        Code.UNKNOWN,
                        "The reference set 'X' does not exist on QRadar."),
                arguments(
                        new QRadarException.SetOfOtherType("X", "PORT"),
                        Code.UNKNOWN,
                        "The reference set 'X' on QRadar holds elements of type PORT, which the observable is not."),
                arguments(
                        new QRadarException.RoleMissing(Role.LOG_ACTIVITY, Optional.empty()),
                        Code.PERMISSION_DENIED,
                        "The request is missing valid credentials."
                                + " The QRadar account needs the \"Log Activity\" role."),
                arguments(
                        new QRadarException.RoleMissing(Role.REFERENCE_DATA, Optional.empty()),
                        Code.PERMISSION_DENIED,
                        "The request is missing valid credentials. The QRadar account needs the \"Admin\" role or"
                                + " delegated reference data administration."),
                arguments(
                        new QRadarException.RoleMissing(Role.ANY, Optional.empty()),
                        Code.PERMISSION_DENIED,
                        "The request is missing valid credentials. The QRadar account needs access to its API."),
                arguments(
                        new QRadarException.CertificateNotTrusted(new IOException("CN=siem")),
                        Code.UNKNOWN,
                        "The certificate of QRadar is not trusted by the relay. Ask the relay's operator to add the"
                                + " console's CA certificate to the file in QRADAR_TLS_CA, and to check that the"
                                + " certificate is for the name or address in SERVER_IP."),
                arguments(
                        new QRadarException.AddressRefused(new IOException("169.254.169.254")),
                        Code.INVALID_ARGUMENT,
                        "The address of QRadar is not allowed by the relay. Check SERVER_IP, or ask the relay's"
                                + " operator about QRADAR_HOSTS and QRADAR_ALLOW_LOOPBACK."));
    }

    @Test
    void hasARowForEachKindOfFailure() {
        assertThat(wordsWhatAConsoleDid()
                        .map(row -> row.get()[0].getClass().getName())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(QRadarException.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEADER_MISSING | Authorization header is missing",
                "WRONG_TYPE | Wrong authorization type",
                "WRONG_STRUCTURE | Wrong JWT structure",
                "JWKS_HOST_MISSING | jwks_host is missing in JWT payload. Make sure custom_jwks_host field is present"
                        + " in module_type",
                "WRONG_JWKS_HOST | Wrong jwks_host in JWT payload. Make sure domain follows the"
                        + " visibility.<region>.cisco.com structure",
                "KID_NOT_FOUND | kid from JWT header not found in API response",
                "WRONG_SIGNATURE | Failed to decode JWT with provided key. Make sure domain in custom_jwks_host"
                        + " corresponds to your SecureX instance region.",
                "WRONG_AUDIENCE | Wrong configuration-token-audience",
                "WRONG_PAYLOAD_STRUCTURE | Wrong JWT payload structure",
                "EXPIRED | Token has expired",
            })
    void wordsARefusedCallerAsTheProtocolDoes(Reason reason, String detail) {
        assertThat(ErrorTable.of(new AuthorizationException(reason)))
                .isEqualTo(RelayError.fatal(Code.AUTHORIZATION_ERROR, "Authorization failed: " + detail));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void wordsEveryRefusedCallerAlike(Reason reason) {
        assertThat(ErrorTable.of(new AuthorizationException(reason)))
                .isEqualTo(RelayError.fatal(Code.AUTHORIZATION_ERROR, "Authorization failed: " + reason.detail()));
    }

    private static QRadarException refused(@Nullable String message) {
        return new QRadarException.Refused(422, 2000, Optional.ofNullable(message));
    }
}
