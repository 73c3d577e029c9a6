package io.tr05.qradar.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A browser of this machine, and the program that drives it.
 *
 * @param program Chromium, or Chrome
 * @param driver ChromeDriver of the same version
 */
record InstalledBrowser(Path program, Path driver) {

    /** Why there is no browser, and what to do about it. */
    static final String MISSING =
            "chromium (or google-chrome) and chromedriver have to be on PATH, or where -Dbrowser.program and "
                    + "-Dbrowser.driver say; on Debian: apt-get install chromium chromium-driver";

    /** The one that the system properties name, or else the first on PATH. */
    static Optional<InstalledBrowser> find() {
        return find(
                Optional.ofNullable(System.getProperty("browser.program")),
                Optional.ofNullable(System.getProperty("browser.driver")),
                Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    static Optional<InstalledBrowser> find(Optional<String> program, Optional<String> driver, String path) {
        return named(program, List.of("chromium", "google-chrome"), path)
                .flatMap(browser -> named(driver, List.of("chromedriver"), path)
                        .map(found -> new InstalledBrowser(browser, found)));
    }

    /** What somebody asked for is not replaced by something else when it isn't there. */
    private static Optional<Path> named(Optional<String> asked, List<String> names, String path) {
        Stream<Path> candidates = asked.map(file -> Stream.of(Path.of(file))).orElseGet(() -> names.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name))));
        return candidates
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
