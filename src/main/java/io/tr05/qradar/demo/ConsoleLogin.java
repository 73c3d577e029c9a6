package io.tr05.qradar.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** Basic authentication and service tokens, with the lock-out after several failures. */
final class ConsoleLogin {

    private final SimulatorSettings settings;
    private int failures;
    private int allFailures;

    ConsoleLogin(SimulatorSettings settings) {
        this.settings = settings;
    }

    /** The refusal of a call that may not pass. */
    synchronized Optional<Answer> refuse(Call call) {
        if (failures >= settings.failedLogins()) {
            return Optional.of(
                    Answer.error(settings.lockedStatus(), 18, "Too many failed logins: the host is locked out."));
        }
        var token = call.header("sec");
        var basic = call.header("authorization");
        if (token.isPresent() && basic.isPresent()) {
            return Optional.of(Answer.error(400, 1005, "Either SEC or Authorization, not both."));
        }
        if (token.isEmpty() && basic.isEmpty()) {
            return Optional.of(unauthorized());
        }
        boolean welcome = token.isPresent()
                ? isSame(token.get(), settings.securityToken()) && !token.get().isEmpty()
                : isSame(basic.orElseThrow(), expectedBasic());
        failures = welcome ? 0 : failures + 1;
        allFailures += welcome ? 0 : 1;
        return welcome ? Optional.empty() : Optional.of(unauthorized());
    }

    /** Logins with a wrong name, password or token; those after a lock-out are not looked at. */
    synchronized int failed() {
        return allFailures;
    }

    synchronized void reset() {
        failures = 0;
        allFailures = 0;
    }

    private String expectedBasic() {
        var pair = settings.user() + ":" + settings.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isSame(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer unauthorized() {
        return Answer.error(
                401,
                18,
                "No SEC header present in request. Please provide it via \"SEC: token\". You may also use BASIC"
                        + " authentication parameters if this host supports it.");
    }
}
