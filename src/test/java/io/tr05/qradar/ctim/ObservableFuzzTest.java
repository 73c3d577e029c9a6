package io.tr05.qradar.ctim;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tr05.qradar.config.ObservableTypes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Values of any kind for any type: none of it, or one that has a form, which has that form again. */
class ObservableFuzzTest {

    private static final ObservableTypes TYPES = ObservableTypes.builtIn();

    /** A type, a line feed, and a value. */
    @FuzzTest(maxDuration = "10m")
    void aValueHasOneFormOrIsNoneOfItsType(byte[] typeAndValue) {
        String[] given = new String(typeAndValue, StandardCharsets.UTF_8).split("\n", 2);
        if (given.length == 2) {
            TYPES.named(given[0])
                    .flatMap(type -> Observable.of(TYPES, type, given[1]))
                    .ifPresent(ObservableFuzzTest::assertSound);
        }
    }

    private static void assertSound(Observable observable) {
        assertThat(Observable.of(TYPES, observable.type(), observable.value())).contains(observable);
        assertThat(Observable.of(TYPES, observable.searched(), observable.canonical())
                        .map(Observable::canonical))
                .as("what %s means", observable)
                .contains(observable.canonical());
        assertThat(observable.value()).isNotBlank();
        Stream.of(
                        observable.literals().stream(),
                        observable.textLiterals().stream(),
                        observable.spellings().stream(),
                        Stream.of(observable.value(), observable.canonical(), observable.element()))
                .flatMap(texts -> texts)
                .forEach(ObservableFuzzTest::assertIsALine);
        assertThat(observable.spellings()).startsWith(observable.element());
        assertThat(observable.isWritten(observable.element(), false)).isTrue();
        observable.literals().forEach(literal -> assertThat(Observable.shownBy(observable.searched(), literal))
                .as("what an event with %s shows", literal)
                .contains(observable.canonical()));
    }

    private static void assertIsALine(String text) {
        assertThat(text).isNotEmpty();
        assertThat(text.codePoints())
                .noneMatch(each -> (Character.isISOControl(each) && each != '\t')
                        || Character.getType(each) == Character.SURROGATE);
    }
}
