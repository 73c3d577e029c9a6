package io.tr05.qradar.ctim;

import io.tr05.qradar.wire.ActionQueryParams;
import io.tr05.qradar.wire.ResponseAction;
import io.tr05.qradar.wire.ResponseAction.IdEnum;
import java.util.List;

/** The actions that the platform offers for an observable (relay-protocol.md, section 6). */
public final class ResponseActions {

    /** The set that the relay offers to create. */
    public static final String INVESTIGATION_SET = "SecureX Investigation";

    private ResponseActions() {}

    /**
     * Adding an observable to a set that lacks it.
     *
     * @param observable what to add
     * @param set the set's name
     */
    public static ResponseAction add(Observable observable, String set) {
        return action(
                IdEnum.QRADAR_ADD_TO_REFERENCE_SET,
                "Add to " + set + " Reference Set",
                "Add " + observable.type().title() + " to Reference Set",
                observable,
                set);
    }

    /**
     * Removing an observable from a set that has it.
     *
     * @param observable what to remove
     * @param set the set's name
     */
    public static ResponseAction remove(Observable observable, String set) {
        return action(
                IdEnum.QRADAR_REMOVE_FROM_REFERENCE_SET,
                "Remove from " + set + " Reference Set",
                "Remove " + observable.type().title() + " from Reference Set",
                observable,
                set);
    }

    /**
     * Creating {@link #INVESTIGATION_SET} with an observable in it.
     *
     * @param observable what to add
     */
    public static ResponseAction create(Observable observable) {
        return action(
                IdEnum.QRADAR_ADD_AND_CREATE_REFERENCE_SET,
                "Create a Reference Set and add an observable to it",
                "Add " + observable.type().title() + " to SecureX Investigation Reference Set",
                observable,
                INVESTIGATION_SET);
    }

    private static ResponseAction action(
            IdEnum id, String title, String description, Observable observable, String set) {
        return new ResponseAction()
                .id(id)
                .title(CtimText.cut(title, 1_024))
                .description(description)
                .categories(List.of(SightingMapper.SOURCE))
                .queryParams(new ActionQueryParams()
                        .observableValue(observable.value())
                        .observableType(observable.type().name())
                        .referenceSetName(set));
    }
}
