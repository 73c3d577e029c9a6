package io.tr05.qradar.relay;

import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.EventQuery.SearchWindow;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.relay.EventSearch.Missing;
import io.tr05.qradar.relay.RelayError.Code;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an analyst has to know about searches that did not find everything. */
final class SearchReport {

    private static final int MOST_NAMED = 10;

    private static final RelayError TIME_IS_UP = ErrorTable.of(new QRadarException.SearchStillRunning());

    private final List<EventSearch> searches;
    private final int limit;
    private final boolean limitIsShare;

    /** Missing for the same reason over the same time. */
    private record Gap(Optional<SearchWindow> window, RelayError cause) {}

    /**
     * A report.
     *
     * @param searches that have been run
     * @param limit events wanted of each observable
     * @param limitIsShare whether that is less than the tenant asked for, as there are so many observables
     */
    SearchReport(List<EventSearch> searches, int limit, boolean limitIsShare) {
        this.searches = searches;
        this.limit = limit;
        this.limitIsShare = limitIsShare;
    }

    /**
     * What went wrong, then what is missing because of it, then what was left out because of the limit. When nothing was
     * searched at all, what went wrong says it all; when only the time was up for some of it, what is missing does.
     */
    List<RelayError> errors() {
        List<RelayError> errors = new ArrayList<>();
        boolean usable = searches.stream().anyMatch(EventSearch::hasFinishedSomething);
        gaps().forEach((gap, observables) -> {
            if (!usable || !gap.cause().equals(TIME_IS_UP)) {
                errors.add(gap.cause());
            }
            if (usable) {
                errors.add(missing(observables, gap));
            }
        });
        List<Observable> truncated = searches.stream()
                .flatMap(search -> search.found().truncated().stream())
                .toList();
        if (!truncated.isEmpty()) {
            errors.add(limitReached(truncated));
        }
        return errors.stream().distinct().toList();
    }

    private Map<Gap, List<Observable>> gaps() {
        Map<Gap, List<Observable>> gaps = new LinkedHashMap<>();
        for (EventSearch search : searches) {
            for (Missing missing : joined(search.missing())) {
                Gap gap = new Gap(missing.window(), ErrorTable.of(missing.cause()));
                gaps.computeIfAbsent(gap, unused -> new ArrayList<>()).addAll(missing.observables());
            }
        }
        return gaps;
    }

    /** Slices that follow on each other, and are missing for the same reason of the same observables, taken together. */
    private static List<Missing> joined(List<Missing> newestFirst) {
        List<Missing> joined = new ArrayList<>();
        for (Missing older : newestFirst) {
            Optional<Missing> whole = joined.isEmpty() ? Optional.empty() : joined(joined.getLast(), older);
            whole.ifPresent(unused -> joined.removeLast());
            joined.add(whole.orElse(older));
        }
        return joined;
    }

    private static Optional<Missing> joined(Missing newer, Missing older) {
        boolean isSame = newer.observables().equals(older.observables())
                && ErrorTable.of(newer.cause()).equals(ErrorTable.of(older.cause()));
        return newer.window()
                .filter(window -> isSame)
                .flatMap(end -> older.window()
                        .filter(start -> start.stopMillis() == end.startMillis())
                        .map(start -> new SearchWindow(start.startMillis(), end.stopMillis(), end.callMillis())))
                .map(window -> new Missing(newer.observables(), Optional.of(window), newer.cause()));
    }

    private static RelayError missing(List<Observable> observables, Gap gap) {
        String reason = gap.cause().equals(TIME_IS_UP)
                ? "QRadar was not done with it in time"
                : "QRadar did not answer that search";
        String time = gap.window()
                .map(window -> " from " + second(window.startMillis()) + " to " + second(window.stopMillis()))
                .orElse("");
        return RelayError.warning(
                gap.cause().code(),
                "The result is incomplete: events of " + named(observables) + time + " are missing, since " + reason
                        + ".");
    }

    private static String second(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private RelayError limitReached(List<Observable> observables) {
        return RelayError.warning(
                Code.TOO_MANY_MESSAGES,
                "The limit of " + limit + " sightings was reached for " + named(observables)
                        + "; there are more events in QRadar. "
                        + (limitIsShare
                                ? "It is lower than CTR_ENTITIES_LIMIT of the module, since the request has so many"
                                        + " observables: fewer at once have more each."
                                : "CTR_ENTITIES_LIMIT of the module sets the limit."));
    }

    private static String named(List<Observable> observables) {
        String named = observables.stream()
                .limit(MOST_NAMED)
                .map(observable -> "'" + observable.value() + "'")
                .collect(Collectors.joining(", "));
        return observables.size() > MOST_NAMED ? named + " and " + (observables.size() - MOST_NAMED) + " more" : named;
    }
}
