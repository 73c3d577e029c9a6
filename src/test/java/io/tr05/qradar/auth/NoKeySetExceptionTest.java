package io.tr05.qradar.auth;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoKeySetExceptionTest {
    private static final String SECRET = "text of somebody else";

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UncheckedIOException(new ConnectException(SECRET)), "it refused the connection"),
                Arguments.of(new UncheckedIOException(new UnknownHostException(SECRET)), "no name server knows it"),
                Arguments.of(new SSLHandshakeException(SECRET), "its certificate is not trusted"),
                Arguments.of(new RuntimeException(new CertificateException(SECRET)), "its certificate is not trusted"),
                Arguments.of(new NoKeySetException("it answered with status 404"), "it answered with status 404"),
                Arguments.of(new JsonException(SECRET), "its answer is not a key set"),
                Arguments.of(new SocketTimeoutException(SECRET), "it was too slow"),
                Arguments.of(new TimeoutException(SECRET), "it was too slow"),
                Arguments.of(new AddressRefusedException(SECRET), "the relay does not connect to its address"),
                Arguments.of(new IOException(SECRET), "the connection broke"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anOperatorReadsWhatHappenedAndNoTextOfALibrary(Throwable failure, String words) {
        assertThat(NoKeySetException.words(failure)).startsWith(words).doesNotContain(SECRET, "Exception", "java.");
    }
}
