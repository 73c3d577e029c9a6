package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tr05.qradar.qradar.QRadarException.ConsoleFailed;
import io.tr05.qradar.qradar.QRadarException.LoginRejected;
import io.tr05.qradar.qradar.QRadarException.Refused;
import io.tr05.qradar.qradar.QRadarException.RoleMissing;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QRadarErrorDecoderTest {

    private static final String ERROR_OBJECT =
            """
            {"http_response":{"code":404,"message":"We could not find the resource you requested."},\
            "code":1002,"description":"","details":{},"message":"No such reference set"}""";

    @Test
    void takes401ForARejectedLogin() {
        assertThat(decode(401, ERROR_OBJECT)).isInstanceOf(LoginRejected.class);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void takes403ForTheRoleThatTheCallNeeds(Role role) {
        QRadarException failure = QRadarErrorDecoder.decode(403, bytes(ERROR_OBJECT), role, UnaryOperator.identity());

        assertThat(((RoleMissing) failure).role()).isEqualTo(role);
    }

    @Test
    void takes500ForTheConsolesOwnFailure() {
        assertThat(decode(500, ERROR_OBJECT)).isInstanceOf(ConsoleFailed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 404, 405, 409, 410, 422, 429, 501, 502, 503, 504})
    void takesEachOtherStatusForARefusalInTheConsolesWords(int status) {
        Refused refused = refused(status, ERROR_OBJECT);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(1002);
        assertThat(refused.consoleMessage()).hasValue("No such reference set");
    }

    @Nested
    class HasNoWordsOfTheConsole {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "<html><body>Bad gateway 192.0.2.1</body></html>",
                    "{",
                    "{\"message\":\"cut",
                    "null",
                    "7",
                    "\"message\"",
                    "[]",
                    "[{\"message\":\"in a list\"}]",
                    "{}",
                    "{\"error\":\"other\"}",
                    "{\"message\":null}",
                    "{\"message\":7}",
                    "{\"message\":{\"text\":\"x\"}}",
                    "{\"message\":\"\"}",
                    "{\"message\":\" \\n \"}",
                    "{\"http_response\":{\"message\":\"only here\"}}",
                })
        void whereTheBodyIsNoErrorObject(String body) {
            assertThat(refused(503, body).consoleMessage()).isEmpty();
        }

        @Test
        void whereTheBodyIsNoText() {
            QRadarException failure = QRadarErrorDecoder.decode(
                    502, new byte[] {(byte) 0xff, 0, 1, 2}, Role.ANY, UnaryOperator.identity());

            assertThat(((Refused) failure).consoleMessage()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"message\":\"x\"}, 0",
                "{\"code\":\"abc\"}, 0",
                "{\"code\":null}, 0",
                "{\"code\":\"1003\"}, 1003"
            })
    void isWithoutACodeWhereTheBodyHasNone(String body, int code) {
        assertThat(refused(404, body).code()).isEqualTo(code);
    }

    @Test
    void putsAMessageOfSeveralLinesOnOne() {
        assertThat(refused(422, "{\"message\":\"\\tAQL error:\\r\\n line 1\\u0000 \"}")
                        .consoleMessage())
                .hasValue("AQL error:  line 1");
    }

    @Test
    void cutsALongMessageAndMarksIt() {
        assertThat(message("x".repeat(1000))).isEqualTo("x".repeat(1000));
        assertThat(message("x".repeat(1001))).isEqualTo("x".repeat(1000) + "…");
    }

    @Test
    void neverCutsAMessageThroughACharacter() {
        assertThat(message("x".repeat(999) + "🦊🦊")).isEqualTo("x".repeat(999) + "…");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500, 502})
    void neverSaysInTheLogWhatTheBodySaid(int status) {
        assertThat(decode(status, "{\"code\":1002,\"message\":\"secret of alice\"}")
                        .getMessage())
                .doesNotContain("alice");
    }

    private static String message(String text) {
        return QRadarErrorDecoder.message(
                        JsonNodeFactory.instance.objectNode().put("message", text), UnaryOperator.identity())
                .orElseThrow();
    }

    private static Refused refused(int status, String body) {
        return (Refused) decode(status, body);
    }

    private static QRadarException decode(int status, String body) {
        return QRadarErrorDecoder.decode(status, bytes(body), Role.ANY, UnaryOperator.identity());
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
