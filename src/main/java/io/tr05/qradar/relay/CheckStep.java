package io.tr05.qradar.relay;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What one step of a {@link ConsoleCheck} found. Texts may hold what a console sent: whoever shows them has to take out
 * control characters.
 *
 * @param name of the step, such as {@code certificate}
 * @param status how it ended
 * @param detail one line: what was found, or why not
 * @param facts further lines
 * @param remedy what an operator can do, one thing a line; empty where nothing has to be done
 * @param data the same for programs, in order: texts, numbers, lists of texts, maps of these
 * @param pem certificates to save in a file, as one PEM text
 * @param millis how long the step took, at least 0
 */
public record CheckStep(
        String name,
        Status status,
        String detail,
        List<String> facts,
        List<String> remedy,
        Map<String, Object> data,
        Optional<String> pem,
        long millis) {

    /** How a step ended. */
    public enum Status {
        /** As it should be. */
        GOOD,
        /** Something has to be done. */
        BAD,
        /** Not tried, since it needs a step that is not good. */
        SKIPPED
    }

    /** Copies what could change. */
    public CheckStep {
        facts = List.copyOf(facts);
        remedy = List.copyOf(remedy);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    static CheckStep good(String name, String detail) {
        return of(name, Status.GOOD, detail, List.of());
    }

    static CheckStep bad(String name, String detail, String... remedy) {
        return of(name, Status.BAD, detail, List.of(remedy));
    }

    static CheckStep bad(String name, FailureAdvice advice) {
        return of(name, Status.BAD, advice.cause(), advice.remedy());
    }

    static CheckStep skipped(String name, String why) {
        return of(name, Status.SKIPPED, why, List.of());
    }

    private static CheckStep of(String name, Status status, String detail, List<String> remedy) {
        return new CheckStep(name, status, detail, List.of(), remedy, Map.of(), Optional.empty(), 0);
    }

    CheckStep facts(List<String> lines) {
        return new CheckStep(name, status, detail, lines, remedy, data, pem, millis);
    }

    CheckStep remedy(List<String> lines) {
        return new CheckStep(name, status, detail, facts, lines, data, pem, millis);
    }

    CheckStep data(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(key, value);
        return new CheckStep(name, status, detail, facts, remedy, more, pem, millis);
    }

    CheckStep pem(String text) {
        return new CheckStep(name, status, detail, facts, remedy, data, Optional.of(text), millis);
    }

    CheckStep since(long beganNanos) {
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
        return new CheckStep(name, status, detail, facts, remedy, data, pem, took);
    }
}
