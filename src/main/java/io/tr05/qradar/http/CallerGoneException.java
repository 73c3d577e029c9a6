package io.tr05.qradar.http;

import io.helidon.webserver.CloseConnectionException;

/** The caller closed its connection before it had its answer, or before its request was whole: nothing is written any more. */
final class CallerGoneException extends CloseConnectionException {

    private static final long serialVersionUID = 1L;

    CallerGoneException() {
        super("the caller closed its connection before it had its answer");
    }
}
