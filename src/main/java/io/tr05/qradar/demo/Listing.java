package io.tr05.qradar.demo;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What callers may ask of any list: {@code filter}, {@code Range} and {@code fields}. */
final class Listing {

    private static final Pattern RANGE = Pattern.compile("items=(\\d{1,9})-(\\d{1,9})");

    private Listing() {}

    /** Part of a list, and the answer's Content-Range when the call has a Range. */
    record Page<T>(List<T> items, String contentRange) {

        Answer describe(Answer answer) {
            return contentRange.isEmpty() ? answer : answer.with("content-range", contentRange);
        }
    }

    /** The whole list, or the part that the call's Range names; both ends count. */
    static <T> Page<T> page(Call call, List<T> all) {
        var header = call.header("range");
        if (header.isEmpty()) {
            return new Page<>(all, "");
        }
        var range = RANGE.matcher(header.get().strip());
        if (!range.matches()) {
            throw ApiFailure.badParameter("The Range header cannot be parsed: " + header.get());
        }
        int from = Integer.parseInt(range.group(1));
        int to = Math.min(Integer.parseInt(range.group(2)) + 1, all.size());
        if (from >= to) {
            return new Page<>(List.of(), "items */" + all.size());
        }
        return new Page<>(all.subList(from, to), "items " + from + "-" + (to - 1) + "/" + all.size());
    }

    /** Those that the call's filter lets through. */
    static <T extends Map<String, ?>> List<T> filter(Call call, List<T> all) {
        var filter = call.parameter("filter");
        if (filter.isEmpty()) {
            return all;
        }
        return all.stream().filter(ApiFilter.parse(filter.get())).toList();
    }

    /** The object, or each of a list, with the fields alone that the call asks for. */
    static Object select(Call call, Object from) {
        return call.parameter("fields")
                .map(fields -> FieldList.select(fields, from))
                .orElse(from);
    }

    /** Filter, range and fields, in this order. */
    static Answer answer(Call call, List<? extends Map<String, ?>> all) {
        var page = page(call, filter(call, all));
        return page.describe(Answer.json(200, select(call, page.items())));
    }
}
