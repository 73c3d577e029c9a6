package io.tr05.qradar.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token before it is signed; each change gives a new draft. Nothing here is checked, on purpose. */
public record TokenDraft(Map<String, Object> headers, Map<String, Object> claims, TokenSigner signer) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public TokenDraft {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }

    /** Sets a claim to any value that JSON can hold. */
    public TokenDraft claim(String name, Object value) {
        return claims(Map.of(name, value));
    }

    /** Sets several claims. */
    public TokenDraft claims(Map<String, ?> more) {
        var all = new LinkedHashMap<>(claims);
        all.putAll(more);
        return new TokenDraft(headers, all, signer);
    }

    /** Leaves a claim out. */
    public TokenDraft without(String name) {
        var all = new LinkedHashMap<>(claims);
        all.remove(name);
        return new TokenDraft(headers, all, signer);
    }

    /** Sets a header, such as {@code alg}, {@code kid}, {@code crit} or {@code jwk}. */
    public TokenDraft header(String name, Object value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new TokenDraft(all, claims, signer);
    }

    /** Leaves a header out. */
    public TokenDraft withoutHeader(String name) {
        var all = new LinkedHashMap<>(headers);
        all.remove(name);
        return new TokenDraft(all, claims, signer);
    }

    /** Lets somebody else sign; the header {@code alg} stays as it is. */
    public TokenDraft signedBy(TokenSigner other) {
        return new TokenDraft(headers, claims, other);
    }

    /** The token in its compact form. */
    public String sign() {
        var signedPart = part(headers) + "." + part(claims);
        return signedPart + "." + encode(signer.sign(signedPart));
    }

    /** The token in its compact form, of a header and a payload that need not be JSON. */
    public String sign(byte[] rawHeader, byte[] rawPayload) {
        var signedPart = encode(rawHeader) + "." + encode(rawPayload);
        return signedPart + "." + encode(signer.sign(signedPart));
    }

    /** The header as JSON. */
    public String headerJson() {
        return json(headers);
    }

    /** The payload as JSON. */
    public String claimsJson() {
        return json(claims);
    }

    private static String part(Map<String, Object> content) {
        return encode(json(content).getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Map<String, Object> content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
