package io.tr05.qradar.ctim;

import io.tr05.qradar.wire.ReferLink;
import java.net.URI;
import java.util.List;

/** The links that the platform shows in an observable's menu (relay-protocol.md, section 5). */
public final class ReferLinks {

    private ReferLinks() {}

    /**
     * A link that searches the console for an observable.
     *
     * @param observable what to search for
     * @param url the search in the Event Viewer
     */
    public static ReferLink search(Observable observable, URI url) {
        return new ReferLink()
                .id("ref-qradar-search-" + observable.type().name() + "-" + observable.value())
                .title("Search for this " + observable.type().title())
                .description("Lookup this " + observable.type().title() + " on QRadar SIEM Event Viewer")
                .url(url.toString())
                .categories(List.of("Search", SightingMapper.SOURCE));
    }
}
