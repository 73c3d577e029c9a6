package io.tr05.qradar.ctim;

import io.tr05.qradar.wire.ReferLink;
import java.net.URI;
import java.util.List;

/** The links that the platform shows in an observable's menu (relay-protocol.md, section 5). */
public final class ReferLinks {

    /** The most characters of a link's address: every browser that the platform supports opens one of that length. */
    public static final int LONGEST_URL = 32_000;

    private ReferLinks() {}

    /**
     * A link that searches the console for an observable.
     *
     * @param observable what to search for
     * @param url the search in the Event Viewer
     */
    public static ReferLink search(Observable observable, URI url) {
        String what = observable.type().title();
        return link("search", observable, url, "Search")
                .title("Search for this " + what)
                .description("Lookup this " + what + " on QRadar SIEM Event Viewer");
    }

    /**
     * A link to what the console knows of the machine behind an address.
     *
     * @param observable the address
     * @param url the page of the asset
     */
    public static ReferLink asset(Observable observable, URI url) {
        String what = observable.type().title();
        return link("asset", observable, url, "Assets")
                .title("Show the asset with this " + what)
                .description("Lookup this " + what + " on QRadar SIEM Assets");
    }

    /**
     * A link to the events of an address that belong to offenses; its texts say that it shows events.
     *
     * @param observable the address
     * @param url the search in the Event Viewer
     */
    public static ReferLink offenses(Observable observable, URI url) {
        String what = observable.type().title();
        return link("offenses", observable, url, "Offenses")
                .title("Search for this " + what + " in events of offenses")
                .description(
                        "Lookup this " + what + " on QRadar SIEM Event Viewer, in events that belong to offenses only");
    }

    private static ReferLink link(String leadsTo, Observable observable, URI url, String category) {
        return new ReferLink()
                .id("ref-qradar-" + leadsTo + "-" + observable.type().name() + "-" + observable.value())
                .url(url.toString())
                .categories(List.of(category, SightingMapper.SOURCE));
    }
}
