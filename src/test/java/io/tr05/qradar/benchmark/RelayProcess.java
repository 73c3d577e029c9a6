package io.tr05.qradar.benchmark;

import io.tr05.qradar.demo.DemoCertificates;
import io.tr05.qradar.demo.TokenIssuer;
import io.tr05.qradar.testing.ProgramProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A relay as a process of its own, on loopback, with the options of the container and a heap as small as there. */
final class RelayProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Pattern READY = Pattern.compile("is ready: http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern MOST_RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private final Process process;
    private final Path folder;
    private final int port;

    /**
     * Starts one, and waits until it is ready.
     *
     * @param heapMegabytes the largest heap
     * @param settings on top of those that it needs here
     */
    RelayProcess(int heapMegabytes, DemoCertificates certificates, TokenIssuer issuer, Map<String, String> settings)
            throws IOException, InterruptedException {
        this.folder = Files.createTempDirectory("relay-load");
        ProcessBuilder relay = ProgramProcess.of(
                List.of("-XX:+UseSerialGC", "-Xmx" + heapMegabytes + "m", "-XX:+ExitOnOutOfMemoryError"), "serve");
        Map<String, String> all =
                new HashMap<>(BenchmarkRelay.settings(issuer, certificates.writeCa(folder.resolve("ca.pem"))));
        all.putAll(settings);
        relay.environment().putAll(all);
        File log = folder.resolve("log").toFile();
        this.process = relay.redirectErrorStream(true).redirectOutput(log).start();
        this.port = awaitReady();
    }

    private int awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Matcher ready = READY.matcher(log());
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new IllegalStateException("the relay did not start: " + log());
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of all its threads since its start. */
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    /** From now on {@link #mostResidentMegabytes} is that of the time after. */
    void forgetMostResident() throws IOException {
        Files.writeString(Path.of("/proc/" + process.pid() + "/clear_refs"), "5");
    }

    long residentMegabytes() throws IOException {
        return ofStatus(RESIDENT);
    }

    long mostResidentMegabytes() throws IOException {
        return ofStatus(MOST_RESIDENT);
    }

    private long ofStatus(Pattern line) throws IOException {
        Matcher found = line.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        return found.find() ? Long.parseLong(found.group(1)) / 1024 : -1;
    }

    /** Of its heap, what is left after a collection. */
    long liveMegabytes() throws IOException, InterruptedException {
        command("GC.run");
        Matcher used = USED.matcher(command("GC.heap_info"));
        return used.results().mapToLong(part -> Long.parseLong(part.group(1))).sum() / 1024;
    }

    private String command(String name) throws IOException, InterruptedException {
        Process asking = new ProcessBuilder(ProgramProcess.tool("jcmd"), String.valueOf(process.pid()), name)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asking.waitFor();
        return answer;
    }

    /** Tells it to stop, and returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(folder.resolve("log"));
        Files.deleteIfExists(folder.resolve("ca.pem"));
        Files.deleteIfExists(folder);
    }
}
