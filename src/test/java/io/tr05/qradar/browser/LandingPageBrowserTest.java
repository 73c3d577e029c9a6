package io.tr05.qradar.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webclient.http1.Http1Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /} as an operator sees it. */
class LandingPageBrowserTest extends BrowserTest {

    /** WCAG's least for text of any size. */
    private static final double READABLE = 4.5;

    LandingPageBrowserTest(Http1Client client, Browser browser) {
        super(client, browser);
    }

    @Test
    void theFirstThingToReadIsWhatThisIsAndWhichVersion() {
        browser.open(page("/"));

        assertThat(browser.see("h1").getText()).isEqualTo("tr-05-qradar");
        assertThat(browser.see(".version").getText()).isEqualTo("version 2.0.0");
        assertThat(browser.see(".purpose").getText()).contains("Cisco XDR", "IBM QRadar SIEM");
    }

    @ParameterizedTest
    @EnumSource
    void everyTextStandsOutFromItsGround(ColorScheme scheme) {
        browser.prefer(scheme);
        browser.open(page("/"));

        assertThat(texts()).hasSizeGreaterThan(20).allSatisfy(text -> assertThat(text.contrast())
                .as(text.toString())
                .isGreaterThanOrEqualTo(READABLE));
        browser.size(860, 1080);
        browser.picture("landing-" + scheme.cssName());
    }

    @Test
    void darkTextOnLightTurnsIntoLightTextOnDark() {
        browser.prefer(ColorScheme.LIGHT);
        browser.open(page("/"));
        ShownText light = texts().get(0);
        browser.prefer(ColorScheme.DARK);
        ShownText dark = texts().get(0);

        assertThat(light.ground().luminance()).isGreaterThan(0.8);
        assertThat(light.color().luminance()).isLessThan(0.1);
        assertThat(dark.ground().luminance()).isLessThan(0.1);
        assertThat(dark.color().luminance()).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 480, 768, 1280, 2560})
    void nothingHasToBeScrolledSideways(int width) {
        browser.open(page("/"));
        browser.size(width, 800);

        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isEqualTo(width);
    }

    @Test
    void theUiIsOneClickAway() {
        browser.open(page("/"));
        browser.click("a[href^=ui]");

        browser.see("#swagger-ui .opblock");
        assertThat(browser.page()).isEqualTo(page("/ui/"));
    }

    @Test
    void theContractIsOneClickAwayAndShownRatherThanDownloaded() {
        browser.open(page("/"));
        browser.click("a[href^=openapi]");

        assertThat(browser.see("pre").getText()).contains("\"openapi\"").contains("/observe/observables");
        // JSON names no icon, so the browser looks for one at /favicon.ico in vain, which is no fault of a page
        browser.open(page("/"));
    }

    @Test
    void howToAskForItsHealthIsOneClickAway() {
        browser.open(page("/"));
        browser.size(1280, 500);
        browser.click("a[href='#well']");

        assertThat(
                        browser.run(
                                """
                const health = document.querySelector('#well').getBoundingClientRect();
                return health.top >= 0 && health.bottom <= window.innerHeight"""))
                .isEqualTo(true);
    }

    /** Each piece of text on the page, with its colour and that of the nearest ground behind it. */
    private List<ShownText> texts() {
        List<?> found = (List<?>)
                browser.run(
                        """
                const texts = [];
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                  const text = walker.currentNode.data.trim();
                  const element = walker.currentNode.parentElement;
                  if (text === '' || element.getClientRects().length === 0) {
                    continue;
                  }
                  let behind = element;
                  while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') {
                    behind = behind.parentElement;
                  }
                  texts.push({
                    text: text,
                    color: getComputedStyle(element).color,
                    ground: behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)',
                  });
                }
                return texts;
                """);
        return found.stream()
                .map(text -> (Map<?, ?>) text)
                .map(text -> new ShownText(
                        String.valueOf(text.get("text")),
                        CssColor.of(String.valueOf(text.get("color"))),
                        CssColor.of(String.valueOf(text.get("ground")))))
                .toList();
    }

    private record ShownText(String text, CssColor color, CssColor ground) {

        double contrast() {
            return color.contrast(ground);
        }
    }
}
