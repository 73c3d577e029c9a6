package io.tr05.qradar.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates as PEM text. */
public final class PemCertificates {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (?:X509 )?CERTIFICATE-----([^-]*)-----END (?:X509 )?CERTIFICATE-----");

    private PemCertificates() {}

    /**
     * Writes a certificate, ending with a line break.
     *
     * @param certificate one that was read or made, so that it has an encoding
     */
    public static String text(X509Certificate certificate) {
        try {
            var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return block(base64);
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate without an encoding", impossible);
        }
    }

    private static String block(String base64) {
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    /**
     * Reads the {@code CERTIFICATE} blocks; comments and other blocks are passed over.
     *
     * @throws SettingFault when there is no certificate or one is broken
     */
    static List<X509Certificate> parse(String pem) {
        var certificates = new ArrayList<X509Certificate>();
        var block = BLOCK.matcher(pem);
        while (block.find()) {
            certificates.add(certificate(block.group(1), certificates.size() + 1));
        }
        if (certificates.isEmpty()) {
            throw SettingFault.of("holds no PEM certificate");
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate certificate(String base64, int position) {
        var text = block(base64.strip());
        try {
            var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        } catch (CertificateException e) {
            throw SettingFault.of("holds a broken certificate at position " + position);
        }
    }
}
