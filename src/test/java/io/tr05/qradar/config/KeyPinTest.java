package io.tr05.qradar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPinTest {
    private static final String BASE64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256/" + BASE64,
                "sha256//" + BASE64,
                BASE64,
                "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F",
                "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F"
            })
    void isReadInEachForm(String text) {
        assertThat(KeyPin.parse(text)).hasToString("sha256/" + BASE64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256/", "sha1/AAECAwQFBgcICQoLDA0ODxAREhM=", "0001", "sha256/AAEC"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> KeyPin.parse(text))
                .isInstanceOf(SettingFault.class)
                .hasMessageStartingWith("is not the SHA-256 of a key");
    }
}
