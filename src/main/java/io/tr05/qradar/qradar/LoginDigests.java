package io.tr05.qradar.qradar;

import io.tr05.qradar.auth.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes logins comparable without keeping a password or token: a memory dump holds digests whose key is random. */
final class LoginDigests {

    private static final String DIGEST = "HmacSHA256";

    private final SecretKeySpec key = newKey();

    Login of(Credentials tenant) {
        LoginHeader header = LoginHeader.of(tenant.account());
        String sent = header.name().lowerCase() + ": " + header.value().reveal();
        return new Login(tenant.console(), HexFormat.of().formatHex(digest(sent)));
    }

    private byte[] digest(String text) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has " + DIGEST, impossible);
        }
    }

    private static SecretKeySpec newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, DIGEST);
    }
}
