package io.tr05.qradar.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.tr05.qradar.wire.Observable;
import io.tr05.qradar.wire.TriggerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Request bytes -> the contract's models. The models do not check themselves, so the contract's limits are enforced here;
 * a body is JSON whatever its Content-Type says.
 */
final class RequestReader {

    /** The most bytes of a request body: room for the most observables with values of usual length. */
    static final int MOST_BYTES = 4 << 20;

    /**
     * The most bytes of a request body that is too large, all the same read to its end: a caller that is still sending when
     * the connection closes sees a broken connection instead of the answer.
     */
    static final int MOST_BYTES_DISCARDED = 64 << 20;

    /** A body beyond this needs some of the room for large ones; most have some hundred bytes. */
    static final int MOST_BYTES_OF_A_SMALL_BODY = 64 << 10;

    private static final int LONGEST_TYPE = 64;
    private static final int LONGEST_VALUE = 8_192;
    private static final int LONGEST_NAME = 1_024;

    /** Of JSON's tokens an observable has six; some more, so that a list that is a little too long is counted. */
    private static final int MOST_TOKENS_OF_ONE = 10;

    private static final int MOST_TOKENS_OF_ANYTHING = 1_000;

    /** Of any text in a body; some more than a value may have, so that one that is a little too long is named. */
    private static final int LONGEST_TEXT = 8 * LONGEST_VALUE;

    private final int mostObservables;
    private final ObjectMapper json;

