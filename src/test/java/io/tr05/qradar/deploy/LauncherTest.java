package io.tr05.qradar.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher gives to Java, which here is a script that prints its arguments. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LauncherTest {

    private static final String LAUNCHER = "tr-05-qradar";

    @TempDir
    private Path directory = Path.of(".");

    private Path folder = Path.of(".");
    private Path jdk = Path.of(".");

    @BeforeEach
    void copyTheLauncherToABuiltProgram() throws IOException {
        folder = directory.resolve("a folder");
        jdk = directory.resolve("jdk");
        Files.createDirectories(folder.resolve("target/libs"));
        Files.createDirectories(jdk.resolve("bin"));
        Files.copy(Path.of(LAUNCHER), folder.resolve(LAUNCHER));
        script(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"");
        script(jdk.resolve("bin/javac"), "exit 1");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
        Files.writeString(folder.resolve("target/tr-05-qradar.jar"), "");
    }

    @AfterEach
    void makeTheFolderWritable() throws IOException {
        if (Files.exists(folder.resolve("target"))) {
            permit(folder.resolve("target"), "rwxr-xr-x");
        }
    }

    @Test
    void withoutAWordItServes() throws Exception {
        List<String> arguments = run(Map.of());

        assertThat(arguments).containsSubsequence("-XX:+UseSerialGC", "-jar", jar(), "serve");
    }

    @Test
    void aFolderForPathsChangesNothing() throws Exception {
        ProcessBuilder launcher = new ProcessBuilder("bash", "a folder/" + LAUNCHER, "demo", "--once");
        launcher.environment().put("CDPATH", directory.toString());

        assertThat(lines(launcher.directory(directory.toFile()))).containsSubsequence("-jar", jar(), "demo", "--once");
    }

    @Test
    void anotherCollectorTakesThePlaceOfItsOwn() throws Exception {
        List<String> arguments = run(Map.of("JAVA_OPTS", "-Xss1m -XX:+UseG1GC -Da=b"), "serve");

        assertThat(arguments).filteredOn(word -> word.endsWith("GC")).containsExactly("-XX:+UseG1GC");
    }

    @Test
    void aDemoKeepsItsClassesForTheNext() throws Exception {
        assertThat(run(Map.of(), "demo")).contains("-XX:+AutoCreateSharedArchive");
    }

    /** A JVM that can't write its archive exits with 1, after all that the demo has shown. */
    @Test
    void aDemoThatCannotWriteKeepsNothing() throws Exception {
        permit(folder.resolve("target"), "r-xr-xr-x");
        assumeThat(Files.isWritable(folder.resolve("target"))).isFalse(); // root may write all the same

        assertThat(run(Map.of(), "demo")).contains("demo").doesNotContain("-XX:+AutoCreateSharedArchive");
    }

    /** Maven does not copy again what is there, whole or not. */
    @Test
    void aBuildThatIsBrokenOffLeavesNoHalfLibrary() throws Exception {
        Files.setLastModifiedTime(
                folder.resolve("target/tr-05-qradar.jar"),
                FileTime.from(Instant.now().minusSeconds(60)));
        Files.writeString(folder.resolve("pom.xml"), "");
        script(directory.resolve("mvn"), "echo half > target/libs/half.jar; exec sleep 30");
        ProcessBuilder launcher = launcher(Map.of("PATH", directory + ":" + System.getenv("PATH")), "demo");
        Process building = launcher.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().until(() -> Files.exists(folder.resolve("target/libs/half.jar")));

        building.children().forEach(ProcessHandle::destroy); // as a terminal tells all of them
        building.destroy();

        await().until(() -> !Files.exists(folder.resolve("target/libs")));
    }

    private List<String> run(Map<String, String> environment, String... words) throws Exception {
        return lines(launcher(environment, words));
    }

    private ProcessBuilder launcher(Map<String, String> environment, String... words) {
        ProcessBuilder launcher =
                new ProcessBuilder("bash", folder.resolve(LAUNCHER).toString());
        launcher.command().addAll(List.of(words));
        launcher.environment().remove("JAVA_OPTS");
        launcher.environment().putAll(environment);
        return launcher;
    }

    private List<String> lines(ProcessBuilder launcher) throws Exception {
        launcher.environment().put("JAVA_HOME", jdk.toString());
        Process process = launcher.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    private String jar() throws IOException {
        return folder.toRealPath().resolve("target/tr-05-qradar.jar").toString();
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + text + "\n");
        permit(file, "rwxr-xr-x");
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
