package io.tr05.qradar.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a simulated console is like. Start from {@link #defaults()} and change what matters; each
 * change gives new settings.
 *
 * @param port the loopback port, 0 for a free one
 * @param user the account's name, for Basic authentication
 * @param password its password
 * @param securityToken accepted in the header {@code SEC}; empty: none is
 * @param searchDuration how long a search runs, by the machine's clock
 * @param scanPerDay how much longer it runs for each day of its window
 * @param capacity so many searches run at once, and further ones stay WAIT until one of them ends
 * @param longPoll how long {@code Prefer: wait=N} holds an answer
 * @param stopFloored whether the end of a window is rounded down to the minute, and not up
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
 * @param lackingColumns columns that this console has not got
 * @param collections whether it has the newer API for reference sets
 */
public record SimulatorSettings(
        int port,
        String user,
        String password,
        String securityToken,
        Duration searchDuration,
        Duration scanPerDay,
        int capacity,
        LongPoll longPoll,
        boolean stopFloored,
        Duration sharing,
        boolean doubleTimes,
        Clock clock,
        double newestVersion,
        double oldestVersion,
        int removedVersionStatus,
        int failedLogins,
        int lockedStatus,
        long seed,
        int events,
        Set<String> lackingColumns,
        boolean collections) {

    /** What a console does about {@code Prefer: wait=N} when it is asked for a search's status. */
    public enum LongPoll {
        /** Answers when the search has ended, or the time is over. */
        UNTIL_DONE,
        /** Answers when the status has changed in any way, or the time is over. */
        PER_CHANGE,
        /** Answers at once. */
        NONE
    }

    public SimulatorSettings {
        lackingColumns = Set.copyOf(lackingColumns);
    }

    /** A recent console with 4000 events: user {@code admin}, searches of 400 ms, long poll. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                0,
                "admin",
                "demo-password",
                "",
                Duration.ofMillis(400),
                Duration.ZERO,
                Integer.MAX_VALUE,
                LongPoll.UNTIL_DONE,
                false,
                Duration.ofMinutes(1),
                true,
                Clock.systemUTC(),
                26.0,
                12.0,
                422,
                5,
                403,
                7,
                4000,
                Set.of(),
                true);
    }

    @Override
    public String toString() {
        return "SimulatorSettings[port=" + port + ", user=" + user + ", searchDuration=" + searchDuration + "]";
    }

    /** On this loopback port. */
    public SimulatorSettings withPort(int newPort) {
        return with(draft -> draft.port = newPort);
    }

    /** With this account. */
    public SimulatorSettings withLogin(String newUser, String newPassword) {
        return with(draft -> {
            draft.user = newUser;
            draft.password = newPassword;
        });
    }

    /** Also accepts this authorized service token. */
    public SimulatorSettings withSecurityToken(String newToken) {
        return with(draft -> draft.securityToken = newToken);
    }

    /** Searches run so long. */
    public SimulatorSettings withSearchDuration(Duration newDuration) {
        return with(draft -> draft.searchDuration = newDuration);
    }

    /** Searches run so much longer for each day of their window. */
    public SimulatorSettings withScanRate(Duration perDay) {
        return with(draft -> draft.scanPerDay = perDay);
    }

    /** Runs at most so many searches at once. */
    public SimulatorSettings withCapacity(int searches) {
        return with(draft -> draft.capacity = searches);
    }

    /** Ignores {@code Prefer: wait=N}, as older consoles do. */
    public SimulatorSettings withoutLongPoll() {
        return with(draft -> draft.longPoll = LongPoll.NONE);
    }

    /** {@code Prefer: wait=N} holds an answer only until the status changes, such as from WAIT to EXECUTE. */
    public SimulatorSettings withLongPollPerChange() {
        return with(draft -> draft.longPoll = LongPoll.PER_CHANGE);
    }

    /**
     * Rounds the end of a window down to the minute. IBM says that the granularity is a minute and not which way; this is
     * the reading under which a query loses events unless it rounds up itself.
     */
    public SimulatorSettings withStopFloored() {
        return with(draft -> draft.stopFloored = true);
    }

    /** Gives an identical query the same search for so long; zero: never. */
    public SimulatorSettings withSharing(Duration newSharing) {
        return with(draft -> draft.sharing = newSharing);
    }

    /** All epoch times are whole numbers. */
    public SimulatorSettings withoutDoubleTimes() {
        return with(draft -> draft.doubleTimes = false);
    }

    /** By this clock; searches still run by the machine's. */
    public SimulatorSettings withClock(Clock newClock) {
        return with(draft -> draft.clock = newClock);
    }

    /** Speaks these versions of the API; older ones get the status, 410 or 422. */
    public SimulatorSettings withVersions(double oldest, double newest, int removedStatus) {
        return with(draft -> {
            draft.newestVersion = newest;
            draft.oldestVersion = oldest;
            draft.removedVersionStatus = removedStatus;
        });
    }

    /** Locks out after so many failed logins, and then answers the status, 401 or 403. */
    public SimulatorSettings withLockout(int logins, int status) {
        return with(draft -> {
            draft.failedLogins = logins;
            draft.lockedStatus = status;
        });
    }

    /** Generates so many events from this seed; 0: none. */
    public SimulatorSettings withEvents(long newSeed, int count) {
        return with(draft -> {
            draft.seed = newSeed;
            draft.events = count;
        });
    }

    /** Lacks these columns. */
    public SimulatorSettings withoutColumns(String... names) {
        return with(draft -> draft.lackingColumns = Set.of(names));
    }

    /** Lacks {@code /reference_data_collections}, as consoles before API 16.0 do. */
    public SimulatorSettings withoutCollections() {
        return with(draft -> draft.collections = false);
    }

    private SimulatorSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** These settings on the way to others. */
    private static final class Draft {
        private int port;
        private String user;
        private String password;
        private String securityToken;
        private Duration searchDuration;
        private Duration scanPerDay;
        private int capacity;
        private LongPoll longPoll;
        private boolean stopFloored;
        private Duration sharing;
        private boolean doubleTimes;
        private Clock clock;
        private double newestVersion;
        private double oldestVersion;
        private int removedVersionStatus;
        private int failedLogins;
        private int lockedStatus;
        private long seed;
        private int events;
        private Set<String> lackingColumns;
        private boolean collections;

        Draft(SimulatorSettings settings) {
            port = settings.port;
            user = settings.user;
            password = settings.password;
            securityToken = settings.securityToken;
            searchDuration = settings.searchDuration;
            scanPerDay = settings.scanPerDay;
            capacity = settings.capacity;
            longPoll = settings.longPoll;
            stopFloored = settings.stopFloored;
            sharing = settings.sharing;
            doubleTimes = settings.doubleTimes;
            clock = settings.clock;
            newestVersion = settings.newestVersion;
            oldestVersion = settings.oldestVersion;
            removedVersionStatus = settings.removedVersionStatus;
            failedLogins = settings.failedLogins;
            lockedStatus = settings.lockedStatus;
            seed = settings.seed;
            events = settings.events;
            lackingColumns = settings.lackingColumns;
            collections = settings.collections;
        }

        SimulatorSettings settings() {
            return new SimulatorSettings(
                    port,
                    user,
                    password,
                    securityToken,
                    searchDuration,
                    scanPerDay,
                    capacity,
                    longPoll,
                    stopFloored,
                    sharing,
                    doubleTimes,
                    clock,
                    newestVersion,
                    oldestVersion,
                    removedVersionStatus,
                    failedLogins,
                    lockedStatus,
                    seed,
                    events,
                    lackingColumns,
                    collections);
        }
    }
}
