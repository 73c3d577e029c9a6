package io.tr05.qradar.demo;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The authority that signs module tokens, as the platform does: an RSA-2048 key, its public half
 * served at {@code https://}{@link #host()}{@code /.well-known/jwks}. Tokens of any kind can be
 * forged with it, so that a verifier can be tried against each.
 */
public final class TokenIssuer implements AutoCloseable {

    private static final String JWKS_PATH = "/.well-known/jwks";
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    private final Clock clock;
    private final HttpsEndpoint endpoint;
    private final List<Map<String, Object>> extraKeys = new ArrayList<>();
    private KeyPair keys;
    private String keyId;
    private Optional<Answer> fixedAnswer = Optional.empty();

    private TokenIssuer(DemoCertificates certificates, int port, Clock clock) {
        this.clock = clock;
        this.keys = newRsaKeys(2048);
        this.keyId = newKeyId();
        this.endpoint = new HttpsEndpoint(certificates.serverTls(), port, this::answer);
    }

    /** Starts an issuer on a free loopback port, by the system clock. */
    public static TokenIssuer start(DemoCertificates certificates) {
        return start(certificates, 0, Clock.systemUTC());
    }

    /**
     * Starts an issuer.
     *
     * @param port the loopback port, 0 for a free one
     * @param clock gives {@code iat} and {@code exp} of the tokens
     */
    public static TokenIssuer start(DemoCertificates certificates, int port, Clock clock) {
        return new TokenIssuer(certificates, port, clock);
    }

    /** Host and port, for the claim {@code jwks_host}, such as {@code localhost:43117}. */
    public String host() {
        return "localhost:" + endpoint.port();
    }

    /** A signed token: the claims of {@link #draft()}, and these in addition or instead. */
    public String token(Map<String, ?> claims) {
        return draft().claims(claims).sign();
    }

    /**
     * An unsigned token with headers {@code alg}, {@code typ} and {@code kid} and claims {@code iss},
     * {@code sub}, {@code jti}, {@code iat}, {@code exp} (ten minutes on) and {@code jwks_host}. The
     * claims {@code aud}, {@code SERVER_IP}, {@code user} and {@code pass} are the caller's to add.
     */
    public synchronized TokenDraft draft() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("alg", "RS256");
        headers.put("typ", "JWT");
        headers.put("kid", keyId);
        return new TokenDraft(headers, standardClaims(), TokenSigner.rs256(keys.getPrivate()));
    }

    private Map<String, Object> standardClaims() {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "IROH Auth");
        claims.put("sub", "demo-module-instance");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now);
        claims.put("exp", now + TOKEN_LIFE.toSeconds());
        claims.put("jwks_host", host());
        return claims;
    }

    /** Makes a new key with a new {@code kid}; the old one is served no more. */
    public synchronized void rotateKey() {
        keys = newRsaKeys(2048);
        keyId = newKeyId();
    }

    /** Serves one more key, for instance a weak one, until the end. */
    public synchronized void publish(String kid, RSAPublicKey key) {
        extraKeys.add(TokenSigner.jwk(kid, key));
    }

    /** Serves one more member of the key set, of any kind, until the end; it comes after the others. */
    public synchronized void publish(Map<String, ?> key) {
        extraKeys.add(new LinkedHashMap<>(key));
    }

    /** The issuer's own key as it is served. */
    public synchronized Map<String, Object> publicJwk() {
        return TokenSigner.jwk(keyId, publicKey());
    }

    /** The public key that {@link #draft()} signs for, now. */
    public synchronized RSAPublicKey publicKey() {
        return (RSAPublicKey) keys.getPublic();
    }

    /** From now on the key set's address answers this, as JSON, whatever it is. */
    public synchronized void serve(int status, String body) {
        fixedAnswer = Optional.of(new Answer(status, Map.of("content-type", "application/json"), body));
    }

    /** Ends {@link #serve}: the key set again. */
    public synchronized void serveKeys() {
        fixedAnswer = Optional.empty();
    }

    /** The next matching calls fail; see {@link Fault}. */
    public void failWith(Fault fault) {
        endpoint.failWith(fault);
    }

    /** How many times the key set was asked for since the start or the last {@link #reset()}. */
    public int fetches() {
        return (int)
                calls().stream().filter(call -> call.path().equals(JWKS_PATH)).count();
    }

    /** All calls since the start or the last {@link #reset()}. */
    public List<RecordedCall> calls() {
        return endpoint.calls();
    }

    /** Forgets calls, faults, further keys and fixed answers; the key stays. */
    public synchronized void reset() {
        endpoint.reset();
        extraKeys.clear();
        fixedAnswer = Optional.empty();
    }

    @Override
    public void close() {
        endpoint.close();
    }

    /** An RSA key pair of so many bits, for tokens of somebody else; slow above 2048. */
    public static KeyPair newRsaKeys(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA in this JDK", e);
        }
    }

    private static String newKeyId() {
        return "demo-" + UUID.randomUUID();
    }

    private synchronized Answer answer(Call call) {
        if (!call.path().equals(JWKS_PATH)) {
            return Answer.empty(404);
        }
        return fixedAnswer.orElseGet(this::keySet);
    }

    private Answer keySet() {
        List<Map<String, Object>> all = new ArrayList<>(extraKeys);
        all.addFirst(TokenSigner.jwk(keyId, (RSAPublicKey) keys.getPublic()));
        return Answer.json(200, Map.of("keys", all));
    }
}
