package io.tr05.qradar.config;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** The certificate and key of the relay's own port, from PEM files; renewed when both files are. */
public final class ServerIdentity {
    static final String SETTINGS = "RELAY_TLS_CERT and RELAY_TLS_KEY";

    private final WatchedFiles<Pair> files;

    private record Pair(X509Certificate own, SSLContext context) {}

    private ServerIdentity(WatchedFiles<Pair> files) {
        this.files = files;
    }

    /**
     * Reads a pair of files.
     *
     * @param certificates the server's own first, then the authorities above it
     * @param key its private key, not encrypted
     * @param pause at least so long passes until they are looked at again
     * @throws SettingFault when they are no such pair
     */
    static ServerIdentity of(String certificates, String key, Duration pause) {
        try {
            return new ServerIdentity(new WatchedFiles<>(
                    SETTINGS, List.of(Path.of(certificates), Path.of(key)), ServerIdentity::pair, pause));
        } catch (IOException | InvalidPathException unreadable) {
            throw SettingFault.of(
                    "cannot be read as PEM files (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** TLS for Helidon's server; new connections follow the files. */
    public Tls tls() {
        return Tls.builder()
                .sslContext(FollowingContext.of(files, Pair::context))
                .build();
    }

    /** When the certificate expires. */
    public Instant end() {
        return files.get().own().getNotAfter().toInstant();
    }

    private static Pair pair(List<String> texts) {
        var chain = PemCertificates.parse(texts.get(0));
        var key = key(texts.get(1));
        requirePair(key, chain.getFirst().getPublicKey());
        return new Pair(chain.getFirst(), context(key, chain));
    }

    /** The first key in a PEM text, of the forms PKCS#8, PKCS#1 and SEC 1. */
    private static PrivateKey key(String text) {
        try (var pem = new PEMParser(new StringReader(text))) {
            for (var object = pem.readObject(); object != null; object = pem.readObject()) {
                switch (object) {
                    case PrivateKeyInfo info -> {
                        return new JcaPEMKeyConverter().getPrivateKey(info);
                    }
                    case PEMKeyPair pair -> {
                        return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    case PEMEncryptedKeyPair encrypted -> throw encrypted();
                    case PKCS8EncryptedPrivateKeyInfo encrypted -> throw encrypted();
                    default -> {} // EC PARAMETERS, certificates
                }
            }
        } catch (SettingFault fault) {
            throw fault;
        } catch (IOException | RuntimeException broken) { // the parser has no exception of its own
            throw SettingFault.of("hold a broken private key");
        }
        throw SettingFault.of("hold no PEM private key");
    }

    private static SettingFault encrypted() {
        return SettingFault.of("hold an encrypted private key; decrypt it, such as by openssl pkey");
    }

    private static void requirePair(PrivateKey key, PublicKey certified) {
        try {
            var signature = Signature.getInstance(signatureFor(key));
            signature.initSign(key);
            signature.update((byte) 1);
            var signed = signature.sign();
            signature.initVerify(certified);
            signature.update((byte) 1);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException otherKind) {
            // told below
        }
        throw SettingFault.of("do not fit: the key is not that of the first certificate");
    }

    private static String signatureFor(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
            default -> throw SettingFault.of("hold a key that is neither RSA nor EC nor EdDSA");
        };
    }

    private static SSLContext context(PrivateKey key, List<X509Certificate> chain) {
        var password = UUID.randomUUID().toString().toCharArray(); // of a store that never leaves memory
        var store = emptyStore();
        try {
            store.setKeyEntry("relay", key, password, chain.toArray(Certificate[]::new));
        } catch (KeyStoreException unordered) {
            throw SettingFault.of("hold certificates of which one is not issued by the next");
        }
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has TLS", impossible);
        }
    }

    /** A key store in memory. */
    static KeyStore emptyStore() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("every Java has PKCS#12", impossible);
        }
    }
}
