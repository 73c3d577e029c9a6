package io.tr05.qradar.relay;

import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.ctim.SightingMapper;
import io.tr05.qradar.qradar.Deadline;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.qradar.QRadarConsole;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.relay.RelayError.Code;
import io.tr05.qradar.wire.Sighting;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Use case: what did this console see of these observables? */
public final class ObserveObservables {

    private static final int MOST_NAMED = 10;

    private final QRadarConsoles consoles;
    private final SightingMapper mapper;
    private final SearchWindows windows;

    /**
     * The use case.
     *
     * @param consoles opens the tenant's console
     * @param config how far back to search
     * @param mapper makes sightings
     * @param clock the end of the window searched
     */
    public ObserveObservables(
            QRadarConsoles consoles, ConsoleConfig config, SightingMapper mapper, InstantSource clock) {
        this.consoles = consoles;
        this.mapper = mapper;
        this.windows = new SearchWindows(config.searchWindow(), clock);
    }

    /**
     * Searches all observables in one go. What was found stays found when something fails later.
     *
     * @param tenant whose console
     * @param deadline when the answer is due
     * @param sent everything the platform sent
     * @return sightings, at most the tenant's limit of each observable, in the order asked
     */
    public Outcome<Sighting> observe(Credentials tenant, Deadline deadline, List<io.tr05.qradar.wire.Observable> sent) {
        AskedObservables asked = AskedObservables.of(sent);
        List<RelayError> errors = new ArrayList<>(asked.warnings());
        if (asked.accepted().isEmpty()) {
            return new Outcome<>(List.of(), errors);
        }
        EventsByObservable found = new EventsByObservable(asked.accepted(), tenant.entitiesLimit());
        try {
            search(consoles.open(tenant, deadline), found).ifPresent(errors::add);
        } catch (QRadarException failure) {
            errors.add(ErrorTable.of(failure));
        }
        if (!found.truncated().isEmpty()) {
            errors.add(limitReached(found.truncated(), tenant.entitiesLimit()));
        }
        return new Outcome<>(sightings(found), errors);
    }

    /**
     * One query for all. Where its limit was reached, a busy observable may have crowded out others: those that did not get
     * their share are asked for again, without it. Each further round has fewer to ask for, so the rounds come to an end.
     *
     * @return a warning if more was found than one search returns
     */
    private Optional<RelayError> search(QRadarConsole console, EventsByObservable found) {
        var columns = console.columns();
        List<Observable> open = found.searchableOn(columns);
        while (!open.isEmpty()) {
            SearchPlan plan = new SearchPlan(open, columns, found.limit());
            List<Event> events = console.search(plan.query(windows.next()));
            boolean complete = plan.isExhaustedBy(events);
            found.put(plan.match(events), complete);
            if (complete) {
                return Optional.empty();
            }
            List<Observable> left = found.toAskAgain(open);
            if (left.isEmpty() && !found.shortOf(open).isEmpty()) {
                return Optional.of(tooManyForOneSearch(events.size()));
            }
            open = left;
        }
        return Optional.empty();
    }

    private List<Sighting> sightings(EventsByObservable found) {
        List<Sighting> sightings = new ArrayList<>();
        found.forEach((observable, events) -> events.forEach(event -> sightings.add(mapper.map(event, observable))));
        return sightings;
    }

    private static RelayError limitReached(List<Observable> observables, int limit) {
        String named = observables.stream()
                .limit(MOST_NAMED)
                .map(observable -> "'" + observable.value() + "'")
                .collect(Collectors.joining(", "));
        String others = observables.size() > MOST_NAMED ? " and " + (observables.size() - MOST_NAMED) + " more" : "";
        return RelayError.warning(
                Code.TOO_MANY_MESSAGES,
                "The limit of " + limit + " sightings was reached for " + named + others
                        + "; there may be more events in QRadar. CTR_ENTITIES_LIMIT of the module sets the limit.");
    }

    private static RelayError tooManyForOneSearch(int events) {
        return RelayError.warning(
                Code.TOO_MANY_MESSAGES,
                "QRadar has more events than the " + events + " that the relay reads in one search; some are missing."
                        + " Ask for fewer observables at once.");
    }
}
