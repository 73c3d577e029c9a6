package io.tr05.qradar.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A query over events, as parsed.
 *
 * @param columns what to answer for each row; empty for {@code SELECT *}
 */
record AqlQuery(
        List<Output> columns, AqlCondition where, List<Order> orderBy, OptionalInt limit, Optional<Window> window) {

    /** The window of a query that names none. */
    static final Window RECENT = new Last(Duration.ofMinutes(5));

    AqlQuery {
        columns = List.copyOf(columns);
        orderBy = List.copyOf(orderBy);
    }

    /** One column of the answer. */
    record Output(AqlExpression value, String name) {}

    /** By an alias of the answer, or by a column. */
    record Order(AqlExpression value, boolean descending) {}

    /** Which events are searched, by their start time. */
    sealed interface Window {

        /** The earliest time searched, whole minutes, included. */
        Instant start(Instant now);

        /** The end of the time searched, whole minutes, not included. */
        Instant stop(Instant now, Rounding rounding);
    }

    /** LAST n units. */
    record Last(Duration span) implements Window {
        @Override
        public Instant start(Instant now) {
            return now.minus(span).truncatedTo(ChronoUnit.MINUTES);
        }

        @Override
        public Instant stop(Instant now, Rounding rounding) {
            return rounding.minute(now);
        }
    }

    /** START, and STOP or else now. */
    record Between(Instant from, Optional<Instant> to) implements Window {
        @Override
        public Instant start(Instant now) {
            return from.truncatedTo(ChronoUnit.MINUTES);
        }

        @Override
        public Instant stop(Instant now, Rounding rounding) {
            return rounding.minute(to.orElse(now));
        }
    }

    /** What becomes of the part of a minute at the end of a window. */
    enum Rounding {
        UP,
        DOWN;

        Instant minute(Instant time) {
            var minute = time.truncatedTo(ChronoUnit.MINUTES);
            return this == DOWN || minute.equals(time) ? minute : minute.plus(1, ChronoUnit.MINUTES);
        }
    }
}
