package io.tr05.qradar.relay;

import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.ConsoleConfig;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.qradar.ConsoleColumns;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.relay.CheckStep.Status;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Use case of the operator: what stands between this relay and one console? Goes from the name up to a search, each step
 * only when those that it needs are good, with the relay's own settings and by the ways that its requests take. Changes
 * nothing on the console; its one search is deleted. No step takes longer than {@code QRADAR_SEARCH_TIMEOUT}, but for the
 * certificate with up to six handshakes of twice {@code QRADAR_CONNECT_TIMEOUT} each. For one run.
 */
public final class ConsoleCheck {

    private final NetworkSteps network;
    private final ApiSteps api;
    private final Consumer<CheckStep> listener;
    private boolean good = true;

    /**
     * A check; does nothing by itself.
     *
     * @param tenant which console, and the account to log in with
     * @param config how the relay reaches consoles
     * @param types what it looks for
     * @param consoles opens the console
     * @param clock the time, for certificates and the search
     * @param listener told of each step as soon as it ends, since one can take a minute
     */
    public ConsoleCheck(
            Credentials tenant,
            ConsoleConfig config,
            ObservableTypes types,
            QRadarConsoles consoles,
            InstantSource clock,
            Consumer<CheckStep> listener) {
        this.network = new NetworkSteps(tenant.console(), config, clock);
        this.api = new ApiSteps(tenant, config, types, consoles, clock);
        this.listener = listener;
    }

    /**
     * What a step found for those after it.
     *
     * @param step for the operator
     * @param value for the steps that need this one; absent if they can't be taken
     */
    record Result<T>(CheckStep step, Optional<T> value) {

        static <T> Result<T> of(CheckStep step, T value) {
            return new Result<>(step, Optional.of(value));
        }

        static <T> Result<T> without(CheckStep step) {
            return new Result<>(step, Optional.empty());
        }
    }

    /**
     * Takes all steps.
     *
     * @return whether none is bad
     */
    public boolean run() {
        Optional<InetAddress> found = after("name", Optional.of("nothing"), "", nothing -> network.name());
        Optional<InetAddress> reached = after("port", found, "name", network::port);
        Optional<InetAddress> trusted = after("certificate", reached, "port", network::certificate);
        Optional<ApiSteps.Login> asked = after("api version", trusted, "certificate", address -> api.apiVersion());
        Optional<ApiSteps.Login> loggedIn = after("credentials", asked, "certificate", api::credentials);
        Optional<ApiSteps.Granted> granted = after("roles", loggedIn, "credentials", known -> api.roles());
        Optional<ConsoleColumns> columns = after("observable types", granted, "credentials", api::observableTypes);
        after("reference sets", granted, "credentials", api::referenceSets);
        after("search", columns, "observable types", api::search);
        return good;
    }

    private <N, T> Optional<T> after(String name, Optional<N> needed, String neededStep, Function<N, Result<T>> work) {
        long began = System.nanoTime();
        Result<T> result =
                needed.map(work).orElseGet(() -> Result.without(CheckStep.skipped(name, "needs " + neededStep)));
        CheckStep step = result.step().since(began);
        good &= step.status() != Status.BAD;
        listener.accept(step);
        return result.value();
    }
}
