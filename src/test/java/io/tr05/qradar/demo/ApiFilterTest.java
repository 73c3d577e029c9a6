package io.tr05.qradar.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFilterTest {

    private static final Map<String, Object> OBJECT =
            Map.of("name", "Bob's \"set\" \\ 1", "id", 7, "value", "10.1.2.3", "type", "IP");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type = \"IP\"                           | true",
                "type=IP                                 | true",
                "type != \"IP\"                          | false",
                "type <> ALN                             | true",
                "value=\"10.1.2.3\"                      | true",
                "value=\"10.1.2.30\"                     | false",
                "name = \"Bob's \\\"set\\\" \\\\ 1\"        | true",
                "id = 7 and value = \"10.1.2.3\"         | true",
                "id = 8 or value = \"10.1.2.3\"          | true",
                "id = 8 and id = 7 or id = 7             | true",
                "id = 8 and (id = 7 or id = 7)           | false",
                "not id = 8                              | true",
                "id > 10                                 | false",
                "id >= 7 AND id <= 7 AND id < 10         | true",
                "value in (\"1.1.1.1\", \"10.1.2.3\")     | true",
                "value not in (\"1.1.1.1\")              | true",
                "value like \"10.%\"                     | true",
                "type ilike \"i_\"                       | true",
            })
    void decidesAboutAnObject(String filter, boolean expected) {
        assertThat(ApiFilter.parse(filter).test(OBJECT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id",
                "id =",
                "= 7",
                "id = 7 and",
                "id = \"open",
                "(id = 7",
                "id = 7)",
                "id in 7",
                "id in ()",
                "id is 7",
                "id = 7 id = 8",
                "\"id\" = 7",
                "id = 'IP'",
                "id ! 7"
            })
    void refusesWhatItCannotRead(String filter) {
        assertThatExceptionOfType(ApiFailure.class).as(filter).isThrownBy(() -> ApiFilter.parse(filter));
    }

    @Test
    void refusesUnknownFieldsAndDeepNesting() {
        var unknown = ApiFilter.parse("nosuch = 1");

        assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> unknown.test(OBJECT));
        assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> ApiFilter.parse("(".repeat(50_000)));
        assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> ApiFilter.parse("not ".repeat(50_000)));
    }

    @Test
    void takesLongLiterals() {
        var literal = "x".repeat(100_000);

        assertThat(ApiFilter.parse("name = \"" + literal + "\"").test(Map.of("name", literal)))
                .isTrue();
    }

    /** Whatever the text, it is a filter or refused; the seed is fixed. */
    @Test
    void noTextCausesAnyOtherFailure() {
        var words = List.of("id", "=", "in", "(", ")", "\"", "\\", "and", "or", "not", "1", ",", "!", "'", "é", "like");
        var random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(9); n > 0; n--) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
            }
            assertThatNoException().as(text.toString()).isThrownBy(() -> readOrRefuse(text.toString()));
        }
    }

    private static void readOrRefuse(String text) {
        try {
            ApiFilter.parse(text);
            FieldList.select(text, OBJECT);
        } catch (ApiFailure refused) {
            assertThat(refused.answer().status()).isEqualTo(422);
        }
    }

    @Test
    void fieldsReduceObjectsAndLists() {
        var from = Map.of("columns", List.of(Map.of("name", "a", "type", "b")), "other", 1);

        assertThat(FieldList.select("columns(name), other", from))
                .isEqualTo(Map.of("columns", List.of(Map.of("name", "a")), "other", 1));
        assertThat(FieldList.select("columns", from)).isEqualTo(Map.of("columns", from.get("columns")));
    }
}
