package io.tr05.qradar.relay;

import io.tr05.qradar.config.IpLiteral;
import io.tr05.qradar.config.KeyPin;
import io.tr05.qradar.config.PemCertificates;
import io.tr05.qradar.config.TlsTrust;
import io.tr05.qradar.config.TlsTrust.Verification;
import io.tr05.qradar.qradar.ConsoleProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a console's certificate says, whether the relay trusts it, and what has to be done so that it does.
 *
 * <p>Verdicts come from handshakes with the very trust settings in question, not from a second reading of the rules.
 */
final class CertificateReport {

    private static final String STEP = "certificate";

    /** The kinds of alternative names that a host is found by: DNS names and IP addresses (RFC 5280). */
    private static final Set<Integer> HOSTS = Set.of(2, 7);

    private final ConsoleProbe probe;
    private final InetAddress address;
    private final TlsTrust trust;
    private final Instant now;
    private final List<X509Certificate> chain;

    /**
     * Asks the console for its certificates.
     *
     * @param probe of the console
     * @param address of the console
     * @param trust the relay's
     * @param now when certificates have to be valid
     * @throws IOException if the console shows none
     */
    CertificateReport(ConsoleProbe probe, InetAddress address, TlsTrust trust, Instant now) throws IOException {
        this.probe = probe;
        this.address = address;
        this.trust = trust;
        this.now = now;
        this.chain = probe.certificates(address);
    }

    CheckStep step(String host) throws IOException {
        CheckStep step = probe.isAccepted(address, trust) ? trusted() : notTrusted(host);
        return described(step);
    }

    private CheckStep trusted() {
        if (trust.verification() == Verification.NONE && !trust.pins().isEmpty()) {
            return CheckStep.good(
                    STEP,
                    "its key is one of QRADAR_TLS_PIN; the rest is not checked, since" + " QRADAR_TLS_VERIFY is none");
        }
        if (trust.verification() == Verification.NONE) {
            return CheckStep.good(STEP, "not checked, since QRADAR_TLS_VERIFY is none")
                    .remedy(List.of("Set QRADAR_TLS_VERIFY=full: as it is, anyone on the way can read passwords."));
        }
        String how = trust.verification() == Verification.CA
                ? "trusted; its names are not checked, since QRADAR_TLS_VERIFY is ca"
                : "trusted";
        return CheckStep.good(
                STEP,
                how + validity(List.of(own())).map(fault -> "; but it " + fault).orElse(""));
    }

    private CheckStep notTrusted(String host) throws IOException {
        List<String> faults = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        Optional<String> pem = Optional.empty();
        Optional<String> outOfTime = validity(chain);
        if (isAcceptedButForItsKey()) {
            faults.add("has a key that is none of those in QRADAR_TLS_PIN");
            remedy.add("Somebody may stand between, or the console has a new key. Compare the SHA-256 with what the"
                    + " console's administrator sees on the console itself; only if they are equal, add "
                    + KeyPin.of(own()) + " to QRADAR_TLS_PIN.");
        } else if (outOfTime.isPresent()) {
            faults.add(outOfTime.get());
            remedy.add("Renew the certificate on the console, or set the clock of this machine if it is wrong.");
        } else if (!probe.isAccepted(address, new TlsTrust(Verification.CA, trust.anchors()))) {
            faults.add(
                    trust.anchors().isEmpty()
                            ? "comes from nobody whom Java trusts"
                            : "comes from nobody in QRADAR_TLS_CA");
            remedy.addAll(howToTrust());
            pem = Optional.of(PemCertificates.text(last()));
        }
        if (trust.verification() == Verification.FULL && !isForItsName()) {
            faults.add("is not for the name " + host);
            remedy.add("Name the console as the certificate does: " + listed(names(own()))
                    + ". If that can't be, set QRADAR_TLS_VERIFY=ca, and QRADAR_HOSTS to your consoles.");
        }
        if (faults.isEmpty()) {
            faults.add("is refused by this Java");
            remedy.add("Its key or signature may be too weak: renew the certificate on the console.");
        }
        CheckStep step = CheckStep.bad(STEP, "not trusted: it " + String.join(", and it ", faults))
                .remedy(remedy);
        return pem.map(step::pem).orElse(step);
    }

    private boolean isAcceptedButForItsKey() throws IOException {
        return !trust.pins().isEmpty() && probe.isAccepted(address, trust.withoutPins());
    }

    /** Whether the names would do, if only somebody vouched for the rest. */
    private boolean isForItsName() throws IOException {
        List<X509Certificate> vouched = List.of(last());
        return probe.isAccepted(address, new TlsTrust(Verification.FULL, vouched))
                || !probe.isAccepted(address, new TlsTrust(Verification.CA, vouched)); // fails for another reason
    }

    private List<String> howToTrust() {
        List<String> remedy = new ArrayList<>();
        remedy.add("Compare the SHA-256 with what the console's administrator sees on the console itself.");
        remedy.add("If they are equal, save the PEM block below as a file, such as console.pem, and set"
                + " QRADAR_TLS_CA=console.pem."
                + (trust.anchors().isEmpty() ? "" : " The file that it names now has to keep its other certificates."));
        if (!last().equals(own())) {
            remedy.add(
                    "The block is the authority's certificate: " + name(last()) + ", SHA-256 " + fingerprint(last()));
        }
        return remedy;
    }

    /** What is wrong with the time, of any of these. */
    private Optional<String> validity(List<X509Certificate> certificates) {
        return certificates.stream()
                .filter(certificate -> now.isAfter(certificate.getNotAfter().toInstant()))
                .map(expired -> "expired on " + expired.getNotAfter().toInstant())
                .findFirst()
                .or(() -> certificates.stream()
                        .filter(certificate ->
                                now.isBefore(certificate.getNotBefore().toInstant()))
                        .map(early ->
                                "is not valid before " + early.getNotBefore().toInstant())
                        .findFirst());
    }

    private CheckStep described(CheckStep step) {
        X509Certificate own = own();
        String from = own.getNotBefore().toInstant().toString();
        String to = own.getNotAfter().toInstant().toString();
        String issuer = own.getIssuerX500Principal().getName();
        CheckStep described = step.data("subject", name(own))
                .data("issuer", issuer)
                .data("valid_from", from)
                .data("valid_to", to)
                .data("sha256", fingerprint(own))
                .data("pin", KeyPin.of(own).toString())
                .data("names", names(own));
        return step.status() == CheckStep.Status.GOOD
                ? described.facts(List.of("valid to " + to + ", SHA-256 " + fingerprint(own), "key " + KeyPin.of(own)))
                : described.facts(List.of(
                        "subject  " + name(own),
                        "issuer   " + issuer + (issuer.equals(name(own)) ? " (itself)" : ""),
                        "valid    " + from + " to " + to,
                        "names    " + listed(names(own)),
                        "SHA-256  " + fingerprint(own),
                        "key      " + KeyPin.of(own)));
    }

    private X509Certificate own() {
        return chain.getFirst();
    }

    /** The authority nearest to the top that the console sends; its own certificate if it sends no other. */
    private X509Certificate last() {
        return chain.getLast();
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** Host names and addresses it is for; a client looks at the subject's name only when there are none. */
    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> HOSTS.contains(name.get(0)))
                            .map(name -> name.get(1))
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .map(name ->
                                    IpLiteral.parse(name).map(IpLiteral::text).orElse(name))
                            .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    /** As browsers and openssl write it: upper case, with colons. */
    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was just decoded", impossible);
        }
    }
}
