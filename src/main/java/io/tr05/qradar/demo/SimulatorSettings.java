package io.tr05.qradar.demo;

import java.time.Clock;
import java.time.Duration;

/**
 * What a simulated console is like. Start from {@link #defaults()} and change what matters; each
 * change gives new settings.
 *
 * @param port the loopback port, 0 for a free one
 * @param user the account's name, for Basic authentication
 * @param password its password
 * @param securityToken accepted in the header {@code SEC}; empty: none is
 * @param searchDuration how long a search runs, by the machine's clock
 * @param longPoll whether {@code Prefer: wait=N} holds an answer
 * @param sharing an identical query within this time is given the same search
 * @param doubleTimes whether some rows give epoch times as floating-point numbers
 * @param clock the console's time and time zone, for events and windows
 * @param newestVersion the newest API version, such as 26.0
 * @param oldestVersion older ones are refused
 * @param removedVersionStatus how: 410 or 422
 * @param failedLogins so many in a row lock the caller out
 * @param lockedStatus what a locked-out caller gets: 403 or 401
 * @param seed of the generated events
 * @param events how many are generated, 0: none
 */
public record SimulatorSettings(
        int port,
        String user,
        String password,
        String securityToken,
        Duration searchDuration,
        boolean longPoll,
        Duration sharing,
        boolean doubleTimes,
        Clock clock,
        double newestVersion,
        double oldestVersion,
        int removedVersionStatus,
        int failedLogins,
        int lockedStatus,
        long seed,
        int events) {

    /** A recent console with 4000 events: user {@code admin}, searches of 400 ms, long poll. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                0,
                "admin",
                "demo-password",
                "",
                Duration.ofMillis(400),
                true,
                Duration.ofMinutes(1),
                true,
                Clock.systemUTC(),
                26.0,
                12.0,
                422,
                5,
                403,
                7,
                4000);
    }

    @Override
    public String toString() {
        return "SimulatorSettings[port=" + port + ", user=" + user + ", searchDuration=" + searchDuration + "]";
    }

    /** On this loopback port. */
    public SimulatorSettings withPort(int newPort) {
        return new SimulatorSettings(
                newPort,
                user,
                password,
                securityToken,
                searchDuration,
                longPoll,
                sharing,
                doubleTimes,
                clock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                failedLogins,
                lockedStatus,
                seed,
                events);
    }

    /** With this account. */
    public SimulatorSettings withLogin(String newUser, String newPassword) {
        return new SimulatorSettings(
                port,
                newUser,
                newPassword,
                securityToken,
                searchDuration,
                longPoll,
                sharing,
                doubleTimes,
                clock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                failedLogins,
                lockedStatus,
                seed,
                events);
    }

    /** Also accepts this authorized service token. */
    public SimulatorSettings withSecurityToken(String newToken) {
        return new SimulatorSettings(
                port,
                user,
                password,
                newToken,
                searchDuration,
                longPoll,
                sharing,
                doubleTimes,
                clock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                failedLogins,
                lockedStatus,
                seed,
                events);
    }

    /** Searches run so long. */
    public SimulatorSettings withSearchDuration(Duration newDuration) {
        return new SimulatorSettings(
                port,
                user,
                password,
                securityToken,
                newDuration,
                longPoll,
                sharing,
                doubleTimes,
                clock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                failedLogins,
                lockedStatus,
                seed,
                events);
    }

    /** Ignores {@code Prefer: wait=N}, as older consoles do. */
    public SimulatorSettings withoutLongPoll() {
        return new SimulatorSettings(
                port,
                user,
                password,
                securityToken,
                searchDuration,
                false,
                sharing,
                doubleTimes,
                clock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                failedLogins,
                lockedStatus,
                seed,
                events);
    }

    /** Gives an identical query the same search for so long; zero: never. */
    public SimulatorSettings withSharing(Duration newSharing) {
        return new SimulatorSettings(
                port,
                user,
                password,
                securityToken,
                searchDuration,
                longPoll,
                newSharing,
                doubleTimes,
                clock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                failedLogins,
                lockedStatus,
                seed,
                events);
    }

    /** All epoch times are whole numbers. */
    public SimulatorSettings withoutDoubleTimes() {
        return new SimulatorSettings(
                port,
                user,
                password,
                securityToken,
                searchDuration,
                longPoll,
                sharing,
                false,
                clock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                failedLogins,
                lockedStatus,
                seed,
                events);
    }

    /** By this clock; searches still run by the machine's. */
    public SimulatorSettings withClock(Clock newClock) {
        return new SimulatorSettings(
                port,
                user,
                password,
                securityToken,
                searchDuration,
                longPoll,
                sharing,
                doubleTimes,
                newClock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                failedLogins,
                lockedStatus,
                seed,
                events);
    }

    /** Speaks these versions of the API; older ones get the status, 410 or 422. */
    public SimulatorSettings withVersions(double oldest, double newest, int removedStatus) {
        return new SimulatorSettings(
                port,
                user,
                password,
                securityToken,
                searchDuration,
                longPoll,
                sharing,
                doubleTimes,
                clock,
                newest,
                oldest,
                removedStatus,
                failedLogins,
                lockedStatus,
                seed,
                events);
    }

    /** Locks out after so many failed logins, and then answers the status, 401 or 403. */
    public SimulatorSettings withLockout(int logins, int status) {
        return new SimulatorSettings(
                port,
                user,
                password,
                securityToken,
                searchDuration,
                longPoll,
                sharing,
                doubleTimes,
                clock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                logins,
                status,
                seed,
                events);
    }

    /** Generates so many events from this seed; 0: none. */
    public SimulatorSettings withEvents(long newSeed, int count) {
        return new SimulatorSettings(
                port,
                user,
                password,
                securityToken,
                searchDuration,
                longPoll,
                sharing,
                doubleTimes,
                clock,
                newestVersion,
                oldestVersion,
                removedVersionStatus,
                failedLogins,
                lockedStatus,
                newSeed,
                count);
    }
}
