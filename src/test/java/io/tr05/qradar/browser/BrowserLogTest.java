package io.tr05.qradar.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** That a page does nothing wrong can be told only by a browser that notices when one does. */
@ExtendWith(OneBrowser.class)
@Timeout(60)
class BrowserLogTest {

    private final Browser browser;

    BrowserLogTest(Browser browser) {
        this.browser = browser;
    }

    @Test
    void whatAPageWantsFromAnotherHostIsKnownThoughItGetsNothing() {
        browser.open(page("<img src='http://elsewhere.example/pixel.png'>"));

        assertThat(browser.requests()).contains(URI.create("http://elsewhere.example/pixel.png"));
    }

    @Test
    void anErrorThatAPageWritesIsAComplaint() {
        browser.open(page("<script>console.error('oh dear')</script>"));

        assertThat(browser.complaints()).singleElement().asString().contains("oh dear");
    }

    @Test
    void aFileThatAPageCantLoadIsAComplaint() {
        browser.open(page("<img src='http://elsewhere.example/pixel.png'>"));

        assertThat(browser.complaints()).singleElement().asString().contains("pixel.png");
    }

    @Test
    void aPageHasNothingToDoWithTheOneBefore() {
        browser.open(page("<img src='http://elsewhere.example/pixel.png'>"));
        browser.open(page("a quiet one"));

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    private static URI page(String html) {
        return URI.create("data:text/html,"
                + URLEncoder.encode(html, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
