package io.tr05.qradar.demo;

import io.tr05.qradar.demo.ReferenceSet.ElementType;
import io.tr05.qradar.demo.ReferenceSet.Entry;
import java.util.LinkedHashMap;
import java.util.Map;

/** The old operations, under {@code /api/reference_data/sets}: sets by name, elements by value. */
final class ReferenceDataApi {

    private final ReferenceSets sets;

    ReferenceDataApi(ReferenceSets sets) {
        this.sets = sets;
    }

    void register(ApiRoutes routes) {
        routes.on("GET", "/api/reference_data/sets", (call, path) -> list(call))
                .on("POST", "/api/reference_data/sets", (call, path) -> create(call))
                .on("GET", "/api/reference_data/sets/*", (call, path) -> get(call, path.getFirst()))
                .on("POST", "/api/reference_data/sets/*", (call, path) -> add(call, path.getFirst()))
                .on("DELETE", "/api/reference_data/sets/*/*", (call, path) -> remove(call, path.get(0), path.get(1)));
    }

    private Answer list(Call call) {
        return Listing.answer(
                call, sets.all().stream().map(ReferenceDataApi::describe).toList());
    }

    private Answer create(Call call) {
        var name = required(call, "name");
        var type = ElementType.named(required(call, "element_type"))
                .filter(known -> known != ElementType.CIDR)
                .orElseThrow(() -> ApiFailure.badParameter("The element_type is unknown."));
        var set = sets.createNew(name, type)
                .orElseThrow(() -> ApiFailure.of(409, 1004, "The reference set " + name + " exists already."));
        return Answer.json(201, Listing.select(call, describe(set)));
    }

    private Answer get(Call call, String name) {
        var set = find(name);
        var data = Listing.page(
                call,
                Listing.filter(
                        call,
                        set.entries().values().stream()
                                .map(ReferenceDataApi::describe)
                                .toList()));
        var body = describe(set);
        if (!data.items().isEmpty()) {
            body.put("data", data.items());
        }
        return data.describe(Answer.json(200, Listing.select(call, body)));
    }

    private Answer add(Call call, String name) {
        var set = find(name);
        var value = required(call, "value");
        checkType(set, value);
        sets.add(set, value, call.parameter("source").orElse("reference data api"), "");
        return Answer.json(200, Listing.select(call, describe(find(name))));
    }

    private Answer remove(Call call, String name, String value) {
        var set = find(name);
        checkType(set, value);
        if (!sets.remove(set, value)) {
            throw ApiFailure.notThere("The reference set " + name + " does not contain " + value + ".");
        }
        return Answer.json(200, Listing.select(call, describe(find(name))));
    }

    private ReferenceSet find(String name) {
        return sets.find(name).orElseThrow(() -> ApiFailure.unknown("The reference set " + name));
    }

    private static void checkType(ReferenceSet set, String value) {
        if (!set.type().accepts(value)) {
            throw ApiFailure.badParameter("The value " + value + " is not of type " + set.type() + ".");
        }
    }

    private static String required(Call call, String name) {
        return call.parameter(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> ApiFailure.badParameter("The parameter " + name + " is missing."));
    }

    private static Map<String, Object> describe(ReferenceSet set) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("collection_id", set.id());
        body.put("name", set.name());
        body.put("element_type", set.type().name());
        body.put("number_of_elements", set.entries().size());
        body.put("creation_time", set.created().toEpochMilli());
        body.put("timeout_type", "FIRST_SEEN");
        body.put("namespace", "SHARED");
        return body;
    }

    private static Map<String, Object> describe(Entry entry) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("value", entry.value(), "source", entry.source()));
        body.put("first_seen", entry.firstSeen().toEpochMilli());
        body.put("last_seen", entry.lastSeen().toEpochMilli());
        return body;
    }
}
