package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.demo.TokenDraft;
import io.tr05.qradar.testing.RelayCaller.Answer;
import io.tr05.qradar.testing.RelayTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tokens that are good, over real HTTP; those that are not are in {@link TokenAttackTest}. */
class AuthorizationTest extends RelayTest {

    AuthorizationTest(Http1Client client) {
        super(client);
    }

    @Test
    void aGoodTokenReachesTheConsole() {
        assertThat(call("/health", bearer(draft().sign())).body()).isEqualTo("{\"data\":{\"status\":\"ok\"}}");
        assertThat(consoleCalls()).containsExactly("GET /api/help/versions");
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        assertThat(call(
                                "/health",
                                bearer(draft().claim("aud", List.of("https://x.test", PUBLIC_URL))
                                        .sign()))
                        .json()
                        .has("data"))
                .isTrue();
    }

    @Test
    void theKeysAreFetchedOnceForManyCalls() {
        call("/health", bearer(draft().sign()));
        int fetches = ISSUER.fetches();

        call("/health", bearer(draft().sign()));
        call("/health", bearer(draft().sign()));

        assertThat(ISSUER.fetches()).isEqualTo(fetches);
    }

    private Answer call(String path, Optional<String> authorization) {
        var request = relay.request(Method.POST, path);
        authorization.ifPresent(value -> request.header(HeaderNames.AUTHORIZATION, value));
        return relay.send(request, Method.POST, path, "");
    }

    private static TokenDraft draft() {
        return ISSUER.draft().claims(claims());
    }

    private static Optional<String> bearer(String token) {
        return Optional.of("Bearer " + token);
    }

    @Test
    void theClaimsDecideTheLimitInWhateverForm() {
        for (Object limit : List.of(5, "5", "x", -1, 0)) {
            Map<String, Object> changes = Map.of("CTR_ENTITIES_LIMIT", limit);
            assertThat(relay.post("/health", Map.of(), token(changes)).json().has("data"))
                    .isTrue();
        }
    }
}
