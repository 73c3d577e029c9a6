package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers of a console of any bytes: read, or refused by the one kind of failure. */
class ConsoleAnswerFuzzTest {

    private static final int LONGEST_MESSAGE = 1_001;

    /** A byte for the status, 400 and more, and the body. */
    @FuzzTest(maxDuration = "10m")
    void anyErrorIsAFailureWithAtMostOneLine(byte[] statusAndBody) {
        int status = statusAndBody.length == 0 ? 404 : 400 + (statusAndBody[0] & 0xff);
        byte[] body = Arrays.copyOfRange(statusAndBody, Math.min(1, statusAndBody.length), statusAndBody.length);

        QRadarException failure = QRadarErrorDecoder.decode(status, body, Role.LOG_ACTIVITY, UnaryOperator.identity());

        if (failure instanceof QRadarException.Refused refused) {
            assertThat(refused.status()).isEqualTo(status);
            refused.consoleMessage().ifPresent(ConsoleAnswerFuzzTest::assertIsALine);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void anAnswerToANewSearchIsOneOrUnreadable(byte[] answer) {
        NewSearchReader reader = new NewSearchReader();
        try {
            SearchState created = reader.read(new ByteArrayInputStream(answer));

            assertThat(reader.id()).isPresent();
            assertThat(created.id()).isNotEmpty();
            QRadarErrorDecoder.message(created.reason(), UnaryOperator.identity())
                    .ifPresent(ConsoleAnswerFuzzTest::assertIsALine);
            assertThat(created.untilComplete(Duration.ofSeconds(10)))
                    .isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
            assertThat(ArielSearch.searchPath(created.id())).matches("/ariel/searches/[A-Za-z0-9._~%-]+");
        } catch (IOException | QRadarException unreadable) {
            assertThat(unreadable).isNotInstanceOf(QRadarException.SearchStillRunning.class);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aListOfColumnsIsOneOrUnreadable(byte[] answer) {
        Optional<ConsoleColumns> columns = tree(answer).flatMap(json -> {
            try {
                return Optional.of(ConsoleColumns.of(json));
            } catch (QRadarException.UnreadableAnswer unreadable) {
                return Optional.empty();
            }
        });
        columns.ifPresent(list -> assertThat(list.ofType("Host"))
                .allSatisfy(column -> assertThat(Aql.identifier(column)).isNotBlank()));
    }

    @FuzzTest(maxDuration = "10m")
    void aListOfVersionsIsOneOrUnreadable(byte[] answer) {
        tree(answer).ifPresent(json -> {
            try {
                ConsoleVersions versions = ConsoleVersions.of(json, "26.0");
                assertThat(versions.spoken()).matches("[0-9]{1,4}\\.[0-9]{1,4}");
            } catch (QRadarException.UnreadableAnswer unreadable) {
                assertThat(ApiVersions.of(json).versions()).isEmpty();
            }
        });
    }

    @FuzzTest(maxDuration = "10m")
    void anItemOfTheListOfSetsIsASetOrUnreadable(byte[] answer) {
        tree(answer).ifPresent(json -> {
            try {
                ReferenceSet set = ReferenceCollections.set(json);
                String query = SetFilter.isOneOf("name", List.of(set.name()));
                assertThat(query).startsWith("name = \"").endsWith("\"");
            } catch (QRadarException.UnreadableAnswer unreadable) {
                assertThat(json.path("id").isIntegralNumber()
                                && json.path("id").canConvertToLong()
                                && json.path("name").isTextual())
                        .isFalse();
            }
        });
    }

    private static Optional<JsonNode> tree(byte[] answer) {
        try {
            JsonNode tree = QRadarClient.JSON.readTree(answer);
            return tree == null || tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static void assertIsALine(String message) {
        assertThat(message).isNotBlank();
        assertThat(message.length()).isLessThanOrEqualTo(LONGEST_MESSAGE);
        assertThat(message.chars()).noneMatch(Character::isISOControl);
    }
}
