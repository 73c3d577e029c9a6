package io.tr05.qradar.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.http.ClientConfig;

/**
 * A headless browser with one page, a profile of its own and no way to another host. It remembers what its pages asked for
 * and complained of. Nothing is waited for without a limit.
 */
final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final ChromeDriverService service;
    private final ChromeDriver driver;
    private final List<URI> requests = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private Browser(Path folder, ChromeDriverService service, ChromeDriver driver) {
        this.folder = folder;
        this.service = service;
        this.driver = driver;
    }

    /** Starts a browser of this machine. */
    static Browser start(InstalledBrowser installed) throws IOException {
        Path folder = Files.createTempDirectory("relay-test-browser");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(installed.driver().toFile())
                .usingAnyFreePort()
                .withTimeout(PATIENCE)
                .withLogOutput(OutputStream.nullOutputStream())
                .withEnvironment(homeAt(folder))
                .build();
        try {
            ChromeDriver driver = new ChromeDriver(
                    service,
                    options(installed, folder),
                    ClientConfig.defaultConfig().connectionTimeout(PATIENCE).readTimeout(PATIENCE.multipliedBy(2)));
            driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
            return new Browser(folder, service, driver);
        } catch (RuntimeException | LinkageError failure) {
            service.stop();
            delete(folder);
            throw failure;
        }
    }

    /** All that the browser writes, crash reports and locks included, goes where it is deleted in the end. */
    private static Map<String, String> homeAt(Path folder) {
        String home = folder.toString();
        return Map.of("HOME", home, "XDG_CONFIG_HOME", home, "XDG_CACHE_HOME", home, "TMPDIR", home);
    }

    private static ChromeOptions options(InstalledBrowser installed, Path folder) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed.program().toFile());
        options.addArguments(
                "--headless",
                // a sandbox can't be had as root, nor in most containers; all pages are the relay's own
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                // what a page might want from elsewhere is to be seen in the log, and not to be fetched
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + folder.resolve("profile"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    /** Opens a page, in a window of the usual size, and forgets what earlier pages did. */
    void open(URI page) {
        size(1280, 1000);
        // else a page that differs from the one before in its fragment alone isn't loaded
        driver.get("about:blank");
        readLogs();
        requests.clear();
        complaints.clear();
        driver.get(page.toString());
    }

    /** Loads the page again. */
    void reload() {
        driver.navigate().refresh();
    }

    /** Where the browser is. */
    URI page() {
        return URI.create(driver.getCurrentUrl());
    }

    /** The size of the window's inside, in CSS pixels. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The visitor's choice of colours, until the next choice. */
    void prefer(ColorScheme scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme.cssName()))));
    }

    /** The first element of a CSS selector that can be seen, as soon as there is one. */
    WebElement see(String selector) {
        return await("something to see at " + selector)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> all(selector).stream()
                                .filter(WebElement::isDisplayed)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Clicks what {@link #see} finds, once it stays where it is: else the click meets what has moved there meanwhile. */
    void click(String selector) {
        WebElement element = see(selector);
        List<Rectangle> places = new ArrayList<>(List.of(element.getRect()));
        await("what is at " + selector + " stays there").atMost(PATIENCE).until(() -> {
            places.add(element.getRect());
            return places.get(places.size() - 1).equals(places.get(places.size() - 2));
        });
        element.click();
    }

    /** Pastes a text where the cursor is, which is quicker than keys. */
    void paste(String text) {
        driver.executeCdpCommand("Input.insertText", Map.of("text", text));
    }

    /** All elements of a CSS selector that are there now. */
    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** What a script of one function's body returns. */
    Object run(String script) {
        Object result = driver.executeScript(script);
        if (result == null) {
            throw new IllegalStateException("the script returned nothing");
        }
        return result;
    }

    /** What pages have asked a host for since the last {@link #open}, whatever came of it. */
    List<URI> requests() {
        readLogs();
        return List.copyOf(requests);
    }

    /** Warnings and errors in the console since the last {@link #open}, those of the browser itself included. */
    List<String> complaints() {
        readLogs();
        return List.copyOf(complaints);
    }

    private void readLogs() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                complaints.add(entry.getLevel() + " " + entry.getMessage());
            }
        }
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            asked(entry.getMessage()).ifPresent(requests::add);
        }
    }

    /** Selenium hands an event of Chromium's DevTools over as JSON in a log line. */
    private static Optional<URI> asked(String line) {
        try {
            JsonNode event = JSON.readTree(line).path("message");
            String address =
                    switch (event.path("method").asText()) {
                        case "Network.requestWillBeSent" ->
                            event.at("/params/request/url").asText();
                        case "Network.webSocketCreated" ->
                            event.at("/params/url").asText();
                        default -> "";
                    };
            return address.isEmpty() || address.startsWith("data:")
                    ? Optional.empty()
                    : Optional.of(URI.create(address));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Writes what can be seen to {@code <name>.png} in the folder that {@code -Dscreenshots} names, if it does. */
    void picture(String name) {
        String pictures = System.getProperty("screenshots");
        if (pictures != null) {
            try {
                Files.write(
                        Files.createDirectories(Path.of(pictures)).resolve(name + ".png"),
                        driver.getScreenshotAs(OutputType.BYTES));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            service.stop();
            delete(folder);
        }
    }

    /** The browser's last processes may still write when the driver has gone. */
    private static void delete(Path folder) {
        await("the browser's folder is deleted").atMost(PATIENCE).until(() -> {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException | UncheckedIOException changed) {
                return false;
            }
            return Files.notExists(folder);
        });
    }
}
