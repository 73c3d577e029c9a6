package io.tr05.qradar.relay;

import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.qradar.TenantCall;
import java.util.Optional;

/** Use case: is the tenant's console there, and does it take the tenant's credentials? */
public final class CheckHealth {

    private final QRadarConsoles consoles;

    /**
     * The use case.
     *
     * @param consoles opens the tenant's console
     */
    public CheckHealth(QRadarConsoles consoles) {
        this.consoles = consoles;
    }

    /**
     * Asks the console.
     *
     * @param call whose console, and when the answer is due
     * @return what is wrong, if anything
     */
    public Optional<RelayError> check(TenantCall call) {
        try {
            consoles.open(call).checkLogin();
            return Optional.empty();
        } catch (QRadarException failure) {
            return Optional.of(ErrorTable.of(failure));
        }
    }
}
