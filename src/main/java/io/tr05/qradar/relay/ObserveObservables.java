package io.tr05.qradar.relay;

import io.tr05.qradar.auth.ConsoleAddress;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.ctim.SightingMapper;
import io.tr05.qradar.qradar.QRadarConsole;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.qradar.TenantCall;
import io.tr05.qradar.relay.RelayError.Code;
import io.tr05.qradar.wire.Sighting;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Use case: what did this console see of these observables? */
public final class ObserveObservables {

    /** Observables of one query: consoles are known to take hundreds of values; more make several queries. */
    private static final int MOST_IN_ONE_QUERY = 500;

    /** Rows of one query, however many observables ask for however much: they are held in memory. */
    private static final int MOST_ROWS = 20_000;

    /** Events of one observable, whatever the tenant's limit: they are held in memory. */
    private static final int MOST_OF_ONE = 10_000;

    private static final String MEMORY_FULL =
            "The relay is answering as much as its memory holds. Try again in a moment.";

    private final QRadarConsoles consoles;
    private final int mostSightings;
    private final ObservableTypes types;
    private final SightingMapper mapper;
    private final SearchWindows windows;
    private final AnswerMemory memory = AnswerMemory.ofThisHeap();

    /**
     * The use case.
     *
     * @param consoles opens the tenant's console
     * @param config how far back to search
     * @param mostSightings of one call, at least 1: they are held in memory until the answer is written
     * @param types what to look for, and in which columns
     * @param mapper makes sightings
     * @param clock the end of the window searched
     */
    public ObserveObservables(
            QRadarConsoles consoles,
            ConsoleConfig config,
            int mostSightings,
            ObservableTypes types,
            SightingMapper mapper,
            InstantSource clock) {
        this.consoles = consoles;
        this.mostSightings = mostSightings;
        this.types = types;
        this.mapper = mapper;
        this.windows = new SearchWindows(config.searchWindow(), config.searchSlices(), clock);
    }

    /**
     * Searches all observables in one go. What was found stays found when something fails later.
     *
     * @param call whose console, and when the answer is due
     * @param sent everything the platform sent
     * @return sightings, at most the tenant's limit of each observable, or a share of the relay's, in the order asked
     */
    public Outcome<Sighting> observe(TenantCall call, List<io.tr05.qradar.wire.Observable> sent) {
        AskedObservables asked = AskedObservables.of(types, sent);
        List<RelayError> errors = new ArrayList<>(asked.warnings());
        int wanted = Math.min(call.tenant().entitiesLimit(), MOST_OF_ONE);
        int limit = Math.min(wanted, share(asked.accepted().size()));
        List<EventSearch> searches = searches(consoles.open(call), asked.accepted(), limit);
        EventSearch.runAll(searches, windows.next());
        errors.addAll(new SearchReport(searches, limit, limit < wanted).errors());
        if (!memory.takeFor(call, count(searches))) {
            return new Outcome<>(List.of(), List.of(RelayError.fatal(Code.TOO_MANY_REQUESTS, MEMORY_FULL)));
        }
        return new Outcome<>(sightings(searches, call.tenant().console()), errors);
    }

    /**
     * Of one observable among so many. Known before any search, so that the console is asked for no more than is kept.
     */
    private int share(int observables) {
        return Math.max(1, mostSightings / Math.max(1, observables));
    }

    private static int count(List<EventSearch> searches) {
        return searches.stream().mapToInt(search -> search.found().size()).sum();
    }

    private static List<EventSearch> searches(QRadarConsole console, List<Observable> observables, int limit) {
        SearchedConsole searched = new SearchedConsole(console::columns, console::search);
        List<EventSearch> searches = new ArrayList<>();
        for (int first = 0; first < observables.size(); first += MOST_IN_ONE_QUERY) {
            List<Observable> group =
                    observables.subList(first, Math.min(first + MOST_IN_ONE_QUERY, observables.size()));
            searches.add(new EventSearch(searched, group, limit, MOST_ROWS, EventSearch.HEAD_START));
        }
        return searches;
    }

    private List<Sighting> sightings(List<EventSearch> searches, ConsoleAddress console) {
        List<Sighting> sightings = new ArrayList<>();
        for (EventSearch search : searches) {
            search.found().forEach((observable, events) -> sightings.addAll(mapper.map(events, observable, console)));
        }
        return sightings;
    }
}
