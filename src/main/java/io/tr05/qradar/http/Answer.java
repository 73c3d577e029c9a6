package io.tr05.qradar.http;

import io.tr05.qradar.relay.Outcome;
import io.tr05.qradar.relay.RelayError;
import io.tr05.qradar.relay.RelayError.Code;
import io.tr05.qradar.relay.RelayError.Severity;
import java.util.List;

/**
 * An answer to a tenant, and what an operator may know of it.
 *
 * @param envelope what is sent
 * @param asked observables of the request
 * @param found things in the answer: sightings, links, actions; 1 for something done
 * @param errors in the answer
 */
record Answer(Object envelope, int asked, int found, List<RelayError> errors) {

    /** What came of a request that reached its endpoint; the protocol's code of an error is the outcome otherwise. */
    enum Success {
        ANSWERED,
        /** Something is missing, and the answer says what. */
        PARTIAL
    }

    static Answer of(Object envelope, int asked, Outcome<?> outcome) {
        return new Answer(envelope, asked, outcome.found().size(), outcome.errors());
    }

    /** What came of it: one of {@link Success} or of {@link Code}. */
    Enum<?> outcome() {
        if (errors.isEmpty()) {
            return Success.ANSWERED;
        }
        return errors.stream()
                .filter(error -> found == 0 && error.severity() == Severity.FATAL)
                .<Enum<?>>map(RelayError::code)
                .findFirst()
                .orElse(Success.PARTIAL);
    }

    /** Whether more was found than a limit let through. */
    boolean isTruncated() {
        return errors.stream().anyMatch(error -> error.code() == Code.TOO_MANY_MESSAGES);
    }
}
