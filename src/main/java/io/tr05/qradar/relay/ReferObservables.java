package io.tr05.qradar.relay;

import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.ctim.ReferLinks;
import io.tr05.qradar.qradar.ConsoleLinks;
import io.tr05.qradar.wire.ReferLink;
import java.time.Duration;
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
     * @return a link for each supported observable, in the order asked
     */
    public Outcome<ReferLink> refer(Credentials tenant, List<io.tr05.qradar.wire.Observable> sent) {
        AskedObservables asked = AskedObservables.of(types, sent);
        ConsoleLinks console = new ConsoleLinks(tenant.console());
        List<ReferLink> links = asked.accepted().stream()
                .filter(observable -> !observable.searched().linkColumns().isEmpty())
                .map(observable -> ReferLinks.search(
                        observable, console.eventViewer(ObservableColumns.linked(observable), window)))
                .toList();
        return new Outcome<>(links, asked.warnings());
    }
}
