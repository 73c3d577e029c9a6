package io.tr05.qradar.relay;

import java.util.List;

/**
 * What a use case found, and what went wrong meanwhile: one does not undo the other.
 *
 * @param found in the order in which it was asked for
 * @param errors in the order in which they came up
 */
public record Outcome<T>(List<T> found, List<RelayError> errors) {

    /** Keeps copies that nobody can change. */
    public Outcome {
        found = List.copyOf(found);
        errors = List.copyOf(errors);
    }
}
