package io.tr05.qradar.qradar;

import io.tr05.qradar.auth.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes logins comparable without keeping a password: a memory dump holds digests whose key is random. */
final class LoginDigests {

    private static final String DIGEST = "HmacSHA256";

    private final SecretKeySpec key = newKey();

    Login of(Credentials tenant) {
        return new Login(
                tenant.console(),
                tenant.user(),
                HexFormat.of().formatHex(digest(tenant.password().reveal())));
    }

    private byte[] digest(String password) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
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
