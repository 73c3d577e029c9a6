package io.tr05.qradar.qradar;

/**
 * A reference set of a console.
 *
 * @param name unique on its console; may hold spaces, slashes and any other character
 * @param elementType QRadar's name of the type of its elements, such as {@code IP}
 * @param elements how many elements it holds, at least 0
 */
public record ReferenceSet(String name, String elementType, long elements) {

    private static final String IGNORES_CASE = "ALNIC";

    /** Whether this set takes two values for the same element. */
    boolean isSame(String one, String other) {
        return elementType.equals(IGNORES_CASE) ? one.equalsIgnoreCase(other) : one.equals(other);
    }
}
