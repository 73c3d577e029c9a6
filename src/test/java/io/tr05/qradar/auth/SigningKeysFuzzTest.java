package io.tr05.qradar.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.json.JsonException;
import java.security.interfaces.RSAPublicKey;

/** Answers of an issuer of any bytes: a set of keys that are fit for use, or none. */
class SigningKeysFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anAnswerIsASetOfGoodKeysOrRefused(byte[] answer) {
        SigningKeys keys;
        try {
            keys = SigningKeys.parse(answer);
        } catch (JsonException refused) {
            return;
        }
        keys.byKid().forEach((kid, key) -> {
            assertThat(key.keyId()).isEqualTo(kid);
            assertThat(key.publicKey()).isInstanceOfSatisfying(RSAPublicKey.class, rsa -> assertThat(
                            rsa.getModulus().bitLength())
                    .isBetween(2_048, 8_192));
            assertThat(key.privateKey()).isEmpty();
        });
    }
}
