package io.tr05.qradar.ctim;

import java.util.List;
import java.util.stream.Stream;

/** The columns that sightings are made of, as far as the console at hand has them. */
public final class MappedColumns {

    /** In no case twice; beside those that every query asks for. */
    public static final List<String> NAMES = Stream.of(
                    Occurrence.COLUMNS,
                    EventGrades.COLUMNS,
                    EventSensor.COLUMNS,
                    EventDetails.COLUMNS,
                    EventTargets.COLUMNS,
                    EventRelations.COLUMNS)
            .flatMap(List::stream)
            .distinct()
            .toList();

    private MappedColumns() {}
}
