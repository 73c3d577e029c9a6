package io.tr05.qradar.auth;

import io.helidon.common.tls.Tls;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;

/** An issuer on this machine: publishes keys over HTTPS, signs tokens, and counts how often its keys are fetched. */
final class TestIssuer implements AutoCloseable {
    static final TestCertificate CERTIFICATE =
            TestCertificate.forName(new GeneralName(GeneralName.dNSName, "localhost"));
    static final KeyPair KEY = TestCertificate.rsa(2048);
    static final String KID = "02B1174234C29F8EFB69911438F597FF3FFEE6B7";

    final AtomicInteger fetches = new AtomicInteger();
    private final WebServer server;
    private volatile Handler answer = publishing(jwk(KID, KEY));

    TestIssuer() {
        server = WebServer.builder()
                .host("localhost")
                .port(0)
                .shutdownHook(false)
                .tls(Tls.builder()
                        .privateKey(CERTIFICATE.keys().getPrivate())
                        .privateKeyCertChain(List.of(CERTIFICATE.certificate()))
                        .build())
                .routing(routing -> routing.get("/.well-known/jwks", (request, response) -> {
                    fetches.incrementAndGet();
                    answer.handle(request, response);
                }))
                .build()
                .start();
    }

    String host() {
        return "localhost:" + server.port();
    }

    /** Settings with which a relay believes this issuer. */
    Map<String, String> environment(Path directory) {
        return Map.of(
                "RELAY_JWKS_HOSTS",
                host() + ", localhost:1",
                "RELAY_JWKS_CA",
                CERTIFICATE.writeTo(directory.resolve("issuer.pem")).toString(),
                "QRADAR_ALLOW_LOOPBACK",
                "true");
    }

    void answers(Handler handler) {
        answer = handler;
    }

    void publishes(JsonObjectBuilder... keys) {
        answer = publishing(keys);
    }

    private static Handler publishing(JsonObjectBuilder... keys) {
        var list = Json.createArrayBuilder();
        Stream.of(keys).forEach(list::add);
        var body = Json.createObjectBuilder().add("keys", list).build().toString();
        return (request, response) -> response.status(Status.OK_200).send(body);
    }

    static JsonObjectBuilder jwk(String kid, KeyPair pair) {
        var key = (RSAPublicKey) pair.getPublic();
        return Json.createObjectBuilder()
                .add("kty", "RSA")
                .add("kid", kid)
                .add("n", base64(key.getModulus()))
                .add("e", base64(key.getPublicExponent()));
    }

    private static String base64(BigInteger number) {
        var bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static JsonObjectBuilder header() {
        return Json.createObjectBuilder().add("alg", "RS256").add("typ", "JWT").add("kid", KID);
    }

    /** A token signed with RSA and SHA-256, whatever its header says. */
    static String sign(String header, String payload, KeyPair pair) {
        try {
            var signed = base64(header) + "." + base64(payload);
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
