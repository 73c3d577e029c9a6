package io.tr05.qradar.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.tls.Tls;
import io.tr05.qradar.demo.DemoCertificates;
import io.tr05.qradar.demo.Fault;
import io.tr05.qradar.testing.RawServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;

/**
 * A way in which a server that the relay calls, a console or an issuer of tokens, can fail.
 *
 * @param name for the report
 * @param kind what an analyst is to be told
 * @param where it happens
 */
record ServerFault(String name, Kind kind, Place where) {

    private static final String HTML = "<html><body>Bad gateway</body></html>";

    /** What an analyst is to be told, where the failure is a console's. */
    enum Kind {
        LOGIN("authorization error", "Authorization failed on QRadar side"),
        ROLE("permission denied", "The request is missing valid credentials."),
        CONSOLE("internal error", "The QRadar internal error."),
        REFUSED("unknown", ""),
        REDIRECT("unknown", "The QRadar API error. It answered with a redirect (302)"),
        UNREADABLE("unknown", "The QRadar API error."),
        SILENT("gateway timeout", "The QRadar Relay timed out waiting for the response from API."),
        UNTRUSTED("unknown", "The certificate of QRadar is not trusted by the relay"),
        /** The answer may be of use all the same. */
        HARMLESS("unknown", "The QRadar API error."),
        /** Read up to a bound of size or time, whichever comes first. */
        ENDLESS("unknown|gateway timeout", "The QRadar ");

        final String code;
        final String message;

        Kind(String code, String message) {
            this.code = code;
            this.message = message;
        }
    }

    /** Where a fault happens. */
    sealed interface Place {}

    /** In the answers of a simulated server. */
    record Answers(Function<Fault.Match, Fault> damage) implements Place {}

    /** In the certificate of a simulated server. */
    record Certificate(Supplier<Tls> tls) implements Place {}

    /** There is another server. */
    record Other(Supplier<RawServer> server) implements Place {}

    /** There is no server. */
    record Nowhere(String host) implements Place {}

    static List<ServerFault> all(DemoCertificates certificates) {
        List<ServerFault> faults = new ArrayList<>();
        Stream.of(400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503).forEach(status -> {
            faults.add(answers(
                    status + " in QRadar's form",
                    ofStatus(status),
                    call -> call.error(status, 1020, "It went wrong.")));
            faults.add(answers(status + " without body", ofStatus(status), call -> call.answer(status, "")));
        });
        faults.add(answers("502 with a page", Kind.REFUSED, call -> call.answer(502, HTML)));
        faults.add(answers("403 locked out", Kind.ROLE, call -> call.error(403, 18, "The host is locked out.")));
        faults.add(answers("302 redirect", Kind.REDIRECT, call -> call.redirect(302, "https://127.0.0.1:1/elsewhere")));
        faults.addAll(unreadable());
        faults.addAll(silent());
        faults.addAll(unreachable(certificates));
        return faults;
    }

    private static Kind ofStatus(int status) {
        return switch (status) {
            case 401 -> Kind.LOGIN;
            case 403 -> Kind.ROLE;
            case 500 -> Kind.CONSOLE;
            default -> Kind.REFUSED;
        };
    }

    private static List<ServerFault> unreadable() {
        return List.of(
                answers("200 cut JSON", Kind.UNREADABLE, Fault.Match::cut),
                answers("200 other JSON", Kind.UNREADABLE, call -> call.answer(200, "{\"message\":\"hello\"}")),
                answers("200 with a page", Kind.UNREADABLE, call -> call.answer(200, HTML)),
                answers("200 empty", Kind.UNREADABLE, call -> call.answer(200, "")),
                answers("200 not in gzip", Kind.UNREADABLE, Fault.Match::gzipGarbage),
                answers("200 without end", Kind.ENDLESS, call -> call.flood("[", "[],")),
                answers("200 in ISO 8859-1", Kind.HARMLESS, call -> call.recoded(ISO_8859_1)),
                answers("200 huge header", Kind.UNREADABLE, call -> call.hugeHeader(100_000)));
    }

    private static List<ServerFault> silent() {
        return List.of(
                answers("hang before headers", Kind.SILENT, Fault.Match::hang),
                answers("hang after headers", Kind.SILENT, Fault.Match::stall),
                answers("drip", Kind.SILENT, call -> call.drip(Duration.ofMillis(300))),
                answers("reset", Kind.SILENT, Fault.Match::reset),
                answers("reset after the work", Kind.SILENT, Fault.Match::lose));
    }

    private static List<ServerFault> unreachable(DemoCertificates certificates) {
        ServerSocketFactory plain = ServerSocketFactory.getDefault();
        ServerSocketFactory secured = certificates.serverTls().sslContext().getServerSocketFactory();
        byte[] other = "SSH-2.0-OpenSSH_9.2\r\n".getBytes(US_ASCII);
        return List.of(
                other("gzip bomb", Kind.UNREADABLE, () -> RawServer.start(secured, RawServer.gzipBomb())),
                other("no HTTP", Kind.UNREADABLE, () -> RawServer.start(secured, other)),
                other("no TLS", Kind.SILENT, () -> RawServer.start(plain, other)),
                other("silent before TLS", Kind.SILENT, () -> RawServer.startSilent(plain)),
                other("closed in the TLS handshake", Kind.SILENT, () -> RawServer.start(plain, new byte[0])),
                other(
                        "TLS alert protocol_version",
                        Kind.SILENT,
                        () -> RawServer.start(plain, RawServer.fatalAlert(70))),
                new ServerFault("refused", Kind.SILENT, new Nowhere("localhost:1")),
                new ServerFault("no such name", Kind.SILENT, new Nowhere("console.unreachable.test")),
                certificate("certificate expired", certificates::expiredServerTls),
                certificate("certificate for another name", () -> certificates.serverTls(List.of("other.example"))),
                certificate("certificate of an unknown authority", () -> DemoCertificates.create()
                        .serverTls()));
    }

    private static ServerFault answers(String name, Kind kind, Function<Fault.Match, Fault> damage) {
        return new ServerFault(name, kind, new Answers(damage));
    }

    private static ServerFault other(String name, Kind kind, Supplier<RawServer> server) {
        return new ServerFault(name, kind, new Other(server));
    }

    private static ServerFault certificate(String name, Supplier<Tls> tls) {
        return new ServerFault(name, Kind.UNTRUSTED, new Certificate(tls));
    }

    @Override
    public String toString() {
        return name;
    }
}
