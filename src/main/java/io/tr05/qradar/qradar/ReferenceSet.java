package io.tr05.qradar.qradar;

/**
 * A reference set of a console.
 *
 * @param name unique on its console; may hold spaces, slashes and any other character
 * @param elements how many elements it holds, at least 0
 */
public record ReferenceSet(String name, long elements) {}
