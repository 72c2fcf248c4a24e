package reason4j.verify.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.verify.cases.Case;
import reason4j.verify.cases.Score;
import reason4j.verify.math.MathVerifier;
import reason4j.verify.math.ParseOutcome;
import reason4j.verify.stream.Rows;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Scores the verifier on the labelled cases and times it on one thread; `bench/verify/compare.py` puts Math-Verify's
/// figures beside. Writes a line of JSON a measure to standard output, and the misses to standard error.
public final class Measure {

    private static final int TIMED_PASSES = 5;
    private static final double WARM_SECONDS = 8;

    private Measure() {}

    /// @param args the folder of the data
    public static void main(String[] args) {
        Path data = Path.of(args[0]);
        List<Case> development = Case.development(data);
        List<String> suites = List.of("equality", "parser", "equality-disputed", "parser-disputed");
        for (int pass = 0; pass < 2; pass++) {
            // the first pass warms up, so that the slowest case isn't the compiler's
            boolean report = pass == 1;
            for (String suite : suites) {
                measure(
                        suite,
                        development.stream()
                                .filter(c -> c.suite().equals(suite))
                                .toList(),
                        report);
            }
            measure("competition", Case.competition(), report);
            measure("responses", Case.responses(data), report);
        }
        rejected(data);
        throughput(JsonLines.readTrees(data.resolve("responses_dev.jsonl")));
    }

    private static void measure(String suite, List<Case> cases, boolean report) {
        Score score = Score.of(cases, Rows.strict());
        if (!report) {
            return;
        }
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("suite", suite);
        line.put("cases", score.cases());
        line.put("right", score.right());
        line.put("false_positives", score.falsePositives().size());
        line.put("false_negatives", score.falseNegatives().size());
        line.put("hostile_false_positives", hostile(score));
        line.put("timeouts", score.timeouts());
        line.put("slowest_ms", Math.round(score.slowestMillis() * 100) / 100.0);
        System.out.println(line);
        score.falsePositives().forEach(miss -> System.err.println(suite + " false positive: " + miss));
        score.falseNegatives().forEach(miss -> System.err.println(suite + " false negative: " + miss));
    }

    private static long hostile(Score score) {
        return score.falsePositives().stream()
                .map(miss -> miss.labelled().kind())
                .filter(kind -> kind.equals("hacking") || kind.equals("stress"))
                .count();
    }

    private static void rejected(Path data) {
        List<JsonNode> rows = JsonLines.readTrees(data.resolve("verify/math_parse_errors.jsonl"));
        int rejected = 0;
        for (JsonNode row : rows) {
            switch (MathVerifier.parse(row.get("latex").asString())) {
                case ParseOutcome.Failure _ -> rejected++;
                case ParseOutcome.Tree tree -> System.err.println("parsed: " + row.get("latex") + " → " + tree.tree());
            }
        }
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("suite", "parse-errors");
        line.put("cases", rows.size());
        line.put("right", rejected);
        System.out.println(line);
    }

    private static void throughput(List<JsonNode> rows) {
        Rows verifier = Rows.strict();
        long end = System.nanoTime() + (long) (WARM_SECONDS * 1e9);
        int correct = 0;
        while (System.nanoTime() < end) {
            correct += pass(rows, verifier);
        }
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < TIMED_PASSES; i++) {
            long start = System.nanoTime();
            correct += pass(rows, verifier);
            rates.add(rows.size() / ((System.nanoTime() - start) / 1e9));
        }
        Collections.sort(rates);
        System.out.printf(
                Locale.ROOT,
                "{\"suite\":\"throughput\",\"cases\":%d,\"verdicts_per_second\":%.0f,\"least\":%.0f,\"most\":%.0f}%n",
                rows.size(),
                rates.get(TIMED_PASSES / 2),
                rates.getFirst(),
                rates.getLast());
        if (correct == 0) {
            System.err.println("not one verdict was correct");
        }
    }

    private static int pass(List<JsonNode> rows, Rows verifier) {
        int correct = 0;
        for (JsonNode row : rows) {
            correct += verifier.apply(row).correct() ? 1 : 0;
        }
        return correct;
    }
}
