package io.tr05.qradar.relay;

import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.qradar.Deadline;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.qradar.QRadarException;
import java.util.Optional;

/** Use case: is the tenant's console there, and does it take the tenant's credentials? */
public final class CheckHealth {

    private final QRadarConsoles consoles;
    private final ConsoleConfig config;

    /**
     * The use case.
     *
     * @param consoles opens the tenant's console
     * @param config how long to wait for it
     */
    public CheckHealth(QRadarConsoles consoles, ConsoleConfig config) {
        this.consoles = consoles;
        this.config = config;
    }

    /**
     * Asks the console.
     *
     * @param tenant whose console
     * @return what is wrong, if anything
     */
    public Optional<RelayError> check(Credentials tenant) {
        try {
            consoles.open(tenant, Deadline.after(config.searchTimeout())).checkLogin();
            return Optional.empty();
        } catch (QRadarException failure) {
            return Optional.of(ErrorTable.of(failure));
        }
    }
}
