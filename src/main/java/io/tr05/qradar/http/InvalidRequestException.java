package io.tr05.qradar.http;

import java.util.List;

/** A request body that is not what the endpoint takes. The message names each fault by a JSON Pointer. */
final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_FAULTS_NAMED = 10;

    InvalidRequestException(List<String> faults) {
        super("Invalid JSON payload received. " + String.join("; ", faults.subList(0, named(faults)))
                + (faults.size() > named(faults) ? "; and " + (faults.size() - named(faults)) + " more" : ""));
    }

    private static int named(List<String> faults) {
        return Math.min(MOST_FAULTS_NAMED, faults.size());
    }

    /** The message as the protocol words it. */
    String wording() {
        return String.valueOf(getMessage());
    }
}
