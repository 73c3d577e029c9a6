package io.tr05.qradar.demo;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the third part of a token. It writes no header: {@code alg} is the draft's business. */
@FunctionalInterface
public interface TokenSigner {

    /** The signature over the first two parts of a token, joined by a dot. */
    byte[] sign(String signedPart);

    /** RSA PKCS#1 with SHA-256, the real thing. */
    static TokenSigner rs256(PrivateKey key) {
        return text -> {
            try {
                var signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key);
                signature.update(text.getBytes(StandardCharsets.US_ASCII));
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot sign", e);
            }
        };
    }

    /** HMAC with SHA-256, for the attack that signs with a public key as the secret. */
    static TokenSigner hs256(byte[] secret) {
        return text -> {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot sign", e);
            }
        };
    }

    /** No signature: the third part is empty. */
    static TokenSigner none() {
        return text -> new byte[0];
    }

    /** A public key as a member of a key set, meant for RS256 signatures. */
    static Map<String, Object> jwk(String kid, RSAPublicKey key) {
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                kid,
                "n",
                unsigned(key.getModulus()),
                "e",
                unsigned(key.getPublicExponent()));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] magnitude = bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
