package io.tr05.qradar.config;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A certificate's key, named by the SHA-256 of its subject public key info (RFC 7469). It stays when a certificate is renewed
 * with the same key.
 *
 * @param base64 of the 32 bytes, with padding
 */
public record KeyPin(String base64) {
    /** With one slash as in HPKP, or two as curl has it; the padding may be missing. */
    private static final Pattern BASE64 = Pattern.compile("(?:sha256//?)?([A-Za-z0-9+/]{43})=?");

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){31}");

    /**
     * The pin of a certificate's key.
     *
     * @param certificate any
     */
    public static KeyPin of(X509Certificate certificate) {
        return of(sha256(certificate.getPublicKey().getEncoded()));
    }

    private static KeyPin of(byte[] hash) {
        return new KeyPin(Base64.getEncoder().encodeToString(hash));
    }

    /**
     * Reads one as an operator writes it.
     *
     * @throws SettingFault when it is none
     */
    static KeyPin parse(String text) {
        if (HEX.matcher(text).matches()) {
            return of(HexFormat.of().parseHex(text.replace(":", "")));
        }
        var base64 = BASE64.matcher(text);
        if (!base64.matches()) {
            throw SettingFault.of("is not the SHA-256 of a key, such as sha256/ and 44 characters of Base64, or 64"
                    + " hexadecimal digits");
        }
        return of(Base64.getDecoder().decode(base64.group(1)));
    }

    /** Of anything. */
    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** As {@code QRADAR_TLS_PIN} takes it. */
    @Override
    public String toString() {
        return "sha256/" + base64;
    }
}
