package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.auth.Secret;
import io.tr05.qradar.qradar.ConsoleColumns.Column;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may be shared; how it is shared is shown over HTTP by {@code PolitenessTest} and {@code NothingLeftBehindTest}. */
class SharedSearchesTest {

    private static final long MINUTE = 60_000;

    private final LoginDigests logins = new LoginDigests();
    private final SharedSearches.Key key =
            SharedSearches.Key.of(login("console", "alice", "secret"), query("10.0.0.1", MINUTE, 3 * MINUTE, 5));

    @Test
    void theSameAskedWithinAMinuteByTheSameLoginIsShared() {
        assertThat(SharedSearches.Key.of(
                        login("console", "alice", "secret"), query("10.0.0.1", 2 * MINUTE - 1, 4 * MINUTE - 1, 5)))
                .isEqualTo(key);
    }

    @Test
    void nothingIsSharedAcrossLogins() {
        EventQuery query = query("10.0.0.1", MINUTE, 3 * MINUTE, 5);

        assertThat(SharedSearches.Key.of(login("console", "bob", "secret"), query))
                .isNotEqualTo(key);
        assertThat(SharedSearches.Key.of(login("console", "alice", "other"), query))
                .isNotEqualTo(key);
        assertThat(SharedSearches.Key.of(login("other", "alice", "secret"), query))
                .isNotEqualTo(key);
    }

    @Test
    void anotherQuestionIsAnotherSearch() {
        Login alice = login("console", "alice", "secret");

        assertThat(SharedSearches.Key.of(alice, query("10.0.0.2", MINUTE, 3 * MINUTE, 5)))
                .isNotEqualTo(key);
        assertThat(SharedSearches.Key.of(alice, query("10.0.0.1", MINUTE, 3 * MINUTE, 6)))
                .isNotEqualTo(key);
        assertThat(SharedSearches.Key.of(alice, query("10.0.0.1", MINUTE, 4 * MINUTE, 5)))
                .isNotEqualTo(key);
        assertThat(SharedSearches.Key.of(alice, query("10.0.0.1", MINUTE - 1, 3 * MINUTE, 5)))
                .isNotEqualTo(key);
    }

    /** Of a column that was removed from the console a query fails, and the next call asks without it. */
    @Test
    void otherColumnsAreAnotherSearch() {
        Login alice = login("console", "alice", "secret");
        EventQuery query = query("10.0.0.1", MINUTE, 3 * MINUTE, 5);

        assertThat(SharedSearches.Key.of(alice, with(query, List.of(new Column("URL", "")), Set.of())))
                .isNotEqualTo(key);
        assertThat(SharedSearches.Key.of(alice, with(query, List.of(), Set.of("sourcemac"))))
                .isNotEqualTo(key);
    }

    @Test
    void aLoginPrintsNeitherUserNorDigest() {
        assertThat(login("console", "alice", "secret")).asString().doesNotContain("alice", "secret");
    }

    private Login login(String console, String user, String password) {
        return logins.of(new Credentials(
                ConsoleAddress.parse(console + ".example.test"),
                new ConsoleAccount.WithPassword(user, new Secret(password)),
                5));
    }

    private static EventQuery with(EventQuery query, List<Column> returned, Set<String> lacking) {
        return new EventQuery(query.matches(), returned, lacking, query.window(), query.limit());
    }

    private static EventQuery query(String address, long start, long stop, int limit) {
        return new EventQuery(
                List.of(new ColumnMatch(new Column("sourceip", "Host"), List.of(address), false)),
                List.of(),
                Set.of(),
                new SearchWindow(start, stop),
                limit);
    }
}
