package io.tr05.qradar.demo;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A failure that a simulated server shows to the calls it matches, in place of, or around, its
 * normal answer. Built in steps: {@code Fault.on("GET", "/api/ariel/.*").times(2).answer(503, "")}.
 *
 * @param method the HTTP method, or {@code *} for any
 * @param path matches the whole path as sent, without the query
 * @param times calls to hit, at least 1
 */
public record Fault(String method, Pattern path, int times, Damage damage) {

    /** What happens to a matched call. */
    public sealed interface Damage {}

    /** This answer is sent; the simulated service never sees the call. */
    public record Replace(int status, Map<String, String> headers, String body) implements Damage {
        public Replace {
            headers = Map.copyOf(headers);
        }
    }

    /** No answer until the server closes; the simulated service never sees the call. */
    public record Hang() implements Damage {}

    /** The connection is closed without an answer; the simulated service never sees the call. */
    public record Reset() implements Damage {}

    /** The call is carried out, then the connection is closed without the answer. */
    public record Lose() implements Damage {}

    /** The normal answer, later. */
    public record Delay(Duration by) implements Damage {}

    /** The normal answer, one byte at a time with a pause after each. */
    public record Drip(Duration pause) implements Damage {}

    /** The normal answer's status with the first half of its body, as a complete HTTP message. */
    public record Cut() implements Damage {}

    /** A fault for a method ({@code *}: any) and a regular expression of the whole path; hits one call. */
    public static Match on(String method, String path) {
        return new Match(method, Pattern.compile(path), 1);
    }

    boolean matches(String calledMethod, String calledPath) {
        return (method.equals("*") || method.equals(calledMethod))
                && path.matcher(calledPath).matches();
    }

    /** The calls that a fault hits; a further call chooses what happens to them. */
    public record Match(String method, Pattern path, int times) {

        /** Hits so many calls, then no more. */
        public Match times(int calls) {
            return new Match(method, path, calls);
        }

        /** Hits every call until the server is reset. */
        public Match always() {
            return times(Integer.MAX_VALUE);
        }

        /** See {@link Replace}; the content type is JSON when the body begins with a brace. */
        public Fault answer(int status, String body) {
            var type = body.startsWith("{") || body.startsWith("[") ? "application/json" : "text/html";
            return answer(status, Map.of("content-type", type), body);
        }

        /** See {@link Replace}. */
        public Fault answer(int status, Map<String, String> headers, String body) {
            return with(new Replace(status, headers, body));
        }

        /** See {@link Replace}: an error in QRadar's own shape. */
        public Fault error(int status, int code, String message) {
            var error = Answer.error(status, code, message);
            return answer(status, error.headers(), error.body());
        }

        /** See {@link Hang}. */
        public Fault hang() {
            return with(new Hang());
        }

        /** See {@link Reset}. */
        public Fault reset() {
            return with(new Reset());
        }

        /** See {@link Lose}. */
        public Fault lose() {
            return with(new Lose());
        }

        /** See {@link Delay}. */
        public Fault delay(Duration by) {
            return with(new Delay(by));
        }

        /** See {@link Drip}. */
        public Fault drip(Duration pause) {
            return with(new Drip(pause));
        }

        /** See {@link Cut}. */
        public Fault cut() {
            return with(new Cut());
        }

        private Fault with(Damage damage) {
            return new Fault(method, path, times, damage);
        }
    }
}
