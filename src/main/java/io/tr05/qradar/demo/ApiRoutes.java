package io.tr05.qradar.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Which handler answers which method and path. A template's {@code *} stands for one segment; the
 * handler gets these, decoded twice as QRadar does.
 */
final class ApiRoutes {

    private static final Pattern SLASH = Pattern.compile("/");
    private static final Pattern ENCODED_SLASH = Pattern.compile("%2f|%5c", Pattern.CASE_INSENSITIVE);

    private record Route(String method, List<String> template, BiFunction<Call, List<String>, Answer> handler) {}

    private final List<Route> routes = new ArrayList<>();

    ApiRoutes on(String method, String template, BiFunction<Call, List<String>, Answer> handler) {
        routes.add(new Route(method, segments(template), handler));
        return this;
    }

    Answer answer(Call call) {
        if (ENCODED_SLASH.matcher(call.path()).find()) {
            // the servlet container in front of the API refuses it: such names are encoded twice
            return new Answer(400, Map.of("content-type", "text/html"), "<h1>HTTP Status 400</h1>");
        }
        var path = segments(call.path());
        var onPath = routes.stream()
                .filter(route -> variables(route.template(), path).isPresent())
                .toList();
        if (onPath.isEmpty()) {
            throw ApiFailure.of(404, 8, "No resource at " + call.path());
        }
        return onPath.stream()
                .filter(route -> route.method().equals(call.method()))
                .findFirst()
                .orElseThrow(() -> ApiFailure.of(405, 9, "Method not allowed"))
                .handler()
                .apply(
                        call,
                        decoded(variables(onPath.getFirst().template(), path).orElseThrow()));
    }

    private static List<String> segments(String path) {
        return SLASH.splitAsStream(path).filter(segment -> !segment.isEmpty()).toList();
    }

    private static Optional<List<String>> variables(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return Optional.empty();
        }
        var found = new ArrayList<String>();
        for (int i = 0; i < path.size(); i++) {
            if (template.get(i).equals("*")) {
                found.add(path.get(i));
            } else if (!template.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static List<String> decoded(List<String> segments) {
        try {
            return segments.stream()
                    .map(FormText::decodeSegment)
                    .map(FormText::decodeSegment)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ApiFailure.of(400, 10, "A path segment is not encoded twice");
        }
    }
}
