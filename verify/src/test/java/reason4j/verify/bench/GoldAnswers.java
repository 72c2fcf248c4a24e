package reason4j.verify.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Verdict;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.verify.math.MathVerifier;
import reason4j.verify.math.ParseOutcome;
import tools.jackson.databind.JsonNode;

/// The gold answers of the shared data: each is parsed, or is words; equals itself; and equals itself rewritten, from
/// both sides. Run by `bench/verify/golds.sh`; the misses go to standard output, one a line, after the counts.
public final class GoldAnswers {

    /// Files and their answers.
    static final List<String> FILES = List.of(
            "math_train",
            "math_test",
            "gsm8k_train",
            "gsm8k_test",
            "aime_1983_2023",
            "aime24",
            "aime25",
            "amc23",
            "olympiadbench",
            "deepscaler_L1",
            "deepscaler_L2",
            "deepscaler_L3",
            "deepscaler_L4",
            "deepscaler_L5");

    private static final Pattern FRACTION = Pattern.compile("\\\\frac\\{(\\d{1,6})\\}\\{(\\d{1,6})\\}");
    private static final Pattern SLASH = Pattern.compile("(-?\\d{1,6})/(\\d{1,6})");
    private static final Pattern WORDS = Pattern.compile("(?<![\\\\A-Za-z])[A-Za-z]{3,}|\\\\text|\\\\mbox|\\\\mathrm");
    private static final int SCALE = 3;

    private GoldAnswers() {}

    /// A gold and where it comes from.
    record Gold(String id, String answer) {}

    /// @param args the folder of the data
    public static void main(String[] args) {
        List<Gold> golds = read(Path.of(args[0]));
        Map<String, Integer> counts = new TreeMap<>();
        List<String> misses = new ArrayList<>();
        for (Gold gold : golds) {
            List<String> wrong = wrong(gold.answer());
            wrong.stream()
                    .map(miss -> miss.substring(0, miss.indexOf(':')))
                    .distinct()
                    .forEach(kind -> counts.merge(kind, 1, Integer::sum));
            wrong.forEach(miss -> misses.add(gold.id() + " | " + Json.line(gold.answer()) + " | " + miss));
            counts.merge(wrong.isEmpty() ? "all hold" : "something does not hold", 1, Integer::sum);
        }
        System.out.println(golds.size() + " gold answers: " + counts);
        misses.forEach(System.out::println);
    }

    static List<Gold> read(Path data) {
        List<Gold> golds = new ArrayList<>();
        for (String name : FILES) {
            Path file = data.resolve(name + ".jsonl");
            if (Files.exists(file)) {
                for (JsonNode row : JsonLines.readTrees(file)) {
                    JsonNode answer = row.get("answer");
                    if (answer != null && !answer.asString().isBlank()) {
                        golds.add(new Gold(row.get("id").asString(), answer.asString()));
                    }
                }
            }
        }
        return golds;
    }

    /// What does not hold of a gold, each with its kind before a colon.
    static List<String> wrong(String gold) {
        List<String> wrong = new ArrayList<>();
        if (MathVerifier.parse(gold) instanceof ParseOutcome.Failure failure
                && !WORDS.matcher(gold).find()) {
            wrong.add("parsed: " + failure.message() + " at " + failure.position());
        }
        MathVerifier verifier = MathVerifier.strict();
        for (Map.Entry<String, String> form : forms(gold).entrySet()) {
            check(wrong, form.getKey(), verifier.bare(gold, form.getValue()), form.getValue());
            check(wrong, form.getKey() + " reversed", verifier.bare(form.getValue(), gold), form.getValue());
        }
        return wrong;
    }

    private static void check(List<String> wrong, String kind, Verdict verdict, String form) {
        if (!verdict.correct()) {
            wrong.add(kind + ": " + form + " → " + verdict.outcome() + " " + verdict.rule() + ", " + verdict.because());
        }
    }

    /// The gold itself and what it is rewritten to, by kind.
    private static Map<String, String> forms(String gold) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("itself", gold);
        if (!WORDS.matcher(gold).find()) {
            forms.put("spacing", " " + gold.replace("+", " + ").replace("=", " = ") + " ");
        }
        if (gold.contains("\\frac{")) {
            forms.put("dfrac", gold.replace("\\frac{", "\\dfrac{"));
        }
        String sized = sized(gold);
        if (sized != null) {
            forms.put("left", sized);
        }
        String scaled = scaled(gold);
        if (scaled != null) {
            forms.put("scaled", scaled);
        }
        return forms;
    }

    /// `\left` and `\right` on brackets that stand around everything.
    private static @Nullable String sized(String gold) {
        if (gold.length() < 2 || "([".indexOf(gold.charAt(0)) < 0 || gold.contains("\\left")) {
            return null;
        }
        int depth = 0;
        for (int i = 0; i < gold.length(); i++) {
            depth += "([".indexOf(gold.charAt(i)) >= 0 ? 1 : ")]".indexOf(gold.charAt(i)) >= 0 ? -1 : 0;
            if (depth == 0) {
                boolean around = i == gold.length() - 1;
                return around ? "\\left" + gold.substring(0, i) + "\\right" + gold.charAt(i) : null;
            }
        }
        return null;
    }

    private static @Nullable String scaled(String gold) {
        Matcher fraction = FRACTION.matcher(gold);
        if (fraction.find()) {
            return gold.substring(0, fraction.start())
                    + "\\frac{" + times(fraction.group(1)) + "}{" + times(fraction.group(2)) + "}"
                    + gold.substring(fraction.end());
        }
        Matcher slash = SLASH.matcher(gold);
        return slash.matches() ? times(slash.group(1)) + "/" + times(slash.group(2)) : null;
    }

    private static long times(String number) {
        return Long.parseLong(number) * SCALE;
    }
}
