package io.tr05.qradar.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webclient.http1.Http1Client;
import io.tr05.qradar.RelayServer;
import io.tr05.qradar.testing.RelayTest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A relay and a browser that visits it. After each test no page may have complained, or asked another host. */
@ExtendWith(OneBrowser.class)
@Timeout(60)
abstract class BrowserTest extends RelayTest {

    /** With more time than other tests give: this one shares its cores with a browser. */
    private static final RelayServer RELAY = RelayServer.start(config(Map.of("QRADAR_SEARCH_TIMEOUT", "20s")));

    private static final URI ROOT = URI.create("http://localhost:" + RELAY.port() + "/");

    protected final Browser browser;

    BrowserTest(Http1Client client, Browser browser) {
        super(client);
        this.browser = browser;
    }

    /** A page of the relay. */
    protected static URI page(String path) {
        return ROOT.resolve(path);
    }

    @AfterEach
    void noPageComplained() {
        assertThat(browser.complaints()).isEmpty();
    }

    @AfterEach
    void onlyTheRelayWasAsked() {
        assertThat(browser.requests()).isNotEmpty().allSatisfy(request -> assertThat(request)
                .hasScheme(ROOT.getScheme())
                .hasHost(ROOT.getHost())
                .hasPort(ROOT.getPort()));
    }
}
