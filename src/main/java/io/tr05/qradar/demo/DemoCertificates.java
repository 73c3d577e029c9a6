package io.tr05.qradar.demo;

import io.helidon.common.tls.Tls;
import io.tr05.qradar.config.PemCertificates;
import io.tr05.qradar.config.TlsTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority that lives as long as this object, and what its certificates are for: the
 * TLS of a loopback server and of its clients. Keys are EC P-256, certificates are valid for a week
 * from a day ago. No key is ever written anywhere.
 *
 * <p>With an AOT cache the JVM links this class at each start, also that of a relay without a demo. It then loads what the
 * verifier has to know: exceptions that are caught, and classes passed as another one. So none of Bouncy Castle's is either,
 * since their jars are signed, and the signature costs more than all the rest of loading them.
 */
public final class DemoCertificates {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
    private static final Duration LIFE = Duration.ofDays(7);
    private static final Duration AGE = Duration.ofDays(1);
    private static final X500Name CA_NAME = new X500Name("CN=tr-05-qradar demo CA");

    private final SecureRandom random = new SecureRandom();
    private final KeyPair caKeys;
    private final X509Certificate ca;

    private DemoCertificates() {
        caKeys = newKeys();
        ca = certify(CA_NAME, caKeys, List.of(), Instant.now().minus(AGE));
    }

    /** Makes a new authority; takes some milliseconds. */
    public static DemoCertificates create() {
        return new DemoCertificates();
    }

    /** TLS for a server reached as {@code localhost}, {@code 127.0.0.1} or {@code ::1}. */
    public Tls serverTls() {
        return serverTls(LOOPBACK);
    }

    /** TLS for a server whose certificate carries these host names and IP addresses only. */
    public Tls serverTls(List<String> names) {
        return serverTls(names, Instant.now().minus(AGE));
    }

    /** As {@link #serverTls()}, but with a certificate that was good until yesterday. */
    public Tls expiredServerTls() {
        return serverTls(LOOPBACK, Instant.now().minus(AGE).minus(LIFE));
    }

    private Tls serverTls(List<String> names, Instant start) {
        var keys = newKeys();
        var certificate = certify(new X500Name("CN=tr-05-qradar demo"), keys, names, start);
        return Tls.builder()
                .privateKey(keys.getPrivate())
                .privateKeyCertChain(List.of(certificate, ca))
                .build();
    }

    /** TLS for a Helidon client that trusts this authority and no other, and checks host names. */
    public Tls clientTls() {
        return Tls.builder().trust(List.of(ca)).build();
    }

    /** The same trust as {@link #clientTls()}, for the JDK's own clients. */
    public SSLContext clientContext() {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), random);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS in this JDK", e);
        }
    }

    /** The same trust, for a relay's settings. */
    public TlsTrust trust() {
        return new TlsTrust(TlsTrust.Verification.FULL, List.of(ca));
    }

    /** A store that holds the authority's certificate as a trusted one. */
    public KeyStore trustStore() {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("demo-ca", ca);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a key store in memory", e);
        }
    }

    /** The authority's certificate, in PEM, ending with a line break. */
    public String caPem() {
        return PemCertificates.text(ca);
    }

    /**
     * Writes {@link #caPem()} to a file, replacing what is there.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public Path writeCa(Path file) {
        try {
            return Files.writeString(file, caPem(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no P-256 in this JDK", e);
        }
    }

    private X509Certificate certify(X500Name subject, KeyPair keys, List<String> names, Instant start) {
        try {
            var draft = new JcaX509v3CertificateBuilder(
                    CA_NAME,
                    new BigInteger(120, random),
                    Date.from(start),
                    Date.from(start.plus(LIFE)),
                    subject,
                    keys.getPublic());
            extend(draft, names);
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(draft.build(signer));
        } catch (Exception e) { // to name the library's own here is to load them at each start, see above
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private static void extend(JcaX509v3CertificateBuilder draft, List<String> names) throws IOException {
        boolean authority = names.isEmpty();
        draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority).getEncoded());
        int usage = authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
        draft.addExtension(Extension.keyUsage, true, new KeyUsage(usage).getEncoded());
        if (!authority) {
            var all = names.stream().map(DemoCertificates::generalName).toArray(GeneralName[]::new);
            draft.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all).getEncoded());
        }
    }

    private static GeneralName generalName(String name) {
        boolean address = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }
}
