package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CappedInputStreamTest {

    private static final byte[] BODY = {1, 2, 3, 4};

    @Test
    void passesOnABodyOfExactlyTheSizeAccepted() throws IOException {
        assertThat(capped(4, Duration.ofHours(1)).readAllBytes()).isEqualTo(BODY);
    }

    @Test
    void passesOnASmallerBodyByteByByteToItsEnd() throws IOException {
        InputStream body = capped(5, Duration.ofHours(1));

        for (byte expected : BODY) {
            assertThat(body.read()).isEqualTo(expected);
        }
        assertThat(body.read()).isEqualTo(-1);
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void endsABodyThatIsLarger() {
        assertThatExceptionOfType(QRadarException.UnreadableAnswer.class)
                .isThrownBy(() -> capped(3, Duration.ofHours(1)).readAllBytes())
                .withMessageContainingAll("longer than the 3 bytes", "QRADAR_MAX_ANSWER_SIZE", "CTR_ENTITIES_LIMIT");
    }

    @Test
    void endsABodyThatIsLargerWhenReadByteByByte() throws IOException {
        InputStream body = capped(1, Duration.ofHours(1));
        assertThat(body.read()).isEqualTo(1);

        assertThatExceptionOfType(QRadarException.UnreadableAnswer.class).isThrownBy(body::read);
    }

    @Test
    void endsABodyThatStillArrivesAtTheDeadline() {
        assertThatExceptionOfType(QRadarException.Unreachable.class)
                .isThrownBy(() -> capped(4, Duration.ZERO).readAllBytes());
        assertThatExceptionOfType(QRadarException.Unreachable.class)
                .isThrownBy(() -> capped(4, Duration.ZERO).read());
    }

    private static InputStream capped(long mostBytes, Duration time) {
        return new CappedInputStream(new ByteArrayInputStream(BODY), mostBytes, Deadline.after(time));
    }
}
