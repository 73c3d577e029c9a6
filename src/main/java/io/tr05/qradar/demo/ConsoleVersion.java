package io.tr05.qradar.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of the API that the console speaks, and what it says about itself. */
final class ConsoleVersion {

    private static final double REFERENCE_SETS_DEPRECATED = 18.0;

    private final SimulatorSettings settings;

    ConsoleVersion(SimulatorSettings settings) {
        this.settings = settings;
    }

    void register(ApiRoutes routes) {
        routes.on("GET", "/api/help/versions", (call, path) -> Listing.answer(call, versions()))
                .on("GET", "/api/system/about", (call, path) -> Answer.json(200, Listing.select(call, about())));
    }

    /** The refusal of a call for a version that is gone, or no version. */
    Optional<Answer> refuse(Call call) {
        var wanted = call.header("version");
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (!wanted.get().matches("\\d{1,3}\\.\\d{1,3}")) {
            return Optional.of(Answer.error(422, 37, "The version is not a number: " + wanted.get()));
        }
        return Double.parseDouble(wanted.get()) < settings.oldestVersion()
                ? Optional.of(Answer.error(
                        settings.removedVersionStatus(), 38, "Version " + wanted.get() + " has been removed."))
                : Optional.empty();
    }

    /** Marks answers of the old reference data API, which newer versions deprecate. */
    Answer markDeprecated(Call call, Answer answer) {
        double wanted = call.header("version").map(Double::parseDouble).orElse(settings.newestVersion());
        boolean deprecated = Math.min(wanted, settings.newestVersion()) >= REFERENCE_SETS_DEPRECATED
                && call.path().startsWith("/api/reference_data/");
        return deprecated ? answer.with("deprecated", "true") : answer;
    }

    private List<Map<String, Object>> versions() {
        var all = new ArrayList<Map<String, Object>>();
        for (double version = settings.oldestVersion(); version <= settings.newestVersion(); version++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", all.size() + 1);
            one.put("version", Double.toString(version));
            one.put("deprecated", version < settings.newestVersion() - 4);
            one.put("removed", false);
            one.put("root_resource_ids", List.of());
            all.add(one);
        }
        return all;
    }

    private static Map<String, Object> about() {
        return Map.of(
                "build_version", "2021.6.12.20250509154206",
                "external_version", "7.5.0",
                "fips_enabled", false,
                "release_name", "7.5.0 UpdatePackage 12");
    }
}
