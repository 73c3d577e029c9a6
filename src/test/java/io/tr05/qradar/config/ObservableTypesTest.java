package io.tr05.qradar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservableTypesTest {

    @TempDir
    Path directory;

    @Test
    void areThoseOfTheBuiltInFileByName() {
        assertThat(ObservableTypes.builtIn().all())
                .extracting(ObservableType::name)
                .containsExactly(
                        "domain",
                        "email",
                        "email_subject",
                        "file_name",
                        "file_path",
                        "hostname",
                        "ip",
                        "ipv6",
                        "mac_address",
                        "md5",
                        "process_name",
                        "process_path",
                        "sha1",
                        "sha256",
                        "url",
                        "user",
                        "user_agent");
    }

    @Test
    void holdWhatTheFileSays() {
        assertThat(ObservableTypes.builtIn().named("SHA1"))
                .contains(new ObservableType(
                        "sha1",
                        "SHA1",
                        ValueForm.HASH,
                        40,
                        true,
                        List.of("SHA1 Hash", "File Hash"),
                        List.of(),
                        List.of(),
                        List.of("SHA1 Hash"),
                        List.of("ALN", "ALNIC")));
    }

    @Test
    void areAddedToByOneEntryInAFileOfTheOperators() throws IOException {
        var types = under("registry_key: {value: text, case: ignore, columns: [Registry Key]}");

        assertThat(types.all()).hasSize(ObservableTypes.builtIn().all().size() + 1);
        assertThat(types.named("registry_key"))
                .contains(new ObservableType(
                        "registry_key",
                        "registry_key",
                        ValueForm.TEXT,
                        0,
                        true,
                        List.of("Registry Key"),
                        List.of(),
                        List.of(),
                        List.of("Registry Key"),
                        List.of("ALN", "ALNIC")));
    }

    @Test
    void takeOnlyTheKeysThatTheFileGives() throws IOException {
        var url = under("url:\n  columns: [\"Full URL\", URL]\n").named("url").orElseThrow();

        assertThat(url.columns()).containsExactly("Full URL", "URL");
        assertThat(url.form()).isEqualTo(ValueForm.URL);
        assertThat(url.title()).isEqualTo("URL");
    }

    @Test
    void mayHaveNoColumns() throws IOException {
        assertThat(under("url: {columns: []}").named("url").orElseThrow().columns())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Bad: {value: text}                                   | has a type 'Bad': names are lower-case letters, digits and _
            url: text                                            | is wrong at 'url', which is no entry with keys such as value and columns
            thing: {columns: [A]}                                | is wrong at 'thing', which has no key 'value'
            thing: {value: colour}                               | is wrong at 'thing', which has the value 'colour': there are ip, ipv6, mac, hostname, domain, url, hash, email, text
            thing: {value: hash}                                 | is wrong at 'thing', which is a hash and has no key 'digits'
            thing: {value: hash, digits: many}                   | is wrong at 'thing', which has digits 'many': 1 to 256
            thing: {value: text, digits: 3}                      | is wrong at 'thing', which has digits, which only a hash has
            thing: {value: text, case: upper}                    | is wrong at 'thing', which has the case 'upper': there are exact and ignore
            thing: {value: text, colums: [A]}                    | is wrong at 'thing', which has an unknown key 'colums'
            thing: {value: text, text-columns: [A]}              | is wrong at 'thing', which has text-columns, which only ip, ipv6 and mac have
            thing: {value: text, element-types: [PORT]}          | is wrong at 'thing', which has the element type 'PORT': there are ALN, ALNIC, IP
            thing: {value: text, columns: ['a"b']}               | is wrong at 'thing', which has a name at 'columns' that can't be a column's: 'a"b'
            thing: [                                             | cannot be read as a YAML file of observable types
            """)
    void sayWhichTypeAndKeyIsWrong(String yaml, String wrong) throws IOException {
        var file = file(yaml);

        assertThat(catchThrowableOfType(
                                ConfigurationException.class,
                                () -> RelayConfig.from(Map.of("QRADAR_OBSERVABLE_TYPES", file.toString())))
                        .faults())
                .containsExactly("QRADAR_OBSERVABLE_TYPES: '" + shown(file) + "' " + wrong);
    }

    @Test
    void sayThatThereIsNoSuchFile() {
        assertThat(catchThrowableOfType(
                                ConfigurationException.class,
                                () -> RelayConfig.from(Map.of("QRADAR_OBSERVABLE_TYPES", "no/such/file.yaml")))
                        .faults())
                .containsExactly("QRADAR_OBSERVABLE_TYPES: 'no/such/file.yaml' is not a file");
    }

    private ObservableTypes under(String yaml) throws IOException {
        return RelayConfig.from(Map.of("QRADAR_OBSERVABLE_TYPES", file(yaml).toString()))
                .observableTypes();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("types.yaml"), yaml);
    }

    private static String shown(Path file) {
        var text = file.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
