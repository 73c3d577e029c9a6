package io.tr05.qradar.relay;

import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.config.ReferenceSetNames;
import io.tr05.qradar.ctim.Observable;
import io.tr05.qradar.qradar.QRadarConsoles;
import io.tr05.qradar.qradar.QRadarException;
import io.tr05.qradar.qradar.ReferenceSets;
import io.tr05.qradar.qradar.TenantCall;
import io.tr05.qradar.relay.RelayError.Code;
import io.tr05.qradar.wire.ResponseAction.IdEnum;
import io.tr05.qradar.wire.TriggerRequest;
import java.util.Arrays;
import java.util.Optional;

/** Use case: do one of the offered actions. Doing it again changes nothing and succeeds. */
public final class TriggerAction {

    /** Where the console notes that an element came from. */
    private static final String ELEMENT_SOURCE = "SecureX Threat Response";

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
    public TriggerAction(QRadarConsoles consoles, ObservableTypes types, ReferenceSetNames allowed) {
        this.types = types;
        this.allowed = allowed;
        this.consoles = consoles;
    }

    /**
     * Does what was asked.
     *
     * @param call whose console, and when the answer is due
     * @param request the action with its parameters, each there and not blank
     * @return why it was not done, if it was not
     */
    public Optional<RelayError> trigger(TenantCall call, TriggerRequest request) {
        Optional<IdEnum> action = action(request.getActionId());
        if (action.isEmpty()) {
            return Optional.of(RelayError.fatal(Code.INVALID_ARGUMENT, "Unsupported action."));
        }
        Optional<ObservableType> type = types.named(request.getObservableType());
        if (type.isEmpty()) {
            return Optional.of(invalid("/observable_type: '" + request.getObservableType() + "' is not supported"));
        }
        Optional<Observable> observable = Observable.of(types, type.get(), request.getObservableValue());
        if (observable.isEmpty()) {
            return Optional.of(
                    invalid("/observable_value: is not a valid value of type '" + request.getObservableType() + "'"));
        }
        if (!allowed.allows(request.getReferenceSetName())) {
            return Optional.of(notAllowed(request.getReferenceSetName()));
        }
        return act(call, action.get(), request.getReferenceSetName(), observable.get());
    }

    private static Optional<IdEnum> action(String id) {
        return Arrays.stream(IdEnum.values())
                .filter(action -> action.getValue().equals(id))
                .findFirst();
    }

    private Optional<RelayError> act(TenantCall call, IdEnum action, String set, Observable observable) {
        try {
            ReferenceSets sets = consoles.open(call).referenceSets();
            switch (action) {
                case QRADAR_ADD_TO_REFERENCE_SET -> sets.add(set, observable, ELEMENT_SOURCE);
                case QRADAR_REMOVE_FROM_REFERENCE_SET -> sets.remove(set, observable);
                case QRADAR_ADD_AND_CREATE_REFERENCE_SET -> sets.addCreating(set, observable, ELEMENT_SOURCE);
            }
            return Optional.empty();
        } catch (QRadarException failure) {
            return Optional.of(ErrorTable.of(failure));
        }
    }

    private static RelayError notAllowed(String set) {
        return RelayError.fatal(
                Code.INVALID_ARGUMENT,
                "The reference set '" + set + "' is not one that this relay may change. Ask the relay's operator about"
                        + " QRADAR_REFERENCE_SETS.");
    }

    private static RelayError invalid(String detail) {
        return RelayError.fatal(Code.INVALID_ARGUMENT, "Invalid JSON payload received. " + detail);
    }
}
