package io.tr05.qradar.config;

import java.util.List;

/**
 * One kind of observable: what its values look like, and where a console holds them. Columns are named here as consoles
 * usually name them; which of them there are is for each console to say.
 *
 * @param name CTIM's, in lower case
 * @param title how links and actions call it
 * @param form of its values
 * @param digits of a {@link ValueForm#HASH}, else 0
 * @param ignoresCase whether the console's values are compared without regard to case
 * @param columns that hold it in the console's own form
 * @param textColumns that hold it as text, in any of its usual forms
 * @param columnTypes each column of one of these {@code object_value_type}s holds it too
 * @param linkColumns what a link into the console searches
 * @param elementTypes QRadar's types of the reference sets that may hold it, the one for a new set first
 */
public record ObservableType(
        String name,
        String title,
        ValueForm form,
        int digits,
        boolean ignoresCase,
        List<String> columns,
        List<String> textColumns,
        List<String> columnTypes,
        List<String> linkColumns,
        List<String> elementTypes) {

    /** Keeps copies that nobody can change. */
    public ObservableType {
        columns = List.copyOf(columns);
        textColumns = List.copyOf(textColumns);
        columnTypes = List.copyOf(columnTypes);
        linkColumns = List.copyOf(linkColumns);
        elementTypes = List.copyOf(elementTypes);
    }
}
