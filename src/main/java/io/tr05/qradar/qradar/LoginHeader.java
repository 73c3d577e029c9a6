package io.tr05.qradar.qradar;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.tr05.qradar.auth.ConsoleAccount;
import io.tr05.qradar.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The one header by which a console knows an account.
 *
 * @param name {@code Authorization} for user and password, {@code SEC} for an authorised service's token
 * @param value as sent
 * @param pass the secret in it
 */
record LoginHeader(HeaderName name, Secret value, Secret pass) {
    private static final int SHORTEST_HIDDEN = 4;
    private static final HeaderName SERVICE_TOKEN = HeaderNames.create("SEC");

    static LoginHeader of(ConsoleAccount account) {
        return switch (account) {
            case ConsoleAccount.WithPassword user ->
                new LoginHeader(HeaderNames.AUTHORIZATION, basic(user), user.password());
            case ConsoleAccount.ServiceToken service ->
                new LoginHeader(SERVICE_TOKEN, service.token(), service.token());
        };
    }

    /**
     * Takes the secret out of a text of the console, which may quote the call that it complains of. One of a few letters
     * stays: it would be found where it is not meant, and be told by the gaps.
     *
     * @param text as it is to be shown: in bytes of JSON, each character of a secret may be written in several ways
     */
    String hideIn(String text) {
        String shown = text;
        for (String secret :
                List.of(value.reveal().replaceFirst("^Basic ", ""), pass.reveal(), inJson(pass.reveal()))) {
            if (secret.length() >= SHORTEST_HIDDEN) {
                shown = shown.replace(secret, "***");
            }
        }
        return shown;
    }

    /** For a console that quotes the JSON of somebody else. */
    private static String inJson(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static Secret basic(ConsoleAccount.WithPassword account) {
        String pair = account.user() + ":" + account.password().reveal();
        return new Secret("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
