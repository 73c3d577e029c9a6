package io.tr05.qradar.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.ApiOperation;
import com.atlassian.oai.validator.model.Body;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.Response;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.whitelist.ValidationErrorsWhitelist;
import io.tr05.qradar.demo.RecordedCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * IBM's description of the API, {@code qradar-api-26.yaml}, held against what was sent and answered.
 * Its known gaps are listed here one by one, each as narrow as it can be; see {@link #gaps()}.
 */
public final class QRadarContract {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SEARCHES = "/ariel/searches";
    private static final String VALIDATOR_OF_AQL = "/ariel/validators/aql";
    private static final String OLD_SETS = "/reference_data/sets";
    private static final String NEW_SETS = "/reference_data_collections/";
    private static final Set<String> NEW_SET_FIELDS = Set.of("name", "entry_type", "description", "namespace");
    private static final Set<String> NEW_ENTRY_FIELDS = Set.of("collection_id", "value", "source", "notes");
    private static final Set<String> OLD_SET_FIELDS = Set.of("name", "element_type", "value", "source");

    /** Any operation may give these, and the description lists them nowhere. */
    private static final Set<Integer> STATUSES_OF_ALL = Set.of(400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503);

    private static final OpenApiInteractionValidator VALIDATOR = OpenApiInteractionValidator.createFor(
                    "qradar-api-26.yaml")
            .withBasePathOverride("/api")
            .withLevelResolver(LevelResolver.create()
                    .withLevel("validation.request.parameter.query.unexpected", ValidationReport.Level.ERROR)
                    .build())
            .withWhitelist(gaps())
            .build();

    private QRadarContract() {}

    /**
     * Fails, with all violations, unless every call and every answer is as described. Calls that got no
     * answer count as calls alone.
     */
    public static void check(Collection<RecordedCall> calls) {
        failOn(calls.stream().flatMap(call -> Stream.concat(ofRequest(call), ofAnswer(call))));
    }

    /** As {@link #check}, for tests in which the console's answers are wrong on purpose. */
    public static void checkRequests(Collection<RecordedCall> calls) {
        failOn(calls.stream().flatMap(QRadarContract::ofRequest));
    }

    /** What is wrong with a call and its answer; empty when nothing is. */
    public static List<String> violations(RecordedCall call) {
        return Stream.concat(ofRequest(call), ofAnswer(call)).toList();
    }

    private static void failOn(Stream<String> violations) {
        var all = violations.toList();
        if (!all.isEmpty()) {
            throw new AssertionError("Not as qradar-api-26.yaml says:\n  " + String.join("\n  ", all));
        }
    }

    private static Stream<String> ofRequest(RecordedCall call) {
        return texts("call", call, VALIDATOR.validateRequest(request(call)));
    }

    private static Stream<String> ofAnswer(RecordedCall call) {
        return call.status() == 0
                ? Stream.empty()
                : texts(
                        "answer " + call.status(),
                        call,
                        VALIDATOR.validateResponse(call.path(), method(call), response(call)));
    }

    private static Stream<String> texts(String what, RecordedCall call, ValidationReport report) {
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(message -> call.line() + ": " + what + ": " + message.getKey() + ": " + message.getMessage());
    }

    private static Request request(RecordedCall call) {
        var builder = new SimpleRequest.Builder(method(call), call.path());
        call.headers().forEach((name, value) -> builder.withHeader(name, value));
        call.queryParameters().forEach((name, value) -> builder.withQueryParam(name, value));
        return call.body().isEmpty()
                ? builder.build()
                : builder.withBody(call.body()).build();
    }

    private static Response response(RecordedCall call) {
        var builder = new SimpleResponse.Builder(call.status());
        call.answerHeaders().forEach((name, value) -> builder.withHeader(name, value));
        return call.answer().isEmpty()
                ? builder.build()
                : builder.withBody(call.answer()).build();
    }

    private static Request.Method method(RecordedCall call) {
        return Request.Method.valueOf(call.method());
    }

    /** Where IBM's description, or our copy, is known to say less than the console does. */
    private static ValidationErrorsWhitelist gaps() {
        return ValidationErrorsWhitelist.create()
                .withRule("a query may be a form field", QRadarContract::isQueryInForm)
                .withRule("set parameters may be form fields too", QRadarContract::isSetParameterInForm)
                .withRule("bodies of the new sets API are not wrapped", QRadarContract::isNewSetsField)
                .withRule("statuses that any operation may give", QRadarContract::isCommonStatus)
                .withRule("bodies of errors are not described", QRadarContract::isErrorBody)
                .withRule("what the new sets API answers is not described", QRadarContract::isNewSetsSuccess)
                .withRule("a deletion or an unfinished search tells about the search", QRadarContract::isSearchTold)
                .withRule("a search says whether it is completed", QRadarContract::isCompleted)
                .withRule("rows have the columns of the query", QRadarContract::isRow);
    }

    private static boolean isQueryInForm(
            ValidationReport.Message message,
            @Nullable ApiOperation operation,
            @Nullable Request request,
            @Nullable Response response) {
        return request != null
                && Set.of("validation.request.body.unexpected", "validation.request.parameter.query.missing")
                        .contains(message.getKey())
                && isForm(request, Set.of("query_expression"))
                && isAt(operation, Set.of(SEARCHES, VALIDATOR_OF_AQL));
    }

    private static boolean isSetParameterInForm(
            ValidationReport.Message message,
            @Nullable ApiOperation operation,
            @Nullable Request request,
            @Nullable Response response) {
        return request != null
                && message.getKey().equals("validation.request.body.unexpected")
                && isForm(request, OLD_SET_FIELDS)
                && isAt(operation, Set.of(OLD_SETS, OLD_SETS + "/{name}"));
    }

    private static boolean isNewSetsField(
            ValidationReport.Message message,
            @Nullable ApiOperation operation,
            @Nullable Request request,
            @Nullable Response response) {
        return request != null
                && message.getKey().equals("validation.request.body.schema.additionalProperties")
                && ((isAt(operation, Set.of(NEW_SETS + "sets")) && tells(message, NEW_SET_FIELDS))
                        || (isAt(operation, Set.of(NEW_SETS + "set_entries")) && tells(message, NEW_ENTRY_FIELDS)));
    }

    private static boolean tells(ValidationReport.Message message, Set<String> fields) {
        return fields.stream().anyMatch(field -> message.getMessage().contains("property '" + field + "' "));
    }

    private static boolean isCommonStatus(
            ValidationReport.Message message,
            @Nullable ApiOperation operation,
            @Nullable Request request,
            @Nullable Response response) {
        return response != null
                && message.getKey().equals("validation.response.status.unknown")
                && STATUSES_OF_ALL.contains(response.getStatus());
    }

    private static boolean isErrorBody(
            ValidationReport.Message message,
            @Nullable ApiOperation operation,
            @Nullable Request request,
            @Nullable Response response) {
        return response != null
                && message.getKey().equals("validation.response.body.unexpected")
                && response.getStatus() >= 400;
    }

    private static boolean isNewSetsSuccess(
            ValidationReport.Message message,
            @Nullable ApiOperation operation,
            @Nullable Request request,
            @Nullable Response response) {
        return response != null
                && operation != null
                && Set.of("validation.response.status.unknown", "validation.response.body.unexpected")
                        .contains(message.getKey())
                && Set.of(200, 201, 204).contains(response.getStatus())
                && operation.getApiPath().normalised().contains(NEW_SETS);
    }

    private static boolean isSearchTold(
            ValidationReport.Message message,
            @Nullable ApiOperation operation,
            @Nullable Request request,
            @Nullable Response response) {
        return response != null
                && message.getKey().equals("validation.response.body.unexpected")
                && Set.of(202, 206).contains(response.getStatus())
                && isAt(operation, Set.of(SEARCHES + "/{search_id}"));
    }

    private static boolean isCompleted(
            ValidationReport.Message message,
            @Nullable ApiOperation operation,
            @Nullable Request request,
            @Nullable Response response) {
        return response != null
                && message.getKey().equals("validation.response.body.schema.additionalProperties")
                && tells(message, Set.of("completed"))
                && isAt(operation, Set.of(SEARCHES, SEARCHES + "/{search_id}"));
    }

    private static boolean isRow(
            ValidationReport.Message message,
            @Nullable ApiOperation operation,
            @Nullable Request request,
            @Nullable Response response) {
        return response != null
                && message.getKey().equals("validation.response.body.schema.additionalProperties")
                && isAt(operation, Set.of(SEARCHES + "/{search_id}/results"));
    }

    private static boolean isForm(Request request, Set<String> allowed) {
        var type = request.getContentType().orElse("");
        return type.startsWith(FORM)
                && request.getRequestBody()
                        .map(QRadarContract::text)
                        .filter(body -> allowed.containsAll(Stream.of(body.split("&", -1))
                                .map(pair -> pair.replaceFirst("=.*", ""))
                                .toList()))
                        .isPresent();
    }

    private static String text(Body body) {
        try {
            return body.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAt(@Nullable ApiOperation operation, Set<String> paths) {
        return operation != null && paths.contains(operation.getApiPath().original());
    }
}
