package io.tr05.qradar.ctim;

import io.tr05.qradar.config.ObservableType;
import io.tr05.qradar.config.ObservableTypes;
import io.tr05.qradar.qradar.SetValue;
import java.util.List;
import java.util.Optional;

/**
 * Something to look for, checked and in one form. Equal when it is the same thing, however it was written.
 *
 * @param type as it was sent
 * @param value as the platform sent it, so that its answer names what was asked
 * @param searched the type whose columns hold it; differs from {@code type} for an address of the other family
 * @param canonical what {@code value} means: the same text for each spelling of the same thing
 */
public record Observable(ObservableType type, String value, ObservableType searched, String canonical)
        implements SetValue {

    /**
     * Checks a value for its type.
     *
     * @param types that the relay knows
     * @param type one of them
     * @param value as the platform sent it
     * @return empty if the value is none of that type, or one that means "no value" to QRadar
     */
    public static Optional<Observable> of(ObservableTypes types, ObservableType type, String value) {
        String text = value.strip();
        return ObservableForm.canonical(type, text).flatMap(canonical -> ObservableForm.searched(types, type, canonical)
                .map(searched -> new Observable(type, text, searched, canonical)));
    }

    /** The texts under which a console may hold it in a column of its own form, such as {@code sourceip}. */
    public List<String> literals() {
        return ObservableForm.literals(searched, canonical);
    }

    /** The texts under which it may stand in a custom property that is mere text, in lower case. */
    public List<String> textLiterals() {
        return ObservableForm.textLiterals(searched, canonical);
    }

    /** Whether it is an IP address, of either family. */
    public boolean isAddress() {
        return ObservableForm.isAddress(searched);
    }

    /** How it is written as an element of a reference set: in one form where it has one, else as it was sent. */
    @Override
    public String element() {
        return ObservableForm.element(type, value, canonical);
    }

    @Override
    public List<String> spellings() {
        return ObservableForm.elements(type, value, canonical);
    }

    @Override
    public List<String> elementTypes() {
        return type.elementTypes();
    }

    @Override
    public boolean isWritten(String element, boolean ignoringCase) {
        return (ignoringCase && element.equalsIgnoreCase(value))
                || ObservableForm.element(searched, element).equals(element());
    }

    /**
     * What an event's value means; the same as {@link #canonical} where it shows that observable.
     *
     * @param type of the observables that were searched in the column
     * @param value the event's
     */
    public static Optional<String> shownBy(ObservableType type, String value) {
        return ObservableForm.shown(type, value);
    }

    /** Whether it is the same, also where one is an address sent as a type of the other family. */
    boolean isSameThingAs(Observable other) {
        return searched.equals(other.searched) && canonical.equals(other.canonical);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Observable observable
                && type.equals(observable.type)
                && canonical.equals(observable.canonical);
    }

    @Override
    public int hashCode() {
        return 31 * type.name().hashCode() + canonical.hashCode();
    }

    @Override
    public String toString() {
        return type.name() + ":" + value;
    }
}