    /**
     * A reader.
     *
     * @param mostObservables in one list, at least 1
     */
    RequestReader(int mostObservables) {
        this.mostObservables = mostObservables;
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxTokenCount((long) mostObservables * MOST_TOKENS_OF_ONE + MOST_TOKENS_OF_ANYTHING)
                                .maxStringLength(LONGEST_TEXT)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Told before more of a body is kept in memory than most bodies have. */
    @FunctionalInterface
    interface LargeBody {
        /**
         * Takes room for one.
         *
         * @param bytes how long it says it is, or may get; at most {@link #MOST_BYTES}
         * @throws TooManyCallsException if there is none
         */
        void begins(int bytes);
    }

    /**
     * A list of observables.
     *
     * @param largeBody told of one
     * @throws InvalidRequestException if the body is none
     * @throws TooManyCallsException if it is large, and there is no room for it
     * @throws PayloadTooLargeException if it is larger than the relay accepts
     * @throws CallerGoneException if the connection ends before it does
     * @throws HttpException if it is no body at all, by HTTP's own rules
     */
    List<Observable> observables(ServerRequest request, LargeBody largeBody) {
        JsonNode body = json(request, largeBody);
        if (!body.isArray()) {
            throw new InvalidRequestException(List.of("the body must be a JSON array of observables"));
        }
        if (body.size() > mostObservables) {
            throw new InvalidRequestException(List.of("the body has " + body.size() + " observables, more than the "
                    + mostObservables + " that are accepted at once"));
        }
        List<String> faults = new ArrayList<>();
        List<Observable> observables = new ArrayList<>(body.size());
        for (int index = 0; index < body.size(); index++) {
            observables.add(observable(body.get(index), "/" + index, faults));
        }
        refuse(faults);
        return observables;
    }

    private static Observable observable(JsonNode item, String pointer, List<String> faults) {
        if (!item.isObject()) {
            faults.add(pointer + ": must be an object with type and value");
            return new Observable();
        }
        item.fieldNames().forEachRemaining(name -> {
            if (!name.equals("type") && !name.equals("value")) {
                faults.add(pointer + "/" + escaped(name) + ": is not a field of an observable");
            }
        });
        return new Observable()
                .type(text(item, "type", LONGEST_TYPE, pointer, faults))
                .value(text(item, "value", LONGEST_VALUE, pointer, faults));
    }

    /**
     * An action to trigger; it may have more fields than are used.
     *
     * @param largeBody told of one
     * @throws InvalidRequestException if the body is none
     * @throws TooManyCallsException if it is large, and there is no room for it
     * @throws PayloadTooLargeException if it is larger than the relay accepts
     * @throws CallerGoneException if the connection ends before it does
     * @throws HttpException if it is no body at all, by HTTP's own rules
     */
    TriggerRequest trigger(ServerRequest request, LargeBody largeBody) {
        JsonNode body = json(request, largeBody);
        if (!body.isObject()) {
            throw new InvalidRequestException(List.of("the body must be a JSON object"));
        }
        List<String> faults = new ArrayList<>();
        TriggerRequest trigger = new TriggerRequest()
                .actionId(text(body, "action-id", LONGEST_NAME, "", faults))
                .observableType(text(body, "observable_type", LONGEST_TYPE, "", faults))
                .observableValue(text(body, "observable_value", LONGEST_VALUE, "", faults))
                .referenceSetName(text(body, "reference_set_name", LONGEST_NAME, "", faults));
        refuse(faults);
        return trigger;
    }

    private static String text(JsonNode object, String field, int longest, String pointer, List<String> faults) {
        JsonNode value = object.path(field);
        String fault = null;
        if (value.isMissingNode()) {
            fault = "is missing";
        } else if (!value.isTextual()) {
            fault = "must be a string";
        } else if (value.textValue().isBlank()) {
            fault = "must not be blank";
        } else if (value.textValue().length() > longest) {
            fault = "must not be longer than " + longest + " characters";
        }
        if (fault != null) {
            faults.add(pointer + "/" + field + ": " + fault);
            return "";
        }
        return value.textValue();
    }

    private JsonNode json(ServerRequest request, LargeBody largeBody) {
        byte[] bytes = bytes(request, largeBody);
        try {
            JsonNode body = bytes.length == 0 ? json.missingNode() : json.readTree(bytes);
            if (body.isMissingNode()) {
                throw new InvalidRequestException(List.of("the body is empty"));
            }
            return body;
        } catch (StreamConstraintsException tooMuch) {
            throw new InvalidRequestException(
                    List.of("the body has more, longer or deeper parts than a request can have" + place(tooMuch)));
        } catch (JsonProcessingException notJson) {
            throw new InvalidRequestException(List.of("the body is not valid JSON" + place(notJson)));
        } catch (IOException noText) { // Jackson's for what begins like UTF-32 and is none
            throw new InvalidRequestException(List.of("the body is not valid JSON"));
        }
    }

    private static String place(JsonProcessingException fault) {
        JsonLocation location = fault.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static byte[] bytes(ServerRequest request, LargeBody largeBody) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream body = request.content().inputStream()) {
            byte[] begin = body.readNBytes(MOST_BYTES_OF_A_SMALL_BODY);
            return begin.length < MOST_BYTES_OF_A_SMALL_BODY ? begin : large(begin, length(request), body, largeBody);
        } catch (DataReader.InsufficientDataAvailableException | IOException broken) {
            throw new CallerGoneException();
        } catch (RequestException malformed) {
            throw new HttpException("no body of chunks", malformed.status());
        } catch (NumberFormatException noSize) { // Helidon's for the size of a chunk
            throw new HttpException("no body of chunks", Status.BAD_REQUEST_400);
        }
    }

    /** A body in chunks does not say its length, and one that says more than is read gets no further than that. */
    private static int length(ServerRequest request) {
        return (int) Math.min(request.headers().contentLength().orElse(MOST_BYTES), MOST_BYTES);
    }

    /** A body that is refused is all the same read, and forgotten: its caller may look at the answer only then. */
    private static byte[] large(byte[] begin, int length, InputStream body, LargeBody largeBody) throws IOException {
        try {
            largeBody.begins(length);
        } catch (TooManyCallsException refused) {
            body.transferTo(OutputStream.nullOutputStream());
            throw refused;
        }
        byte[] rest = body.readNBytes(MOST_BYTES + 1 - begin.length);
        if (begin.length + rest.length > MOST_BYTES) {
            body.transferTo(OutputStream.nullOutputStream());
            throw new PayloadTooLargeException();
        }
        byte[] whole = Arrays.copyOf(begin, begin.length + rest.length);
        System.arraycopy(rest, 0, whole, begin.length, rest.length);
        return whole;
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
    }

    /** A name as part of a JSON Pointer (RFC 6901), cut where somebody sent a very long one. */
    private static String escaped(String name) {
        String part = name.replace("~", "~0").replace("/", "~1");
        return part.length() <= LONGEST_TYPE ? part : part.substring(0, LONGEST_TYPE) + "…";
    }
}
