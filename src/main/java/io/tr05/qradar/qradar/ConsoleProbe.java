package io.tr05.qradar.qradar;

import io.helidon.webclient.api.DnsAddressLookup;
import io.tr05.qradar.auth.AddressPolicy;
import io.tr05.qradar.auth.AddressRefusedException;
import io.tr05.qradar.auth.AuthorizationException;
import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.config.Causes;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.config.TlsTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/**
 * What lies below a console's API, one layer at a time: name, port, certificate. It is reached just as the relay's calls
 * reach it, but nothing is sent, least of all a password. Keeps nothing open.
 */
public final class ConsoleProbe {

    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(30);

    private final ConsoleAddress console;
    private final ConsoleConfig config;
    private final AddressPolicy addresses;

    /**
     * A probe; does nothing by itself.
     *
     * @param console where
     * @param config the relay's trust, time-outs and allowed addresses
     */
    public ConsoleProbe(ConsoleAddress console, ConsoleConfig config) {
        this.console = console;
        this.config = config;
        this.addresses = AddressPolicy.forConsoles(config);
    }

    /**
     * The address that the relay would connect to.
     *
     * @throws AddressRefusedException when it may not, see {@link #refusal}
     * @throws UnknownHostException when the name has none
     * @throws IOException when the name service does not answer in time
     */
    public InetAddress address() throws IOException {
        try {
            addresses.requireAllowed(console);
        } catch (AuthorizationException refused) {
            throw new AddressRefusedException(console.host());
        }
        return inTime(lookUpTime(), () -> addresses.resolveAddress(console.host(), DnsAddressLookup.defaultLookup()));
    }

    /** Which of the relay's rules is against this console, for one whose address was refused. */
    public Refusal refusal() {
        List<InetAddress> found = addressesOrNone();
        boolean local = console.host().equals("localhost")
                || console.host().endsWith(".localhost")
                || found.stream().anyMatch(InetAddress::isLoopbackAddress);
        if (local && !config.allowLoopback()) {
            return Refusal.LOOPBACK;
        }
        return config.hosts().allows(console.host(), found) ? Refusal.NEVER_ALLOWED : Refusal.NOT_LISTED;
    }

    private List<InetAddress> addressesOrNone() {
        try {
            return inTime(lookUpTime(), () -> List.of(InetAddress.getAllByName(console.host())));
        } catch (IOException unknown) {
            return List.of();
        }
    }

    /**
     * Connects and closes again.
     *
     * @param address of {@link #address}
     * @throws IOException when nobody answers within the relay's connect time-out
     */
    public void connect(InetAddress address) throws IOException {
        open(address).close();
    }

    /**
     * The certificates that the console shows, its own first, whoever made them.
     *
     * @param address of {@link #address}
     * @throws IOException when there is no TLS on the port, or it shows none
     */
    public List<X509Certificate> certificates(InetAddress address) throws IOException {
        return inTime(handshakeTime(), () -> {
            try (Socket socket = open(address)) {
                return new CertificateReader().read(socket, console.host(), console.port());
            }
        });
    }

    /**
     * Whether a client with this trust would go on after the console has shown its certificates.
     *
     * @param address of {@link #address}
     * @param trust the relay's own, or another to compare with
     * @throws IOException when the connection fails for another reason
     */
    public boolean isAccepted(InetAddress address, TlsTrust trust) throws IOException {
        return inTime(handshakeTime(), () -> {
            // the same call as the web client's: the name to find in the certificate is that of the address
            try (Socket socket = open(address);
                    SSLSocket secured = trust.tls()
                            .createSocket(List.of(), socket, new InetSocketAddress(address, console.port()))) {
                secured.startHandshake();
                return true;
            } catch (SSLHandshakeException failure) {
                if (Causes.of(failure).noneMatch(CertificateException.class::isInstance)) {
                    throw failure; // broken off by the other side, whatever this one would say of the certificates
                }
                return false;
            }
        });
    }

    private Socket open(InetAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, console.port()), millis(config.connectTimeout()));
            socket.setSoTimeout(millis(handshakeTime()));
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private Duration handshakeTime() {
        return Deadline.shorter(config.searchTimeout(), config.connectTimeout().multipliedBy(2));
    }

    private Duration lookUpTime() {
        return Deadline.shorter(config.searchTimeout(), LONGEST_LOOK_UP);
    }

    private static int millis(Duration time) {
        return Math.toIntExact(time.toMillis());
    }

    /** On a thread of its own: neither a look-up nor a handshake that drips can be bounded otherwise. */
    private static <T> T inTime(Duration time, Callable<T> step) throws IOException {
        FutureTask<T> task = new FutureTask<>(step);
        Thread.ofVirtual().name("console-probe").start(task);
        try {
            return task.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            task.cancel(true);
            throw new SocketTimeoutException("no answer in time");
        } catch (InterruptedException interrupted) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException("interrupted");
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    private static IOException unwrapped(ExecutionException failed) {
        Throwable cause = Objects.requireNonNull(failed.getCause());
        if (cause instanceof UncheckedIOException wrapped) {
            return Objects.requireNonNull(wrapped.getCause());
        }
        if (cause instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }

    /** Why the relay does not connect somewhere. */
    public enum Refusal {
        /** It is this machine, and {@code QRADAR_ALLOW_LOOPBACK} is not set. */
        LOOPBACK,
        /** It is not in {@code QRADAR_HOSTS}. */
        NOT_LISTED,
        /** It is link-local, multicast, reserved or a cloud's metadata service, which no setting allows. */
        NEVER_ALLOWED
    }
}
