package io.tr05.qradar.qradar;

import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Links that open something in the console's own pages. Made without asking the console anything. */
public final class ConsoleLinks {

    private final ConsoleAddress console;

    /**
     * Links into one console.
     *
     * @param console the tenant's console
     */
    public ConsoleLinks(ConsoleAddress console) {
        this.console = console;
    }

    /**
     * The Event Viewer with a search. Consoles since 7.5.0 UP4 know only the second form of the parameters and older ones
     * only the first; each leaves the other's alone, so the link has both.
     *
     * @param matches what to look for
     * @param window how far back
     */
    public URI eventViewer(List<ColumnMatch> matches, Duration window) {
        return viewerOf(Aql.forViewer(matches, window));
    }

    /**
     * The Event Viewer with a search for events that belong to offenses. No address of the console's offense list for an
     * address is known for certain, only that of one offense by its number; so this shows the offenses by their events
     * (decision 9).
     *
     * @param matches what to look for
     * @param window how far back
     */
    public URI offenseEvents(List<ColumnMatch> matches, Duration window) {
        return viewerOf(Aql.ofOffensesForViewer(matches, window));
    }

    /**
     * The asset that has an address.
     *
     * @param address IPv4 or IPv6
     */
    public URI asset(String address) {
        return URI.create("https://" + console.authority() + "/console/do/assetprofile/AssetDetails"
                + "?dispatch=viewAssetDetailsFromIp&ipAddress=" + ConsoleRequest.percentEncode(address)
                + "&listName=vulnList");
    }

    /**
     * The Event Viewer with one event, or those of a span of time that are alike.
     *
     * @param event as it was found
     * @param first when the console received the first of them
     * @param last when it received the last of them
     */
    public URI event(Event event, Instant first, Instant last) {
        return viewerOf(Aql.forEvent(event, first.toEpochMilli(), last.toEpochMilli()));
    }

    private URI viewerOf(String query) {
        String aql = ConsoleRequest.percentEncode(query);
        return URI.create("https://" + console.authority() + "/console/do/ariel/arielSearch"
                + "?appName=EventViewer&pageId=EventList&dispatch=performSearch"
                + "&value(timeRangeType)=aqlTime&value(searchMode)=AQL&value(aql)=" + aql
                + "&values%5B%27timeRangeType%27%5D=aqlTime&values%5B%27searchMode%27%5D=AQL&values%5B%27aql%27%5D="
                + aql);
    }
}
