package io.tr05.qradar.testing;

import io.helidon.common.tls.Tls;
import io.tr05.qradar.demo.DemoCertificates;
import io.tr05.qradar.demo.QRadarSimulator;
import io.tr05.qradar.demo.SimulatorSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Consoles at ports that no other of them had. A relay remembers what it learnt at an address, such as a rejected login, and
 * the system gives a port out again soon after its console has closed: a test with hundreds of consoles meets such an heir.
 */
public final class FreshConsole {

    private static final Set<String> HOSTS_USED = ConcurrentHashMap.newKeySet();

    private FreshConsole() {}

    /** A console with the certificate that the relay under test trusts. */
    public static QRadarSimulator start(SimulatorSettings settings, DemoCertificates certificates) {
        return unused(() -> QRadarSimulator.start(settings, certificates));
    }

    /** A console with a certificate of its own. */
    public static QRadarSimulator start(SimulatorSettings settings, Tls tls) {
        return unused(() -> QRadarSimulator.start(settings, tls));
    }

    private static QRadarSimulator unused(Supplier<QRadarSimulator> another) {
        QRadarSimulator console = another.get();
        while (!HOSTS_USED.add(console.host())) {
            QRadarSimulator heir = console;
            console = another.get();
            heir.close();
        }
        return console;
    }
}
