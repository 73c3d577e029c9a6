package io.tr05.qradar.metrics;

/** What a request was for, as a label: as many values as there are here, whatever paths strangers try. */
public enum RelayEndpoint {
    /** {@code /health}. */
    HEALTH,
    /** {@code /observe/observables}. */
    OBSERVE,
    /** {@code /refer/observables}. */
    REFER,
    /** {@code /respond/observables}. */
    RESPOND,
    /** {@code /respond/trigger}. */
    TRIGGER,
    /** {@code /version}. */
    VERSION,
    /** {@code /watchdog}. */
    WATCHDOG,
    /** The landing page, the contract and Swagger UI. */
    PAGE,
    /** A path that the relay does not have. */
    UNKNOWN;

    /** Whether it needs a token, and a console may have to be waited for. */
    public boolean isForTenants() {
        return switch (this) {
            case HEALTH, OBSERVE, REFER, RESPOND, TRIGGER -> true;
            case VERSION, WATCHDOG, PAGE, UNKNOWN -> false;
        };
    }
}
