package reason4j.learn.text.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BoundsTest {

    private static final ChatTemplate.Given GIVEN =
            new ChatTemplate.Given("<s>", "</s>", LocalDateTime.of(2026, 11, 24, 12, 0));
    private static final JsonNode MESSAGES = new JsonMapper()
            .readTree("[{\"role\": \"user\", \"content\": \"q\"}, {\"role\": \"assistant\", \"content\": \"a\"}]");

    static List<String> bombs() {
        String doubling = "{% set ns = namespace(v=%s) %}{% for i in range(99) %}{% set ns.v = %s %}{% endfor %}%s";
        return List.of(
                doubling.replaceFirst("%s", "'xx'")
                        .replaceFirst("%s", "ns.v + ns.v")
                        .replaceFirst("%s", ""),
                doubling.replaceFirst("%s", "[1]")
                        .replaceFirst("%s", "ns.v + ns.v")
                        .replaceFirst("%s", ""),
                doubling.replaceFirst("%s", "[]")
                        .replaceFirst("%s", "[ns.v, ns.v]")
                        .replaceFirst("%s", "{{ ns.v }}"),
                doubling.replaceFirst("%s", "[]")
                        .replaceFirst("%s", "[ns.v, ns.v]")
                        .replaceFirst("%s", "{{ ns.v == [ns.v[0], [ns.v[1][0], ns.v[1][1]]] and ns.v | tojson }}"),
                "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
                "{% for i in range(999999999) %}{% endfor %}",
                "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
                "{{ 'x' * 999999999999 }}",
                "{{ [1] * 999999999999 }}",
                "{{ 9223372036854775807 + 1 }}",
                "{{ 10 ** 99 }}",
                "{{ 'a' * 4000000 | replace('a', 'b' * 4000000) }}",
                "{{ ('a' * 4000).replace('a', 'b' * 400000) }}",
                "{{ ['b' * 4000000] * 1000 | join }}",
                "{{ (['b' * 4000000] * 1000) | join }}",
                "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}",
                "{{ " + "-".repeat(5000) + "1 }}",
                "{{ 1" + " + 1".repeat(5000) + " }}",
                "{{ n" + ".a".repeat(5000) + " }}",
                "{{ 1" + "|abs".repeat(5000) + " }}",
                "{{ 1" + " if 1".repeat(5000) + " }}",
                "{% if 1 %}".repeat(5000),
                "{% if 1 %}" + "{% elif 2 %}".repeat(5000) + "{% endif %}",
                "{{ [[1], [1]] | " + "map('list') | ".repeat(1000) + "list }}");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aBombIsRefusedInTime(String source) {
        Assertions.assertTimeout(
                Duration.ofSeconds(120),
                () -> assertThatThrownBy(
                                () -> ChatTemplate.of("bomb", source, GIVEN).render(MESSAGES, false, Map.of()))
                        .isInstanceOf(UserException.class)
                        .hasMessageContaining("bomb:1: the chat template"));
    }

    @Test
    void manyNotsAndLongTextsAreNoBomb() {
        assertThat(ChatTemplate.of("t", "{{ " + "not ".repeat(5000) + "1 }}" + "x".repeat(100_000), GIVEN)
                        .render(MESSAGES, false, Map.of())
                        .text())
                .startsWith("True")
                .hasSize(100_004);
    }

    @Test
    void damagedTemplatesGiveAMessageAndNothingElse() throws IOException {
        Random random = new Random(5);
        List<String> sources = sources();
        for (int i = 0; i < 2000; i++) {
            StringBuilder damaged = new StringBuilder(sources.get(random.nextInt(sources.size())));
            for (int change = 0; change < 1 + i % 3; change++) {
                damage(damaged, random);
            }
            try {
                assertThat(ChatTemplate.of("damaged", damaged.toString(), GIVEN)
                                .render(MESSAGES, i % 2 == 0, Map.of())
                                .text())
                        .isNotNull();
            } catch (UserException e) {
                assertThat(e).hasMessageStartingWith("damaged:").hasMessageNotContaining("damaged:0");
            }
        }
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int length = Math.min(random.nextInt(6), text.length() - at);
        String[] pieces = {"", "{{", "%}", "'", "(", "]", "|", "[::-1]", " is ", "-", "not ", "0", " + 1", ".x", "~"};
        text.replace(at, at + length, pieces[random.nextInt(pieces.length)]);
    }

    private static List<String> sources() throws IOException {
        String own = "{%- set ns = namespace(a=0) %}{% for m in messages %}{% if m.role == 'user' and loop.first %}"
                + "{{ bos_token + m['content'] | trim }}{% elif m.content is string %}{% generation %}"
                + "{{ m.content.split('x')[-1] ~ ns.a }}{% endgeneration %}{% else %}{{ m | tojson }}{% endif %}"
                + "{%- set ns.a = ns.a + 1 -%}{% endfor %}{{ 'end' if add_generation_prompt }}";
        Path directory = Path.of("../../shared/data/templates");
        if (!Files.exists(directory)) {
            return List.of(own);
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> templates = files.filter(file -> file.toString().endsWith(".jinja"))
                    .sorted()
                    .toList();
            List<String> sources = new ArrayList<>(List.of(own));
            for (Path file : templates) {
                sources.add(Files.readString(file));
            }
            return sources;
        }
    }
}
