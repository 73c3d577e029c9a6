package io.tr05.qradar.qradar;

import java.util.List;

/** A value that reference sets may hold, in any of its spellings. Equal when it is the same value. */
public interface SetValue {

    /** How it is written where it is added. */
    String element();

    /** How it may be written in a set, {@link #element} first; an element in any other way is not found. */
    List<String> spellings();

    /** QRadar's types of the sets that may hold it, the one for a new set first; at least one. */
    List<String> elementTypes();

    /**
     * Whether an element means this value.
     *
     * @param element as a set holds it
     * @param ignoringCase whether the set takes upper and lower case for the same
     */
    boolean isWritten(String element, boolean ignoringCase);
}
