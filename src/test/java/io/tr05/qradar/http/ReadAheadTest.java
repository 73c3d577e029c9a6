package io.tr05.qradar.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ReadAheadTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(8);

    private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();

    private ReadAhead bytes(Duration head, Duration body) {
        return new ReadAhead(DataReader.create(this::next), new ReadAhead.Patience(head, body, LONG));
    }

    private byte[] next() {
        try {
            return sent.take();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void later(String text) {
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(SHORT.multipliedBy(5));
                sent.add(text.getBytes(US_ASCII));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
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
        ReadAhead bytes = bytes(LONG, SHORT);
        sent.add("POST / HTTP/1.1".getBytes(US_ASCII));
        bytes.get();
        bytes.headBegins();
        bytes.bodyBegins();

        assertThatThrownBy(bytes::get).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void anotherRequestMayComeWhenItWants() {
        ReadAhead bytes = bytes(SHORT, SHORT);
        sent.add("POST / HTTP/1.1".getBytes(US_ASCII));
        bytes.get();
        bytes.headBegins();
        bytes.bodyBegins();
        bytes.answerBegins();
        later("POST");

        assertThat(bytes.get()).asString(US_ASCII).isEqualTo("POST");
    }

    @Test
    void anotherRequestMayComeLongAfterTheRestOfABodyThatNobodyWanted() {
        ReadAhead bytes = bytes(SHORT, SHORT);
        sent.add("POST / HTTP/1.1".getBytes(US_ASCII));
        bytes.get();
        bytes.headBegins();
        bytes.bodyBegins();
        bytes.answerBegins();
        sent.add("[]".getBytes(US_ASCII));
        bytes.get();
        later("POST");

        assertThat(bytes.get()).asString(US_ASCII).isEqualTo("POST");
    }
}
