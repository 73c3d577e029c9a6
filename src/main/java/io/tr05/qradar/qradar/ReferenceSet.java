package io.tr05.qradar.qradar;

/**
 * A reference set of a console.
 *
 * @param id its number in the newer API; 0 where the older one listed it
 * @param name unique on its console, unless sets of several domains share it; may hold spaces, slashes and any other character
 * @param elementType QRadar's name of the type of its elements, such as {@code IP}; empty if the console did not say
 * @param elements how many elements it holds, at least 0; 1 if the console did not say
 */
public record ReferenceSet(long id, String name, String elementType, long elements) {

    private static final String IGNORES_CASE = "ALNIC";

    /**
     * Whether this set may hold a value, by its type.
     *
     * @param value a value
     */
    public boolean fits(SetValue value) {
        return elementType.isEmpty() || value.elementTypes().contains(elementType);
    }

    /** Whether an element of this set means a value. */
    boolean isElement(String element, SetValue value) {
        return value.isWritten(element, elementType.equals(IGNORES_CASE));
    }
}
