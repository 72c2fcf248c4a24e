package reason4j.learn.text.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import reason4j.core.io.JsonLines;
import tools.jackson.databind.JsonNode;

class PublishedTemplatesTest {

    private static final Path CASES = Path.of("../../shared/data/templates/rendered.jsonl");

    @Test
    void rendersWhatTransformersRenders() throws IOException {
        Assumptions.assumeTrue(Files.exists(CASES), "no " + CASES + ": published templates are not tried");
        List<JsonNode> cases = JsonLines.readTrees(CASES);
        int marked = 0;
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode each : cases) {
            String what = each.path("template").asString() + " "
                    + each.path("conversation").asString() + " " + each.path("add_generation_prompt");
            ChatTemplate template = template(each);
            Map<String, JsonNode> variables = new LinkedHashMap<>();
            each.path("variables").properties().forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
            Rendered rendered = template.render(
                    each.path("messages"), each.path("add_generation_prompt").asBoolean(), variables);
            softly.assertThat(rendered.text())
                    .as(what)
                    .isEqualTo(each.path("rendered").asString());
            // spans were recorded for training only: templates that mark them, and no generation prompt
            JsonNode spans = each.path("assistant_spans");
            if (!spans.isNull()) {
                softly.assertThat(template.marksAssistant()).as(what).isTrue();
                softly.assertThat(inCharacters(rendered)).as(what).isEqualTo(expected(spans));
                marked++;
            }
        }
        softly.assertAll();
        assertThat(cases).hasSize(192);
        assertThat(marked).isGreaterThan(20);
    }

    private static ChatTemplate template(JsonNode each) throws IOException {
        Path file = CASES.resolveSibling(each.path("template").asString());
        ChatTemplate.Given given = new ChatTemplate.Given(
                each.path("bos_token").asString(),
                each.path("eos_token").asString(),
                LocalDateTime.of(2026, 11, 24, 12, 0));
        return ChatTemplate.of(file.getFileName().toString(), Files.readString(file), given);
    }

    /// Spans counted in Unicode characters, as Python counts.
    private static List<List<Integer>> inCharacters(Rendered rendered) {
        return rendered.assistantSpans().stream()
                .map(span -> List.of(
                        rendered.text().codePointCount(0, span.start()),
                        rendered.text().codePointCount(0, span.end())))
                .toList();
    }

    private static List<List<Integer>> expected(JsonNode spans) {
        List<List<Integer>> expected = new ArrayList<>();
        for (JsonNode span : spans) {
            expected.add(List.of(span.path(0).asInt(), span.path(1).asInt()));
        }
        return expected;
    }
}
