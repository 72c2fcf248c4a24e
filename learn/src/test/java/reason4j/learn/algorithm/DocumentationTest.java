package reason4j.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import reason4j.learn.reward.RewardChoice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tables of docs/algorithms.md are those of the code. When they are not, the right document is written to
/// learn/target/algorithms.md: copy it over the other.
final class DocumentationTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "algorithms.md");
    private static final List<String> PARTS =
            List.of("advantage", "ratio", "clip", "aggregation", "kl", "entropy", "filter", "pruning", "imitation");

    @Test
    void tablesAreThoseOfTheCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        String right = document;
        right = replaced(right, "algorithms", algorithms());
        right = replaced(right, "dialects", dialects());
        right = replaced(right, "rewards", rewards());
        Files.writeString(Path.of("target", "algorithms.md"), right);
        assertThat(document).isEqualTo(right);
    }

    private static String replaced(String document, String marker, String table) {
        String start = "<!-- " + marker + " -->\n";
        int from = document.indexOf(start) + start.length();
        int to = document.indexOf("<!-- end -->", from);
        return document.substring(0, from) + table + document.substring(to);
    }

    private static String algorithms() {
        StringBuilder table = new StringBuilder("| name | advantage | ratio | clip | aggregation | KL | beside |\n");
        table.append("| --- ".repeat(7)).append("|\n");
        ObjectNode base = AlgorithmChoice.tree(Algorithms.named("grpo"));
        for (String name : Algorithms.names()) {
            ObjectNode row = AlgorithmChoice.tree(Algorithms.named(name));
            List<String> cells = new ArrayList<>(List.of("`" + name + "`"));
            StringJoiner beside = new StringJoiner(", ");
            for (String part : PARTS) {
                boolean same = !name.equals("grpo") && row.get(part).equals(base.get(part));
                String text = same ? "" : part.equals("kl") ? kl(row.get(part)) : shown(row.get(part));
                if (PARTS.indexOf(part) < 5) {
                    cells.add(text);
                } else if (!row.get(part).equals(base.get(part))) {
                    beside.add(part + " " + text);
                }
            }
            cells.add(beside.toString());
            table.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        return table.toString();
    }

    private static String kl(JsonNode kl) {
        String placement = kl.get("placement").asString();
        return placement.equals("none")
                ? "none"
                : kl.get("estimator").asString() + " in " + placement + ", β "
                        + kl.get("coefficient").asString();
    }

    private static String dialects() {
        StringBuilder table = new StringBuilder("| constant |");
        List<ObjectNode> columns = new ArrayList<>();
        for (Compat compat : Compat.values()) {
            ObjectNode column = Overrides.tree(Dialect.of(compat));
            table.append(' ').append(column.get("compat").asString()).append(" |");
            column.remove("compat");
            columns.add(column);
        }
        table.append("\n").append("| --- ".repeat(columns.size() + 1)).append("|\n");
        for (String constant : columns.getFirst().propertyNames()) {
            table.append("| ").append(constant.replace('_', ' ')).append(" |");
            for (ObjectNode column : columns) {
                JsonNode value = column.get(constant);
                table.append(' ')
                        .append(constant.equals("kl") ? kl(value) : shown(value))
                        .append(" |");
            }
            table.append("\n");
        }
        return table.toString();
    }

    private static String rewards() {
        StringBuilder table = new StringBuilder("| name | constants |\n| --- | --- |\n");
        for (String name : RewardChoice.names()) {
            Object reward =
                    new RewardChoice(name, 1, java.util.Map.of()).resolve().reward();
            table.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(shown(Overrides.tree(reward)))
                    .append(" |\n");
        }
        return table.toString();
    }

    /// A record in a few words: its kind, then its constants but those that say nothing.
    private static String shown(JsonNode node) {
        if (node.isArray()) {
            return node.isEmpty() ? "1 each" : node.toString();
        }
        if (!(node instanceof ObjectNode record)) {
            return node.isNumber() ? number(node.asDouble()) : node.asString();
        }
        if (record.has("outside") && record.get("level").asString().equals("none")) {
            return "none";
        }
        StringJoiner constants = new StringJoiner(", ");
        record.properties().forEach(entry -> {
            String value = shown(entry.getValue());
            boolean silent = value.isEmpty()
                    || entry.getKey().equals("against") && value.equals("old")
                    || entry.getKey().equals("constant") && value.equals("0");
            if (!silent) {
                boolean plain = Arrays.asList("kind", "level", "mode").contains(entry.getKey());
                constants.add(plain ? value : entry.getKey().replace('_', ' ') + " " + value);
            }
        });
        return constants.toString();
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return "∞";
        }
        boolean whole = value == Math.rint(value);
        return whole ? String.valueOf((long) value) : String.valueOf(value).replace(".0E", "e");
    }
}
