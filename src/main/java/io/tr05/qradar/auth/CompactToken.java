package io.tr05.qradar.auth;

import io.tr05.qradar.auth.AuthorizationException.Reason;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The parts of a JWS in compact form (RFC 7515), read but not verified.
 *
 * <p>Not Helidon's SignedJwt: that reads the registered claims while parsing, so an {@code aud} of the wrong type would
 * count as a broken structure, and its exceptions quote the token.
 *
 * @param header the JOSE header
 * @param claims the payload
 * @param signed the bytes the signature is over
 * @param signature as it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CompactToken(JsonObject header, JsonObject claims, byte[] signed, byte[] signature) {
    /** A token with all claims takes about 1 KiB. */
    private static final int LONGEST = 16 * 1024;

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]*)");

    /** @throws AuthorizationException with {@link Reason#WRONG_STRUCTURE} */
    static CompactToken parse(String text) {
        if (text.length() > LONGEST) {
            throw new AuthorizationException(Reason.WRONG_STRUCTURE);
        }
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new AuthorizationException(Reason.WRONG_STRUCTURE);
        }
        try {
            return new CompactToken(
                    JsonObjects.parse(decode(form.group(1))),
                    JsonObjects.parse(decode(form.group(2))),
                    text.substring(0, form.start(3) - 1).getBytes(StandardCharsets.US_ASCII),
                    decode(form.group(3)));
        } catch (IllegalArgumentException | JsonException e) {
            throw new AuthorizationException(Reason.WRONG_STRUCTURE);
        }
    }

    /** The JDK ignores the bits that are left over in the last character: one signature would have several spellings. */
    private static byte[] decode(String part) {
        var bytes = Base64.getUrlDecoder().decode(part);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new IllegalArgumentException("not the one spelling of these bytes");
        }
        return bytes;
    }

    /** Without its content, which holds the password. */
    @Override
    public String toString() {
        return "CompactToken[***]";
    }
}
