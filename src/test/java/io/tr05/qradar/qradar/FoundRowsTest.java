package io.tr05.qradar.qradar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a console's answer to a search. */
class FoundRowsTest {

    private final List<Event> found = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'events':[{'a':'x'}]}",
                "{'cursor':[{'a':'x'}]}",
                "{'took':3,'more':{'events':[{'a':'no'}]},'others':[{'a':'no'}],'events':[{'a':'x'}],'end':{}}",
                "{'events':[1,{'a':'x'},null,[{'a':'no'}]]}",
            })
    void areTheObjectsOfItsList(String answer) throws IOException {
        read(answer, 10);

        assertThat(found).extracting(event -> event.text("a").orElseThrow()).containsExactly("x");
    }

    @Test
    void beyondThoseWantedAreCountedAndLeftOut() throws IOException {
        assertThat(read("{'events':[{'a':'x'},{'a':'y'},{'a':'z'}]}", 2)).isEqualTo(3);

        assertThat(found).extracting(event -> event.text("a").orElseThrow()).containsExactly("x", "y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "[{'a':'x'}]", "{'events':{}}", "{'others':[{'a':'x'}]}"})
    void areNotTakenForNoneWhereThereIsNoList(String answer) {
        assertThatExceptionOfType(QRadarException.UnreadableAnswer.class).isThrownBy(() -> read(answer, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'events':[{'a':'x'}]", "{'events':[{'a':'x'}],'end':{}", "{'events':[{'a':'x'},"})
    void areNoneWhereTheAnswerIsCutOff(String answer) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(answer, 10));

        assertThat(found).isEmpty();
    }

    private int read(String answer, int most) throws IOException {
        byte[] body = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ArielSearch.readRows(new ByteArrayInputStream(body), most, found);
    }
}
