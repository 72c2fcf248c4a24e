package reason4j.learn.text.template;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `cases.jsonl` comes from `bench/templates/render.py`: its first line holds what every template is given.
class ReferenceCasesTest {

    @Test
    void rendersAsTheReference() throws Exception {
        List<JsonNode> lines = lines();
        JsonNode messages = lines.getFirst().path("messages");
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        lines.getFirst()
                .path("variables")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode each : lines.subList(1, lines.size())) {
            String source = each.path("template").asString();
            if (each.has("error")) {
                softly.assertThatThrownBy(() -> render(source, messages, variables))
                        .as(source)
                        .isInstanceOf(UserException.class)
                        .hasMessageStartingWith("case.jinja:1: the chat template");
                continue;
            }
            softly.assertThatCode(() -> softly.assertThat(described(render(source, messages, variables)))
                            .as(source)
                            .isEqualTo(each.path("rendered").asString() + each.path("spans")))
                    .as(source)
                    .doesNotThrowAnyException();
        }
        softly.assertAll();
    }

    @Test
    void aMessageOfTheTemplateIsShownWithItsPlace() {
        String source = "a\nb\n{% for m in messages %}\n{{ raise_exception('roles must alternate') }}{% endfor %}";
        assertThatThrownBy(() -> render(source, new JsonMapper().readTree("[{\"role\": \"user\"}]"), Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "case.jinja:4: the chat template does not render this conversation: roles must alternate\n");
    }

    private static Rendered render(String source, JsonNode messages, Map<String, JsonNode> variables) {
        ChatTemplate.Given given = new ChatTemplate.Given("", "", LocalDateTime.of(2026, 11, 24, 12, 0));
        return ChatTemplate.of("case.jinja", source, given).render(messages, false, variables);
    }

    private static String described(Rendered rendered) {
        List<String> spans = rendered.assistantSpans().stream()
                .map(span -> "[" + rendered.text().codePointCount(0, span.start()) + ","
                        + rendered.text().codePointCount(0, span.end()) + "]")
                .toList();
        return rendered.text() + "[" + String.join(",", spans) + "]";
    }

    private static List<JsonNode> lines() throws Exception {
        try (InputStream in = Objects.requireNonNull(ReferenceCasesTest.class.getResourceAsStream("cases.jsonl"))) {
            List<JsonNode> lines = new ArrayList<>();
            JsonMapper mapper = new JsonMapper();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                lines.add(mapper.readTree(line));
            }
            return lines;
        }
    }
}
