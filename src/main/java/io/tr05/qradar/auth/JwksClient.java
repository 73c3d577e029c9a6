package io.tr05.qradar.auth;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import io.tr05.qradar.config.IssuerConfig;
import java.io.IOException;
import java.time.Duration;

/** Fetches key sets from allowed hosts; the only HTTP to an issuer. */
final class JwksClient {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    /** A key set takes a few KiB. */
    static final int MOST_BYTES = 256 * 1024;

    private final WebClient client;

    JwksClient(IssuerConfig issuers) {
        this.client = WebClient.builder()
                .tls(issuers.trust().tls())
                .dnsResolver(AddressPolicy.forIssuers(issuers))
                .proxy(Proxy.noProxy())
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(READ_TIMEOUT)
                .followRedirects(false)
                .sendExpectContinue(false)
                .shareConnectionCache(false)
                .keepAlive(false) // rare calls: a kept connection would be a stale one
                .build();
    }

    /**
     * Fetches once. The time-outs are for each step, so a slow drip of bytes has to be ended by interrupting.
     *
     * @throws IOException when the answer is not a whole key set
     * @throws RuntimeException of many kinds when there is no answer
     */
    SigningKeys fetch(IssuerHost host) throws IOException {
        try (var response = client.get(host.keysUrl())
                .header(HeaderNames.ACCEPT, "application/json")
                .request()) {
            if (!response.status().equals(Status.OK_200)) {
                throw new NoKeySetException(
                        "it answered with status " + response.status().code());
            }
            return SigningKeys.parse(body(response));
        }
    }

    private static byte[] body(HttpClientResponse response) throws IOException {
        try (var stream = response.inputStream()) {
            var bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new NoKeySetException("its answer is longer than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
