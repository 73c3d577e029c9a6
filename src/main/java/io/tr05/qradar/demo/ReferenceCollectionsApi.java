package io.tr05.qradar.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tr05.qradar.demo.ReferenceSet.ElementType;
import io.tr05.qradar.demo.ReferenceSet.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The new operations, under {@code /api/reference_data_collections}: sets and entries by number,
 * bodies in JSON, a list of entries across all sets.
 */
final class ReferenceCollectionsApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SETS = "/api/reference_data_collections/sets";
    private static final String ENTRIES = "/api/reference_data_collections/set_entries";

    private static final int EXISTS = 10006;

    private record Member(ReferenceSet set, Entry entry) {

        Map<String, Object> describe() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("id", entry.id());
            body.put("collection_id", set.id());
            body.put("value", entry.value());
            body.put("source", entry.source());
            body.put("notes", entry.notes());
            body.put("first_seen", entry.firstSeen().toEpochMilli());
            body.put("last_seen", entry.lastSeen().toEpochMilli());
            return body;
        }
    }

    private final ReferenceSets sets;

    ReferenceCollectionsApi(ReferenceSets sets) {
        this.sets = sets;
    }

    void register(ApiRoutes routes) {
        routes.on("GET", SETS, (call, path) -> listSets(call))
                .on("POST", SETS, (call, path) -> createSet(call))
                .on("GET", SETS + "/*", (call, path) -> getSet(call, path.getFirst()))
                .on("GET", ENTRIES, (call, path) -> listEntries(call))
                .on("POST", ENTRIES, (call, path) -> addEntry(call))
                .on("GET", ENTRIES + "/*", (call, path) -> getEntry(call, path.getFirst()))
                .on("DELETE", ENTRIES + "/*", (call, path) -> deleteEntry(path.getFirst()));
    }

    private Answer listSets(Call call) {
        return Listing.answer(
                call, sets.all().stream().map(ReferenceCollectionsApi::describe).toList());
    }

    private Answer createSet(Call call) {
        var body = body(call);
        var name = text(body, "name");
        var type = ElementType.named(text(body, "entry_type"))
                .orElseThrow(() -> ApiFailure.of(422, 20005, "The entry_type is unknown."));
        var set = sets.createNew(name, type)
                .orElseThrow(() -> ApiFailure.of(409, EXISTS, "A set named " + name + " exists already."));
        return Answer.json(201, describe(set));
    }

    private Answer getSet(Call call, String id) {
        var set = sets.find(number(id)).orElseThrow(() -> ApiFailure.unknown("The set " + id));
        return Answer.json(200, Listing.select(call, describe(set)));
    }

    private Answer listEntries(Call call) {
        var type = call.parameter("entry_type").map(ReferenceCollectionsApi::entryType);
        var entries = members(set -> type.isEmpty() || set.type() == type.get());
        return Listing.answer(call, entries.stream().map(Member::describe).toList());
    }

    private Answer addEntry(Call call) {
        var body = body(call);
        var set = sets.find(body.path("collection_id").asLong(-1))
                .orElseThrow(() -> ApiFailure.of(422, 20004, "The collection_id is unknown."));
        var value = text(body, "value");
        if (!set.type().accepts(value)) {
            throw ApiFailure.of(422, 20006, "The value " + value + " is not of type " + set.type() + ".");
        }
        if (set.contains(value)) {
            throw ApiFailure.of(409, EXISTS, "The set " + set.name() + " contains " + value + " already.");
        }
        var source = body.path("source").asText("reference data api");
        var entry = sets.add(set, value, source, body.path("notes").asText(""));
        return Answer.json(201, new Member(set, entry).describe());
    }

    private Answer getEntry(Call call, String id) {
        return Answer.json(200, Listing.select(call, member(id).describe()));
    }

    private Answer deleteEntry(String id) {
        var member = member(id);
        sets.remove(member.set(), member.entry().value());
        return Answer.empty(204);
    }

    private Member member(String id) {
        long wanted = number(id);
        return members(set -> true).stream()
                .filter(member -> member.entry().id() == wanted)
                .findFirst()
                .orElseThrow(() -> ApiFailure.unknown("The entry " + id));
    }

    private List<Member> members(Predicate<ReferenceSet> in) {
        return sets.all().stream()
                .filter(in)
                .flatMap(set -> set.entries().values().stream().map(entry -> new Member(set, entry)))
                .toList();
    }

    private static ElementType entryType(String name) {
        return ElementType.named(name).orElseThrow(() -> ApiFailure.badParameter("The entry_type is unknown."));
    }

    private static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw ApiFailure.badParameter("The id is not a number: " + id);
        }
        return Long.parseLong(id);
    }

    private static JsonNode body(Call call) {
        try {
            var body = JSON.readTree(call.body());
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // as below
        }
        throw ApiFailure.badParameter("The body is not a JSON object.");
    }

    private static String text(JsonNode body, String field) {
        var value = body.path(field).asText("");
        if (value.isEmpty()) {
            throw ApiFailure.of(422, 20005, "The field " + field + " is missing.");
        }
        return value;
    }

    private static Map<String, Object> describe(ReferenceSet set) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", set.id());
        body.put("name", set.name());
        body.put("entry_type", set.type().name());
        body.put("namespace", "SHARED");
        body.put("number_of_entries", set.entries().size());
        body.put("creation_time", set.created().toEpochMilli());
        body.put("description", "");
        return body;
    }
}
