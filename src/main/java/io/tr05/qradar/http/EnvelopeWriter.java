package io.tr05.qradar.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import io.tr05.qradar.relay.Outcome;
import io.tr05.qradar.wire.HealthData;
import io.tr05.qradar.wire.HealthResponse;
import io.tr05.qradar.wire.ObserveData;
import io.tr05.qradar.wire.ObserveResponse;
import io.tr05.qradar.wire.ReferLink;
import io.tr05.qradar.wire.ReferResponse;
import io.tr05.qradar.wire.RelayError;
import io.tr05.qradar.wire.RespondResponse;
import io.tr05.qradar.wire.ResponseAction;
import io.tr05.qradar.wire.Sighting;
import io.tr05.qradar.wire.Sightings;
import io.tr05.qradar.wire.TriggerData;
import io.tr05.qradar.wire.TriggerResponse;
import io.tr05.qradar.wire.WatchdogResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a use case returned -> the envelope with {@code data} and {@code errors} (relay-protocol.md, section 1). With errors
 * and nothing found there is no {@code data}; a trigger always has its status.
 */
final class EnvelopeWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EnvelopeWriter() {}

    static HealthResponse health(Optional<io.tr05.qradar.relay.RelayError> error) {
        return error.map(EnvelopeWriter::healthError)
                .orElseGet(() -> new HealthResponse().data(new HealthData().status(HealthData.StatusEnum.OK)));
    }

    static HealthResponse healthError(io.tr05.qradar.relay.RelayError error) {
        return new HealthResponse().errors(List.of(wire(error)));
    }

    static ObserveResponse observe(Outcome<Sighting> outcome) {
        ObserveResponse response = new ObserveResponse().errors(errors(outcome));
        if (!outcome.found().isEmpty()) {
            Sightings sightings = new Sightings().count(outcome.found().size()).docs(outcome.found());
            return response.data(new ObserveData().sightings(sightings));
        }
        return outcome.errors().isEmpty() ? response.data(new ObserveData()) : response;
    }

    static ObserveResponse observeError(io.tr05.qradar.relay.RelayError error) {
        return new ObserveResponse().errors(List.of(wire(error)));
    }

    static ReferResponse refer(Outcome<ReferLink> outcome) {
        return new ReferResponse().data(listed(outcome)).errors(errors(outcome));
    }

    static ReferResponse referError(io.tr05.qradar.relay.RelayError error) {
        return new ReferResponse().errors(List.of(wire(error)));
    }

    static RespondResponse respond(Outcome<ResponseAction> outcome) {
        return new RespondResponse().data(listed(outcome)).errors(errors(outcome));
    }

    static RespondResponse respondError(io.tr05.qradar.relay.RelayError error) {
        return new RespondResponse().errors(List.of(wire(error)));
    }

    static TriggerResponse trigger(Optional<io.tr05.qradar.relay.RelayError> error) {
        return error.map(EnvelopeWriter::triggerError)
                .orElseGet(() -> new TriggerResponse().data(new TriggerData().status(TriggerData.StatusEnum.SUCCESS)));
    }

    static TriggerResponse triggerError(io.tr05.qradar.relay.RelayError error) {
        return new TriggerResponse()
                .data(new TriggerData().status(TriggerData.StatusEnum.FAILURE))
                .errors(List.of(wire(error)));
    }

    static WatchdogResponse watchdogError(io.tr05.qradar.relay.RelayError error) {
        return new WatchdogResponse().errors(List.of(wire(error)));
    }

    /** Absent, not empty, where there is nothing but errors. */
    private static <T> @Nullable List<T> listed(Outcome<T> outcome) {
        return outcome.found().isEmpty() && !outcome.errors().isEmpty() ? null : outcome.found();
    }

    private static @Nullable List<RelayError> errors(Outcome<?> outcome) {
        return outcome.errors().isEmpty()
                ? null
                : outcome.errors().stream().map(EnvelopeWriter::wire).toList();
    }

    private static RelayError wire(io.tr05.qradar.relay.RelayError error) {
        return new RelayError()
                .type(
                        switch (error.severity()) {
                            case FATAL -> RelayError.TypeEnum.FATAL;
                            case WARNING -> RelayError.TypeEnum.WARNING;
                        })
                .code(
                        switch (error.code()) {
                            case AUTHORIZATION_ERROR -> RelayError.CodeEnum.AUTHORIZATION_ERROR;
                            case INTERNAL_ERROR -> RelayError.CodeEnum.INTERNAL_ERROR;
                            case GATEWAY_TIMEOUT -> RelayError.CodeEnum.GATEWAY_TIMEOUT;
                            case INVALID_ARGUMENT -> RelayError.CodeEnum.INVALID_ARGUMENT;
                            case PERMISSION_DENIED -> RelayError.CodeEnum.PERMISSION_DENIED;
                            case HEALTH_CHECK_FAILED -> RelayError.CodeEnum.HEALTH_CHECK_FAILED;
                            case TOO_MANY_MESSAGES -> RelayError.CodeEnum.TOO_MANY_MESSAGES_WARNING;
                            case TOO_MANY_REQUESTS -> RelayError.CodeEnum.TOO_MANY_REQUESTS;
                            case UNKNOWN -> RelayError.CodeEnum.UNKNOWN;
                        })
                .message(error.message());
    }

    /** Writes a model as JSON; an answer holds what a SIEM knows, so nobody may keep it. */
    static void send(ServerResponse response, Object model) {
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(HeaderValues.X_CONTENT_TYPE_OPTIONS_NOSNIFF);
        response.contentLength(length(model));
        write(model, response.outputStream());
    }

    static byte[] bytes(Object model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(model, bytes);
        return bytes.toByteArray();
    }

    /** By writing it to nowhere: an answer can be so large that its bytes had better not be in memory at once. */
    private static long length(Object model) {
        CountingStream counted = new CountingStream();
        write(model, counted);
        return counted.count;
    }

    /** Jackson's own bytes are no UTF-8 where a text has half a character; these have a question mark. */
    private static void write(Object model, OutputStream stream) {
        try (Writer text = new OutputStreamWriter(stream, StandardCharsets.UTF_8)) {
            JSON.writeValue(text, model);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("a model of the contract can't be written", fault);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static final class CountingStream extends OutputStream {

        private long count;

        @Override
        public void write(int octet) {
            count++;
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            count += length;
        }
    }
}
