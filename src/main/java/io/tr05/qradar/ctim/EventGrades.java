package io.tr05.qradar.ctim;

import io.tr05.qradar.qradar.Aql;
import io.tr05.qradar.qradar.Event;
import io.tr05.qradar.wire.Sighting.ResolutionEnum;
import io.tr05.qradar.wire.Sighting.SeverityEnum;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How grave an event is and what became of it, in CTIM's words: only what the event itself says. */
final class EventGrades {

    /** The console's columns that this needs. */
    static final List<String> COLUMNS = List.of("severity", "magnitude", "category");

    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]+");

    /** Words of QRadar's low-level categories, such as {@code Firewall Deny} or {@code Web Traffic Allowed}. */
    private static final List<Outcome> OUTCOMES = List.of(
            new Outcome(
                    ResolutionEnum.BLOCKED,
                    Set.of(
                            "deny",
                            "denied",
                            "block",
                            "blocked",
                            "drop",
                            "dropped",
                            "reject",
                            "rejected",
                            "prevent",
                            "prevented")),
            new Outcome(
                    ResolutionEnum.ALLOWED, Set.of("permit", "permitted", "allow", "allowed", "accept", "accepted")),
            new Outcome(ResolutionEnum.CONTAINED, Set.of("quarantine", "quarantined")));

    private record Outcome(ResolutionEnum resolution, Set<String> words) {}

    private EventGrades() {}

    /**
     * QRadar's severity of 0 to 10, or its magnitude where there is no severity. The scale is Sumo Logic's, as in
     * tiles-and-siblings.md, section 2; a number off the scale is unknown.
     */
    static Optional<SeverityEnum> severity(Event event) {
        OptionalLong severity = event.number("severity");
        OptionalLong grade = severity.isPresent() ? severity : event.number("magnitude");
        return grade.isPresent() ? Optional.of(inWords(grade.getAsLong())) : Optional.empty();
    }

    private static SeverityEnum inWords(long grade) {
        if (grade < 0 || grade > 10) {
            return SeverityEnum.UNKNOWN;
        }
        if (grade == 0) {
            return SeverityEnum.INFO;
        }
        if (grade <= 3) {
            return SeverityEnum.LOW;
        }
        if (grade <= 6) {
            return SeverityEnum.MEDIUM;
        }
        return grade <= 9 ? SeverityEnum.HIGH : SeverityEnum.CRITICAL;
    }

    /** What the category says of the outcome; empty if it says nothing, or more than one thing. */
    static Optional<ResolutionEnum> resolution(Event event) {
        Set<String> words = NO_LETTER
                .splitAsStream(event.text(Aql.CATEGORY_NAME).orElse("").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<ResolutionEnum> said = OUTCOMES.stream()
                .filter(outcome -> outcome.words().stream().anyMatch(words::contains))
                .map(Outcome::resolution)
                .toList();
        return said.size() == 1 ? Optional.of(said.get(0)) : Optional.empty();
    }
}
