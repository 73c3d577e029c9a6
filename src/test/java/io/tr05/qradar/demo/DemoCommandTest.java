package io.tr05.qradar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.testing.ProgramProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class DemoCommandTest {

    private static final long LONGEST_SECONDS = 60;

    /** As in a container with a read-only file system and nothing mounted. */
    @Test
    void showsSightingsWhereThereIsNoPlaceForTemporaryFiles(@TempDir Path directory) throws Exception {
        File output = directory.resolve("output").toFile();
        Process demo = ProgramProcess.of(
                        List.of("-Djava.io.tmpdir=" + directory.resolve("missing")), "demo", "--once", "--port", "0")
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(demo.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }

        assertThat(Files.readString(output.toPath())).contains("sightings").doesNotContain("Exception");
        assertThat(demo.exitValue()).isZero();
    }
}
