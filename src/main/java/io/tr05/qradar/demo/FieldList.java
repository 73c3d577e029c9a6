package io.tr05.qradar.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The {@code fields} parameter: {@code name,columns(name,argument_type)}. */
final class FieldList {

    private static final Pattern FORM = Pattern.compile("[\\w, ()]+");

    private record Field(String name, List<Field> inner) {}

    private final String text;
    private int at;

    private FieldList(String text) {
        this.text = text;
    }

    /** The same object, or list of objects, with these fields alone. */
    static Object select(String fields, Object from) {
        var list = new FieldList(fields.replace(" ", ""));
        if (!FORM.matcher(fields).matches()) {
            throw list.bad();
        }
        var wanted = list.names();
        if (list.at < list.text.length()) {
            throw list.bad();
        }
        return select(wanted, from);
    }

    private static Object select(List<Field> wanted, Object from) {
        if (from instanceof List<?> list) {
            return list.stream().map(element -> select(wanted, element)).toList();
        }
        if (!(from instanceof Map<?, ?> object)) {
            return from;
        }
        Map<String, Object> selected = new LinkedHashMap<>();
        for (var field : wanted) {
            var value = object.get(field.name());
            if (value != null) {
                selected.put(field.name(), field.inner().isEmpty() ? value : select(field.inner(), value));
            }
        }
        return selected;
    }

    private List<Field> names() {
        var names = new ArrayList<Field>();
        do {
            names.add(new Field(name(), take('(') ? inner() : List.of()));
        } while (take(','));
        return names;
    }

    private List<Field> inner() {
        var names = names();
        if (!take(')')) {
            throw bad();
        }
        return names;
    }

    private String name() {
        int start = at;
        while (at < text.length() && "(),".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (start == at) {
            throw bad();
        }
        return text.substring(start, at);
    }

    private boolean take(char c) {
        boolean found = at < text.length() && text.charAt(at) == c;
        if (found) {
            at++;
        }
        return found;
    }

    private ApiFailure bad() {
        return ApiFailure.badParameter("The fields cannot be parsed: " + text);
    }
}
