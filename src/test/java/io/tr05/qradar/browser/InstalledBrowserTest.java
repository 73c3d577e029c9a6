package io.tr05.qradar.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledBrowserTest {

    private static final Optional<String> NOT_TOLD = Optional.empty();

    @TempDir
    private Path folder;

    @Test
    void bothProgramsAreFoundInTheFoldersOfPath() throws IOException {
        Path chromium = program("bin/chromium");
        Path driver = program("sbin/chromedriver");

        assertThat(InstalledBrowser.find(NOT_TOLD, NOT_TOLD, path("bin", "sbin")))
                .contains(new InstalledBrowser(chromium, driver));
    }

    @Test
    void chromeWillDoWhereThereIsNoChromium() throws IOException {
        Path chrome = program("bin/google-chrome");
        Path driver = program("bin/chromedriver");

        assertThat(InstalledBrowser.find(NOT_TOLD, NOT_TOLD, path("bin")))
                .contains(new InstalledBrowser(chrome, driver));
    }

    @Test
    void aBrowserWithoutItsDriverIsNone() throws IOException {
        program("bin/chromium");

        assertThat(InstalledBrowser.find(NOT_TOLD, NOT_TOLD, path("bin"))).isEmpty();
    }

    @Test
    void whatIsAskedForComesBeforeWhatIsOnPath() throws IOException {
        program("bin/chromium");
        program("bin/chromedriver");
        Path chromium = program("other/chromium");
        Path driver = program("other/chromedriver");

        assertThat(InstalledBrowser.find(Optional.of(chromium.toString()), Optional.of(driver.toString()), path("bin")))
                .contains(new InstalledBrowser(chromium, driver));
    }

    @Test
    void whatIsAskedForIsNotReplacedByWhatIsOnPath() throws IOException {
        program("bin/chromium");
        program("bin/chromedriver");

        assertThat(InstalledBrowser.find(Optional.of("none"), NOT_TOLD, path("bin")))
                .isEmpty();
    }

    private Path program(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private String path(String... folders) {
        return String.join(
                File.pathSeparator,
                Arrays.stream(folders)
                        .map(name -> folder.resolve(name).toString())
                        .toList());
    }
}
