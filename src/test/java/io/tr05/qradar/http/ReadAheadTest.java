package io.tr05.qradar.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ReadAheadTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(8);

    private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();

    private ReadAhead bytes(Duration head, Duration body) {
        return new ReadAhead(DataReader.create(this::next), new ReadAhead.Patience(SHORT, head, body, LONG));
    }

    private byte[] next() {
        try {
            return sent.take();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void later(String text) {
        CompletableFuture.delayedExecutor(5 * SHORT.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> sent.add(text.getBytes(US_ASCII)));
    }

    /** A connection whose request has its head, and perhaps not all of its body. */
    private ReadAhead afterAHead(Duration head, Duration body) {
        ReadAhead bytes = bytes(head, body);
        sent.add("POST / HTTP/1.1".getBytes(US_ASCII));
        bytes.get();
        bytes.headBegins();
        bytes.bodyBegins();
        return bytes;
    }

    @Test
    void aHandshakeThatDoesNotGoOnEndsTheConnection() {
        ReadAhead bytes = bytes(LONG, LONG);
        bytes.handshakeBegins();

        assertThatThrownBy(bytes::get).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void afterAHandshakeARequestHasTheTimeOfAnyOther() {
        ReadAhead bytes = bytes(LONG, LONG);
        bytes.handshakeBegins();
        sent.add("POST ".getBytes(US_ASCII));
        bytes.get();
        later("/");

        assertThat(bytes.get()).asString(US_ASCII).isEqualTo("/");
    }

    @Test
    void aHeadThatDoesNotGoOnEndsTheConnection() {
        ReadAhead bytes = bytes(SHORT, LONG);
        sent.add("POST ".getBytes(US_ASCII));
        bytes.get();

        assertThatThrownBy(bytes::get).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void aBodyThatDoesNotGoOnEndsTheConnection() {
        ReadAhead bytes = afterAHead(LONG, SHORT);

        assertThatThrownBy(bytes::get).isInstanceOf(CloseConnectionException.class);
    }

    /** Before, it was the same object twice: who closes a stream that broke could not add the one to the other. */
    @Test
    void aConnectionThatBreaksIsAnotherFailureEachTime() {
        ReadAhead bytes = new ReadAhead(
                DataReader.create(() -> {
                    throw new CloseConnectionException("reset by the caller");
                }),
                new ReadAhead.Patience(SHORT, LONG, LONG, LONG));
        bytes.headBegins();

        Throwable first = catchThrowable(bytes::get);
        Throwable second = catchThrowable(bytes::get);

        assertThat(first).isInstanceOf(CloseConnectionException.class).isNotSameAs(second);
        assertThat(second).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void anotherRequestMayComeWhenItWants() {
        ReadAhead bytes = afterAHead(SHORT, SHORT);
        bytes.answerBegins();
        later("POST");

        assertThat(bytes.get()).asString(US_ASCII).isEqualTo("POST");
    }

    @Test
    void anotherRequestMayComeLongAfterTheRestOfABodyThatNobodyWanted() {
        ReadAhead bytes = afterAHead(SHORT, SHORT);
        bytes.answerBegins();
        sent.add("[]".getBytes(US_ASCII));
        bytes.get();
        later("POST");

        assertThat(bytes.get()).asString(US_ASCII).isEqualTo("POST");
    }
}
