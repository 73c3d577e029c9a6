package io.tr05.qradar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body that is large is told of before it is kept. */
@ServerTest
class LargeBodyTest {

    private static final int LARGEST = RequestReader.MOST_BYTES;
    private static final List<Integer> TOLD = new CopyOnWriteArrayList<>();

    private final Http1Client client;

    LargeBodyTest(Http1Client client) {
        this.client = client;
    }

    @SetUpRoute
    static void routes(HttpRouting.Builder routing) {
        RequestReader reader = new RequestReader(1000);
        routing.post("/told", (request, response) -> read(reader, TOLD::add, request, response));
        routing.post("/refused", (request, response) -> read(reader, LargeBodyTest::refuse, request, response));
    }

    private static void read(
            RequestReader reader, RequestReader.LargeBody room, ServerRequest request, ServerResponse response) {
        try {
            response.send(String.valueOf(reader.observables(request, room).size()));
        } catch (TooManyCallsException refused) {
            response.send("refused");
        } catch (PayloadTooLargeException tooLarge) {
            response.status(Status.REQUEST_ENTITY_TOO_LARGE_413).send();
        }
    }

    private static void refuse(int bytes) {
        throw new TooManyCallsException("no room for " + bytes);
    }

    @BeforeEach
    void nothingTold() {
        TOLD.clear();
    }

    private static byte[] body(int bytes) {
        return (" ".repeat(bytes - 2) + "[]").getBytes(StandardCharsets.US_ASCII);
    }

    private Http1ClientRequest to(String path) {
        return client.method(Method.POST).uri(path);
    }

    @Test
    void aSmallBodyNeedsNoRoom() {
        assertThat(to("/told").submit(body(65_535), String.class).entity()).isEqualTo("0");
        assertThat(TOLD).isEmpty();
    }

    @Test
    void aLargeBodyNeedsAsMuchAsItSaysThatItIs() {
        assertThat(to("/told").submit(body(100_000), String.class).entity()).isEqualTo("0");
        assertThat(TOLD).containsExactly(100_000);
    }

    @Test
    void aLargeBodyThatDoesNotSayHowLongItIsNeedsAllItMayGet() {
        try (var response = to("/told").outputStream(stream -> {
            stream.write(body(100_000));
            stream.close();
        })) {
            assertThat(response.as(String.class)).isEqualTo("0");
        }
        assertThat(TOLD).containsExactly(LARGEST);
    }

    @Test
    void aBodyThatIsTooLargeNeedsNoMoreThanTheLargest() {
        assertThat(to("/told").submit(body(LARGEST + 1), String.class).status())
                .isEqualTo(Status.REQUEST_ENTITY_TOO_LARGE_413);
        assertThat(TOLD).containsExactly(LARGEST);
    }

    @Test
    void aBodyWithoutRoomIsReadToItsEndAllTheSame() {
        try (var response =
                to("/refused").header(HeaderNames.CONNECTION, "keep-alive").submit(body(LARGEST))) {
            assertThat(response.as(String.class)).isEqualTo("refused");
        }
    }
}
