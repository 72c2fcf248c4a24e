package reason4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reason4j.core.io.JsonLines;
import reason4j.curate.text.Normal;
import tools.jackson.databind.JsonNode;

/// How many groups of equal questions disagree depends on what is called equal; these are the counts on the pool.
class ConflictGroupsTest {

    private static final Path DATA = Path.of("../../shared/data");

    @Test
    void answersThatAreWrittenDifferentlyNeedNotDisagree() {
        assumeTrue(Files.exists(DATA), "needs ../../shared/data, which is not here");
        List<JsonNode> rows = new ArrayList<>();
        for (int level = 1; level <= 5; level++) {
            rows.addAll(JsonLines.readTrees(DATA.resolve("deepscaler_L" + level + ".jsonl")));
        }
        UnaryOperator<String> squeezed = answer -> answer.replaceAll("\\s", "");
        assertThat(disagreeing(answers(rows, q -> q, a -> a))).isEqualTo(170);
        assertThat(disagreeing(answers(rows, String::strip, squeezed))).isEqualTo(167);
        Map<String, List<String>> normal = answers(rows, Normal::of, squeezed);
        assertThat(disagreeing(normal)).isEqualTo(171);
        long ofOneValue = normal.values().stream()
                .filter(some -> new HashSet<>(some).size() > 1)
                .filter(some ->
                        some.stream().allMatch(a -> Keys.same(Normal.answer(a), Normal.answer(some.getFirst()))))
                .count();
        assertThat(ofOneValue).as("such as 4.5 and 9/2").isEqualTo(16);
    }

    private static long disagreeing(Map<String, List<String>> groups) {
        return groups.values().stream()
                .filter(answers -> new HashSet<>(answers).size() > 1)
                .count();
    }

    private static Map<String, List<String>> answers(
            List<JsonNode> rows, UnaryOperator<String> question, UnaryOperator<String> answer) {
        Map<String, List<String>> groups = new TreeMap<>();
        for (JsonNode row : rows) {
            groups.computeIfAbsent(question.apply(row.get("problem").asString()), _ -> new ArrayList<>())
                    .add(answer.apply(row.get("answer").asString()));
        }
        Set<String> alone = new HashSet<>();
        groups.forEach((text, answers) -> {
            if (answers.size() == 1) {
                alone.add(text);
            }
        });
        groups.keySet().removeAll(alone);
        return groups;
    }
}
