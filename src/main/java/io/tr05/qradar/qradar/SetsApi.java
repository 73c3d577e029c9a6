package io.tr05.qradar.qradar;

import java.util.List;

/** What {@link ReferenceSets} needs of one of the two APIs for reference sets that consoles have. */
sealed interface SetsApi permits ReferenceCollections, ReferenceDataSets {

    /** All sets, of all types. */
    List<ReferenceSet> list();

    /** Which of these values are in which of these sets; only pairs that fit are looked up. */
    Memberships memberships(List<ReferenceSet> sets, List<? extends SetValue> values);

    /** Adds a value to the set of this name; adding what is there already succeeds. */
    void add(String set, SetValue value, String source);

    /** Removes a value, however it is written, from the set of this name; removing what is not there succeeds. */
    void remove(String set, SetValue value);

    /** Adds a value to the set of this name, which is created first if it is missing. */
    void addCreating(String set, SetValue value, String source);
}
