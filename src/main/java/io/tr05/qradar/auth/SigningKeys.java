package io.tr05.qradar.auth;

import io.helidon.security.jwt.jwk.JwkRSA;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The usable keys of a key set (RFC 7517): public RSA keys for RS256 with a {@code kid} and at least 2048 bits. Others
 * are left out, one by one, so that an issuer may add keys of a new kind beside them.
 *
 * <p>Of several with one {@code kid} the first usable counts. A key whose private part is in the set is left out wherever it
 * stands, since everybody can sign with it.
 *
 * @param byKid the keys by their {@code kid}
 * @param givenAway how many members of the set have a private part
 */
record SigningKeys(Map<String, JwkRSA> byKid, int givenAway) {
    /** RFC 7518 section 6.3.2. */
    private static final Set<String> PRIVATE_PARTS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth");

    private static final int LEAST_BITS = 2048;
    /** Verifying takes time with the square of the size; no issuer has more. */
    private static final int MOST_BITS = 8192;

    SigningKeys {
        byKid = Map.copyOf(byKid);
    }

    /**
     * Reads a key set.
     *
     * @throws JsonException when the bytes are no key set
     */
    static SigningKeys parse(byte[] json) {
        if (!(JsonObjects.parse(json).get("keys") instanceof JsonArray keys)) {
            throw new JsonException("no list of keys");
        }
        var givenAway = keys.stream().filter(SigningKeys::isPrivate).toList();
        var usable = new LinkedHashMap<String, JwkRSA>();
        for (var key : keys) {
            usable(key)
                    .filter(rsa -> givenAway.stream().noneMatch(other -> isSameKey(rsa, other)))
                    .ifPresent(rsa -> usable.putIfAbsent(rsa.keyId(), rsa));
        }
        return new SigningKeys(usable, givenAway.size());
    }

    private static boolean isPrivate(JsonValue value) {
        return value instanceof JsonObject key
                && JsonObjects.string(key, "kty").filter("RSA"::equals).isPresent()
                && PRIVATE_PARTS.stream().anyMatch(key::containsKey);
    }

    private static boolean isSameKey(JwkRSA key, JsonValue other) {
        return key.publicKey() instanceof RSAPublicKey rsa
                && other instanceof JsonObject object
                && JsonObjects.string(object, "n")
                        .flatMap(SigningKeys::number)
                        .filter(rsa.getModulus()::equals)
                        .isPresent();
    }

    private static Optional<BigInteger> number(String base64) {
        try {
            return Optional.of(new BigInteger(1, Base64.getUrlDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<JwkRSA> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    private static Optional<JwkRSA> usable(JsonValue value) {
        try {
            return value instanceof JsonObject key && isForVerifying(key)
                    ? Optional.of(rsa(key)).filter(SigningKeys::isOfGoodSize)
                    : Optional.empty();
        } catch (RuntimeException e) {
            // Helidon and the JDK throw several kinds for numbers that make no key
            return Optional.empty();
        }
    }

    private static boolean isForVerifying(JsonObject key) {
        return JsonObjects.string(key, "kty").filter("RSA"::equals).isPresent()
                && JsonObjects.string(key, "kid").isPresent()
                && absentOr(key, "use", "sig")
                && absentOr(key, "alg", JwkRSA.ALG_RS256)
                && mayVerify(key)
                && !isPrivate(key);
    }

    private static boolean absentOr(JsonObject key, String name, String wanted) {
        return !key.containsKey(name)
                || JsonObjects.string(key, name).filter(wanted::equals).isPresent();
    }

    private static boolean mayVerify(JsonObject key) {
        return !key.containsKey("key_ops")
                || (key.get("key_ops") instanceof JsonArray operations
                        && operations.stream()
                                .anyMatch(operation -> operation instanceof JsonString name
                                        && name.getString().equals("verify")));
    }

    /** Only the members needed: Helidon would also load what {@code x5u} points to. */
    private static JwkRSA rsa(JsonObject key) {
        return JwkRSA.create(Json.createObjectBuilder()
                .add("kty", "RSA")
                .add("alg", JwkRSA.ALG_RS256)
                .add("use", "sig")
                .add("kid", key.getString("kid"))
                .add("n", key.getString("n"))
                .add("e", key.getString("e"))
                .build());
    }

    private static boolean isOfGoodSize(JwkRSA key) {
        return key.publicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() >= LEAST_BITS
                && rsa.getModulus().bitLength() <= MOST_BITS;
    }
}
