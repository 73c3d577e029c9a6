package io.tr05.qradar;

import io.helidon.webserver.WebServer;
import io.tr05.qradar.config.TlsTrust;

/**
 * What a start needs whatever the settings say, begun on a second processor while the first one reads them: the JDK's
 * certificate authorities, and Helidon's look at what there is of it. Both are kept by those who look them up, so the start
 * then finds them, or waits for the rest of the same work. Nothing depends on it but time.
 */
final class HeadStart {

    private HeadStart() {}

    /** Begins, and waits for nothing. */
    static void begin() {
        Thread.ofPlatform().daemon().name("head-start").start(HeadStart::run);
    }

    private static void run() {
        try {
            var authorities = TlsTrust.jdk().tls();
            WebServer.builder()
                    .shutdownHook(false)
                    .protocolsDiscoverServices(false)
                    .featuresDiscoverServices(false)
                    .tls(authorities)
                    .build();
        } catch (RuntimeException met) {
            // the start meets it too, and tells it
        }
    }
}
