package io.tr05.qradar.relay;

import io.tr05.qradar.auth.AddressRefusedException;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.config.Causes;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.config.IpLiteral;
import io.tr05.qradar.qradar.ConsoleProbe;
import io.tr05.qradar.relay.ConsoleCheck.Result;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import javax.net.ssl.SSLHandshakeException;

/** The steps of a {@link ConsoleCheck} below the console's API: nothing of them needs an account. */
final class NetworkSteps {

    private final ConsoleAddress console;
    private final ConsoleConfig config;
    private final InstantSource clock;
    private final ConsoleProbe probe;

    NetworkSteps(ConsoleAddress console, ConsoleConfig config, InstantSource clock) {
        this.console = console;
        this.config = config;
        this.clock = clock;
        this.probe = new ConsoleProbe(console, config);
    }

    /** Where the name leads, and whether the relay may go there. */
    Result<InetAddress> name() {
        String host = console.host();
        try {
            InetAddress address = probe.address();
            String text = IpLiteral.text(address);
            String detail = text.equals(host) ? host + " is an address" : host + " is " + text;
            return Result.of(CheckStep.good("name", detail).data("address", text), address);
        } catch (AddressRefusedException refused) {
            return Result.without(refused(host, probe.refusal()));
        } catch (UnknownHostException unknown) {
            return Result.without(CheckStep.bad(
                    "name",
                    "no name server knows " + host,
                    "Check the spelling, and the name servers that this machine asks; or give the console's address."));
        } catch (IOException silent) {
            return Result.without(CheckStep.bad(
                    "name", "the name service did not answer in time", "Check the name servers of this machine."));
        }
    }

    private static CheckStep refused(String host, ConsoleProbe.Refusal refusal) {
        return switch (refusal) {
            case LOOPBACK ->
                CheckStep.bad(
                        "name",
                        "the relay does not connect to " + host + ": it is the relay's own machine",
                        "Only for a test: set QRADAR_ALLOW_LOOPBACK=true.");
            case NOT_LISTED ->
                CheckStep.bad(
                        "name",
                        "the relay does not connect to " + host + ": it is not in QRADAR_HOSTS",
                        "Add it, or the network of its address, to QRADAR_HOSTS.");
            case NEVER_ALLOWED ->
                CheckStep.bad(
                        "name",
                        "the relay never connects to " + host
                                + ": it is link-local, multicast, reserved or a cloud's metadata service",
                        "Correct the host, or what name servers say about it.");
        };
    }

    /** Whether somebody answers on the port. */
    Result<InetAddress> port(InetAddress address) {
        int port = console.port();
        try {
            probe.connect(address);
            return Result.of(CheckStep.good("port", port + " answers"), address);
        } catch (ConnectException refused) {
            return Result.without(CheckStep.bad(
                    "port",
                    port + " of " + IpLiteral.text(address) + " is closed: " + refused.getMessage(),
                    "Check host and port (443 unless the console was set up otherwise), and that the console is up."));
        } catch (IOException silent) {
            return Result.without(CheckStep.bad(
                    "port",
                    port + " of " + IpLiteral.text(address) + " can't be reached: " + silent.getMessage(),
                    "Open the firewall from this machine to the console. QRADAR_CONNECT_TIMEOUT is "
                            + config.connectTimeout().toMillis() + " ms."));
        }
    }

    /** Whether the relay believes that it is the console. */
    Result<InetAddress> certificate(InetAddress address) {
        try {
            CheckStep step =
                    new CertificateReport(probe, address, config.trust(), clock.instant()).step(console.host());
            return step.status() == CheckStep.Status.GOOD ? Result.of(step, address) : Result.without(step);
        } catch (IOException failure) {
            return Result.without(isBrokenOff(failure) ? brokenOff(failure) : noTls(failure));
        }
    }

    /** By an alert, the end of the connection or a reset, as by a console that is not up yet. */
    private static boolean isBrokenOff(IOException failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof SSLHandshakeException || cause instanceof SocketException);
    }

    private CheckStep noTls(IOException failure) {
        return CheckStep.bad(
                "certificate",
                "no TLS on port " + console.port() + ": " + failure.getMessage(),
                "Is this the console's HTTPS port? TLS 1.2 or 1.3 is needed.");
    }

    private CheckStep brokenOff(IOException failure) {
        return CheckStep.bad(
                "certificate",
                "the TLS handshake on port " + console.port() + " was broken off: " + failure.getMessage(),
                "The console, or a proxy before it, may be restarting: run this again in some minutes.",
                "If it stays so, see that this is the console's HTTPS port, that it takes TLS 1.2 or 1.3, and that it asks"
                        + " callers for no certificate.");
    }
}
