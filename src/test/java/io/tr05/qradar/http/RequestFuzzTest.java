package io.tr05.qradar.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.media.ReadableEntity;
import io.helidon.webserver.http.ServerRequest;
import io.tr05.qradar.relay.RelayError;
import io.tr05.qradar.wire.Observable;
import io.tr05.qradar.wire.TriggerRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Bodies of any bytes: read within the contract's limits, or refused in words that can be sent. */
class RequestFuzzTest {

    private static final int MOST_OBSERVABLES = 50;

    private final RequestReader reader = new RequestReader(MOST_OBSERVABLES);

    @FuzzTest(maxDuration = "10m")
    void aBodyIsAListOfObservablesOrRefused(byte[] body) {
        List<Observable> observables =
                read(request -> reader.observables(request, length -> {}), body).orElse(List.of());

        assertThat(observables.size()).isLessThanOrEqualTo(MOST_OBSERVABLES);
        for (Observable observable : observables) {
            assertWithin(64, observable.getType());
            assertWithin(8_192, observable.getValue());
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aBodyIsAnActionToTriggerOrRefused(byte[] body) {
        Optional<TriggerRequest> trigger = read(request -> reader.trigger(request, length -> {}), body);

        trigger.ifPresent(action -> {
            assertWithin(1_024, action.getActionId());
            assertWithin(64, action.getObservableType());
            assertWithin(8_192, action.getObservableValue());
            assertWithin(1_024, action.getReferenceSetName());
        });
    }

    private static void assertWithin(int longest, String text) {
        assertThat(text.length()).isBetween(1, longest);
        assertThat(text.isBlank()).isFalse();
    }

    private static <T> Optional<T> read(Function<ServerRequest, T> reading, byte[] body) {
        try {
            return Optional.of(reading.apply(request(body)));
        } catch (InvalidRequestException refused) {
            assertThat(refused.wording()).startsWith("Invalid JSON payload received. ");
            assertIsUtf8(EnvelopeWriter.bytes(EnvelopeWriter.observeError(
                    RelayError.fatal(RelayError.Code.INVALID_ARGUMENT, refused.wording()))));
            return Optional.empty();
        }
    }

    private static void assertIsUtf8(byte[] answer) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer));
        } catch (CharacterCodingException broken) {
            throw new AssertionError("an answer that is no UTF-8", broken);
        }
    }

    /** A request that is nothing but its body. */
    private static ServerRequest request(byte[] body) {
        ReadableEntity entity = only(ReadableEntity.class, name -> switch (name) {
            case "hasEntity" -> body.length > 0;
            case "inputStream" -> new ByteArrayInputStream(body);
            default -> throw new UnsupportedOperationException(name);
        });
        return only(ServerRequest.class, name -> switch (name) {
            case "content" -> entity;
            case "headers" -> ServerRequestHeaders.create();
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static <T> T only(Class<T> type, Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.apply(method.getName())));
    }
}
