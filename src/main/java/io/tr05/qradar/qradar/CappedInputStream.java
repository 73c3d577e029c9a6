package io.tr05.qradar.qradar;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a console's body as long as it stays within a size and the call's deadline: the web client has no bound on size,
 * and its read time-out starts anew with every byte that drips in.
 */
final class CappedInputStream extends FilterInputStream {

    private final Deadline deadline;
    private final long mostBytes;
    private long left;

    CappedInputStream(InputStream body, long mostBytes, Deadline deadline) {
        super(body);
        this.mostBytes = mostBytes;
        this.left = mostBytes;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        beforeRead();
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        beforeRead();
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void beforeRead() {
        if (deadline.hasPassed()) {
            throw new QRadarException.Unreachable("the console's answer was still arriving at the deadline");
        }
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw new QRadarException.UnreadableAnswer("it is longer than the " + mostBytes
                    + " bytes that QRADAR_MAX_ANSWER_SIZE of the relay allows; ask for fewer observables at once, lower"
                    + " CTR_ENTITIES_LIMIT of the module, or have the relay's operator raise QRADAR_MAX_ANSWER_SIZE");
        }
    }
}
