package io.tr05.qradar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the platform is told about the module says neither more nor less than the relay does. */
class ModuleTypeTest {

    private static final String RELAY = "https://relay.example.com";
    private static final String LOGO_TYPE = "data:image/svg+xml;base64,";
    private static final JsonNode MODULE = read();

    @Test
    void namesTheModule() {
        for (var field : List.of("title", "default_name", "short_description", "description", "tips")) {
            assertThat(MODULE.path(field).asText()).as(field).isNotBlank();
        }
        assertThat(MODULE.path("description").asText()).contains("Cisco XDR", "SecureX Threat Response");
    }

    @Test
    void listsTheRoutesThatNeedAToken() {
        assertThat(texts(MODULE.at("/properties/supported-apis")))
                .containsExactlyInAnyOrder(
                        "health", "observe/observables", "refer/observables", "respond/observables", "respond/trigger");
        // the contract says the same
        assertThat(texts(MODULE.at("/properties/supported-apis")))
                .containsExactlyInAnyOrderElementsOf(ContractTest.operations()
                        .filter(at -> !at.operation().getSecurity().isEmpty())
                        .map(at -> at.path().substring(1))
                        .toList());
    }

    @Test
    void listsTheCapabilitiesOfThoseRoutes() {
        assertThat(MODULE.path("capabilities").findValuesAsText("id"))
                .containsExactlyInAnyOrder("health", "observe", "refer", "respond");
    }

    @Test
    void asksForTheSettingsThatBecomeClaims() {
        assertThat(MODULE.path("configuration_spec"))
                .extracting(setting -> "%s %s %s"
                        .formatted(
                                setting.path("key").asText(),
                                setting.path("type").asText(),
                                setting.path("required").asBoolean() ? "required" : "optional"))
                .containsExactly(
                        "custom_SERVER_IP string required",
                        "custom_user string optional",
                        "custom_pass password required",
                        "custom_CTR_ENTITIES_LIMIT integer optional");
    }

    @Test
    void explainsEachSetting() {
        var tips = MODULE.path("tips").asText();
        assertThat(MODULE.path("configuration_spec")).allSatisfy(setting -> {
            assertThat(setting.path("tooltip").asText()).isNotBlank();
            assertThat(tips).contains("**" + setting.path("label").asText() + "**");
        });
        assertThat(tips).contains("Log Activity", "Admin");
    }

    @Test
    void hasTheTokenMadeForTheRelaysOwnUrl() {
        var properties = MODULE.path("properties");
        assertThat(properties.path("auth-type").asText()).isEqualTo("configuration-token");
        assertThat(properties.path("configuration-token-alg").asText()).isEqualTo("RS256");
        assertThat(properties.path("custom_jwks_host").asText()).isEqualTo("visibility.amp.cisco.com");
        assertThat(properties.path("url").asText()).isEqualTo(RELAY);
        assertThat(properties.path("configuration-token-audience").asText()).isEqualTo(RELAY);
    }

    @Test
    void carriesTheLogoOfTheDocuments() throws IOException {
        var logo = MODULE.path("logo").asText();
        assertThat(logo).startsWith(LOGO_TYPE);
        assertThat(Base64.getDecoder().decode(logo.substring(LOGO_TYPE.length())))
                .isEqualTo(Files.readAllBytes(Path.of("docs/logo.svg")));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(Path.of("module_type.json").toFile());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
