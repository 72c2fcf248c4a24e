package reason4j.verify.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import reason4j.core.episode.Verdict;
import reason4j.core.io.Json;
import reason4j.core.run.Seed;
import reason4j.verify.cases.Case;
import reason4j.verify.math.MathVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Parser cases re-paired: the left side of one with the right side of another that has a different value, and gold
/// answers of the data with each other. Whatever is called correct is written as a line of JSON, for
/// `bench/verify/audit.py` and a person to look at. Run by `bench/verify/repaired.sh`.
public final class Repaired {

    private Repaired() {}

    /// One side with a key that tells different values apart as far as the data say.
    private record Side(String text, String value) {}

    /// @param args the folder of the data, how many pairs, the seed
    public static void main(String[] args) {
        Path data = Path.of(args[0]);
        int pairs = Integer.parseInt(args[1]);
        SplittableRandom random =
                new Seed(Long.parseLong(args[2])).of("re-paired").random();
        List<Side> left = new ArrayList<>();
        List<Side> right = new ArrayList<>();
        for (Case parser : Case.development(data)) {
            if (parser.suite().equals("parser")) {
                String gold = parser.row().get("gold").asString();
                JsonNode tree = parser.row().get("config").get("gold_sympy");
                String value = tree == null ? gold : tree.asString();
                left.add(new Side(gold, value));
                right.add(new Side(parser.row().get("prediction").asString(), value));
            }
        }
        List<Side> golds = new TreeSet<>(GoldAnswers.read(data).stream()
                        .map(GoldAnswers.Gold::answer)
                        .toList())
                .stream().map(answer -> new Side(answer, answer)).toList();
        List<Side> any = new ArrayList<>(left);
        any.addAll(golds);
        report("parser with parser", random, pairs, left, right);
        report("gold with gold", random, pairs / 2, golds, golds);
        report("parser or gold with parser", random, pairs / 2, any, right);
    }

    private static void report(String what, SplittableRandom random, int pairs, List<Side> left, List<Side> right) {
        MathVerifier verifier = MathVerifier.strict();
        int judged = 0;
        int correct = 0;
        double slowest = 0;
        while (judged < pairs) {
            Side a = left.get(random.nextInt(left.size()));
            Side b = right.get(random.nextInt(right.size()));
            if (a.value().equals(b.value())) {
                continue;
            }
            judged++;
            Verdict verdict = verifier.bare(a.text(), b.text());
            slowest = Math.max(slowest, verdict.millis());
            if (verdict.correct()) {
                correct++;
                ObjectNode line = Json.mapper().createObjectNode();
                line.put("what", what);
                line.put("left", a.text());
                line.put("right", b.text());
                line.put("rule", verdict.rule());
                System.out.println(line);
            }
        }
        System.err.printf(
                "%s: %d pairs of %d and %d sides, %d called correct, slowest %.1f ms%n",
                what, judged, left.size(), right.size(), correct, slowest);
    }
}
