package io.tr05.qradar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceSetNamesTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "Blocked, Blocked, true",
        "Blocked, blocked, false",
        "Blocked, Blocked hosts, false",
        "Blocked*, Blocked, true",
        "Blocked*, Blocked hosts, true",
        "*hosts, Blocked hosts, true",
        "*hosts, Blocked hosts 2, false",
        "*o*k*, Blocked hosts, true",
        "B?ocked, Blocked, true",
        "Block?, Block, false",
        "a?c, a😀c, true",
        "*, anything, true",
        "a.c, abc, false",
        "[a-z]+, abc, false",
        "100% (a+b), 100% (a+b), true",
        "*/?, a/b, true",
        "a*b*, ab, true",
        "a*b*c, a b d, false",
    })
    void starsAreTextAndQuestionMarksCharacters(String pattern, String name, boolean allowed) {
        assertThat(new ReferenceSetNames(List.of(pattern)).allows(name)).isEqualTo(allowed);
    }

    @Test
    void oneOfSeveralPatternsIsEnough() {
        var names = new ReferenceSetNames(List.of("A*", "B*"));

        assertThat(List.of("A1", "B1", "C1")).filteredOn(names::allows).containsExactly("A1", "B1");
    }

    @Test
    void aLongNameDoesNotTakeLong() {
        var names = new ReferenceSetNames(List.of("*a".repeat(500) + "b"));
        long began = System.nanoTime();

        assertThat(names.allows("a".repeat(10_000))).isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
}
