package io.tr05.qradar.qradar;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The one header by which a console knows an account.
 *
 * @param name {@code Authorization} for user and password, {@code SEC} for an authorised service's token
 * @param value as sent
 */
record LoginHeader(HeaderName name, Secret value) {
    private static final HeaderName SERVICE_TOKEN = HeaderNames.create("SEC");

    static LoginHeader of(ConsoleAccount account) {
        return switch (account) {
            case ConsoleAccount.WithPassword user -> new LoginHeader(HeaderNames.AUTHORIZATION, basic(user));
            case ConsoleAccount.ServiceToken service -> new LoginHeader(SERVICE_TOKEN, service.token());
        };
    }

    private static Secret basic(ConsoleAccount.WithPassword account) {
        String pair = account.user() + ":" + account.password().reveal();
        return new Secret("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
