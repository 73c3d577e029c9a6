package io.tr05.qradar.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the {@code CERTIFICATE} blocks of a PEM text; comments and other blocks are passed over. */
final class PemCertificates {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (?:X509 )?CERTIFICATE-----([^-]*)-----END (?:X509 )?CERTIFICATE-----");

    private PemCertificates() {}

    /** @throws SettingFault when there is no certificate or one is broken */
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
        var text = "-----BEGIN CERTIFICATE-----\n" + base64.strip() + "\n-----END CERTIFICATE-----\n";
        try {
            var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        } catch (CertificateException e) {
            throw SettingFault.of("holds a broken certificate at position " + position);
        }
    }
}
