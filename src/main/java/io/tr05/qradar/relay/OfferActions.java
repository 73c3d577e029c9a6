package io.tr05.qradar.relay;

import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.ReferenceSetNames;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.ctim.ResponseActions;
import io.tr05.qradar.qradar.Memberships;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.qradar.ReferenceSet;
import io.tr05.qradar.qradar.ReferenceSets;
import io.tr05.qradar.qradar.TenantCall;
import io.tr05.qradar.wire.ResponseAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Use case: what can be done about these observables on the console? */
public final class OfferActions {

    private final QRadarConsoles consoles;
    private final ObservableTypes types;
    private final ReferenceSetNames allowed;

    /**
     * The use case.
     *
     * @param consoles opens the tenant's console
     * @param types what can be acted on, and the sets that take it
     * @param allowed the sets that may be changed
     */
    public OfferActions(QRadarConsoles consoles, ObservableTypes types, ReferenceSetNames allowed) {
        this.types = types;
        this.allowed = allowed;
        this.consoles = consoles;
    }

    /**
     * Offers, for each observable, adding it to each set of a fitting type that lacks it, removing it from each that has it,
     * and creating {@link ResponseActions#INVESTIGATION_SET} where there is no set of that name, of whatever type. Sets that
     * may not be changed are left out.
     *
     * @param call whose console, and when the answer is due
     * @param sent everything the platform sent
     * @return actions by title
     */
    public Outcome<ResponseAction> offer(TenantCall call, List<io.tr05.qradar.wire.Observable> sent) {
        AskedObservables asked = AskedObservables.of(types, sent);
        List<RelayError> errors = new ArrayList<>(asked.warnings());
        List<ResponseAction> actions = new ArrayList<>();
        if (!asked.accepted().isEmpty()) {
            try {
                ReferenceSets sets = consoles.open(call).referenceSets();
                offer(asked.accepted(), sets, actions, errors);
            } catch (QRadarException failure) {
                errors.add(ErrorTable.of(failure));
            }
        }
        actions.sort(Comparator.comparing(ResponseAction::getTitle));
        return new Outcome<>(actions, errors.stream().distinct().toList());
    }

    private void offer(
            List<Observable> observables, ReferenceSets sets, List<ResponseAction> actions, List<RelayError> errors) {
        List<ReferenceSet> all = sets.list();
        if (isCreatable(all)) {
            observables.stream().map(ResponseActions::create).forEach(actions::add);
        }
        List<ReferenceSet> changeable =
                all.stream().filter(set -> allowed.allows(set.name())).toList();
        Memberships memberships = sets.memberships(changeable, observables);
        for (Observable observable : observables) {
            changeable.stream()
                    .filter(set -> set.fits(observable))
                    .flatMap(set -> memberships.has(set, observable).map(has -> action(observable, set, has)).stream())
                    .forEach(actions::add);
        }
        memberships.failure().map(ErrorTable::of).ifPresent(errors::add);
    }

    private boolean isCreatable(List<ReferenceSet> all) {
        return allowed.allows(ResponseActions.INVESTIGATION_SET)
                && all.stream().noneMatch(set -> set.name().equals(ResponseActions.INVESTIGATION_SET));
    }

    private static ResponseAction action(Observable observable, ReferenceSet set, boolean has) {
        return has ? ResponseActions.remove(observable, set.name()) : ResponseActions.add(observable, set.name());
    }
}
