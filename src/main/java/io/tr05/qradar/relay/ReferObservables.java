package io.tr05.qradar.relay;

import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.ctim.ReferLinks;
import io.tr05.qradar.qradar.ConsoleLinks;
import io.tr05.qradar.qradar.EventQuery.ColumnMatch;
import io.tr05.qradar.wire.ReferLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Use case: where on the console can an analyst go on with these observables? Asks no console. */
public final class ReferObservables {

    private final ObservableTypes types;
    private final Duration window;

    /**
     * The use case.
     *
     * @param types what there are links for, and the columns that they search
     * @param window how far back the linked searches look
     */
    public ReferObservables(ObservableTypes types, Duration window) {
        this.types = types;
        this.window = window;
    }

    /**
     * Makes links.
     *
     * @param tenant whose console they lead to
     * @param sent everything the platform sent
     * @return the links of each supported observable, in the order asked: first the search, then those that only addresses
     *     have. A warning for each observable whose search is too long for a link
     */
    public Outcome<ReferLink> refer(Credentials tenant, List<io.tr05.qradar.wire.Observable> sent) {
        AskedObservables asked = AskedObservables.of(types, sent);
        ConsoleLinks console = new ConsoleLinks(tenant.console());
        List<ReferLink> links = new ArrayList<>();
        List<RelayError> warnings = new ArrayList<>(asked.warnings());
        for (Observable observable : asked.accepted()) {
            if (!observable.searched().linkColumns().isEmpty()) {
                List<ReferLink> made = links(observable, console);
                if (made.stream().allMatch(link -> link.getUrl().length() <= ReferLinks.LONGEST_URL)) {
                    links.addAll(made);
                } else {
                    warnings.add(AskedObservables.tooLongForALink(observable));
                }
            }
        }
        return new Outcome<>(links, warnings);
    }

    private List<ReferLink> links(Observable observable, ConsoleLinks console) {
        List<ColumnMatch> matches = ObservableColumns.linked(observable);
        ReferLink search = ReferLinks.search(observable, console.eventViewer(matches, window));
        return observable.isAddress()
                ? List.of(
                        search,
                        ReferLinks.asset(observable, console.asset(observable.canonical())),
                        ReferLinks.offenses(observable, console.offenseEvents(matches, window)))
                : List.of(search);
    }
}
