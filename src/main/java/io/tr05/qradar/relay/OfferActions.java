package io.tr05.qradar.relay;

import io.tr05.qradar.auth.Credentials;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.ctim.ResponseActions;
import io.tr05.qradar.qradar.Deadline;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.qradar.ReferenceSet;
import io.tr05.qradar.qradar.ReferenceSets;
import io.tr05.qradar.wire.ResponseAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Use case: what can be done about these observables on the console? */
public final class OfferActions {

    private final QRadarConsoles consoles;
    private final ObservableTypes types;

    /**
     * The use case.
     *
     * @param consoles opens the tenant's console
     * @param types what can be acted on, and the sets that take it
     */
    public OfferActions(QRadarConsoles consoles, ObservableTypes types) {
        this.types = types;
        this.consoles = consoles;
    }

    /**
     * Offers, for each observable, adding it to each set that lacks it, removing it from each that has it, and creating
     * {@link ResponseActions#INVESTIGATION_SET} where that is missing.
     *
     * @param tenant whose console
     * @param deadline when the answer is due
     * @param sent everything the platform sent
     * @return actions by title
     */
    public Outcome<ResponseAction> offer(
            Credentials tenant, Deadline deadline, List<io.tr05.qradar.wire.Observable> sent) {
        AskedObservables asked = AskedObservables.of(types, sent);
        List<RelayError> errors = new ArrayList<>(asked.warnings());
        List<ResponseAction> actions = new ArrayList<>();
        if (!asked.accepted().isEmpty()) {
            try {
                ReferenceSets sets = consoles.open(tenant, deadline).referenceSets();
                offer(asked.accepted(), sets, actions, errors);
            } catch (QRadarException failure) {
                errors.add(ErrorTable.of(failure));
            }
        }
        actions.sort(Comparator.comparing(ResponseAction::getTitle));
        return new Outcome<>(actions, errors.stream().distinct().toList());
    }

    private static void offer(
            List<Observable> observables, ReferenceSets sets, List<ResponseAction> actions, List<RelayError> errors) {
        Map<String, List<ReferenceSet>> byType = new LinkedHashMap<>();
        observables.stream()
                .flatMap(observable -> observable.type().elementTypes().stream())
                .forEach(type -> byType.computeIfAbsent(type, sets::ofType));
        boolean creatable = byType.values().stream().flatMap(List::stream).noneMatch(set -> set.name()
                .equals(ResponseActions.INVESTIGATION_SET));
        MembershipLookUps lookUps = new MembershipLookUps(sets);
        for (Observable observable : observables) {
            if (creatable) {
                actions.add(ResponseActions.create(observable));
            }
            observable.type().elementTypes().stream()
                    .flatMap(type -> byType.getOrDefault(type, List.of()).stream())
                    .forEach(set -> lookUps.add(observable, set));
        }
        actions.addAll(lookUps.run());
        lookUps.failure().map(ErrorTable::of).ifPresent(errors::add);
    }
}
