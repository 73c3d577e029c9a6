package io.tr05.qradar.auth;

import io.tr05.qradar.config.Causes;
import jakarta.json.JsonException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** An issuer's answer is no key set; and for every failure of a fetch, why, in words for the operator's log. */
final class NoKeySetException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param what what is wrong with the answer; nothing of the answer itself */
    NoKeySetException(String what) {
        super(what);
    }

    /** Says what happened and what to look at, without any text of a library or of the issuer. */
    static String words(@Nullable Throwable failure) {
        return Optional.ofNullable(failure).stream()
                .flatMap(Causes::of)
                .map(NoKeySetException::wordsOfOne)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("the connection broke");
    }

    private static String wordsOfOne(Throwable failure) {
        return switch (failure) {
            case NoKeySetException ours -> String.valueOf(ours.getMessage());
            case AddressRefusedException refused ->
                "the relay does not connect to its address (for this machine, in tests only: QRADAR_ALLOW_LOOPBACK)";
            case UnknownHostException unknown -> "no name server knows it";
            case SocketTimeoutException slow -> "it was too slow";
            case TimeoutException slow -> "it was too slow";
            case ConnectException refused -> "it refused the connection; look at firewalls between it and the relay";
            case NoRouteToHostException lost -> "there is no way to it; look at firewalls between it and the relay";
            case CertificateException untrusted -> "its certificate is not trusted; see RELAY_JWKS_CA";
            case SSLException broken -> "its certificate is not trusted (see RELAY_JWKS_CA), or TLS was broken off";
            case JsonException other -> "its answer is not a key set";
            default -> "";
        };
    }
}
