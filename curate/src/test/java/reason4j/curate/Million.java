package reason4j.curate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import reason4j.core.io.Json;
import reason4j.core.io.WholeFiles;
import reason4j.core.run.Progress;

/// Generates questions of realistic lengths, curates them, and says what each step takes a row;
/// `bench/curate/million.sh`
/// runs it for two sizes. Arguments: rows, an empty folder.
final class Million {

    private static final int VOCABULARY = 20_000;
    private static final int BENCHMARK = 1_500;
    private static final int WARM = 5_000;

    private final SplittableRandom random = new SplittableRandom(2026);
    private final String[] words = new String[VOCABULARY];

    private Million() {
        SplittableRandom letters = new SplittableRandom(7);
        String[] syllables =
                ("ba co di fu ga he ji ka lo me nu po qua ri so tu ve wi xa yo za sta tri pla gre ish ing ed"
                                + " er al on ic")
                        .split(" ");
        for (int i = 0; i < VOCABULARY; i++) {
            StringBuilder word = new StringBuilder();
            for (int s = 0; s < 2 + letters.nextInt(3); s++) {
                word.append(syllables[letters.nextInt(syllables.length)]);
            }
            words[i] = word.toString();
        }
    }

    public static void main(String[] args) throws IOException {
        int rows = Integer.parseInt(args[0]);
        Path folder = Path.of(args[1]);
        Million million = new Million();
        Path bench = million.write(folder.resolve("bench.jsonl"), BENCHMARK, List.of());
        List<String> planted = million.planted(bench);
        Path warm = million.write(folder.resolve("warm.jsonl"), WARM, planted);
        Path pool = million.write(folder.resolve("pool.jsonl"), rows, planted);
        System.out.printf(Locale.ROOT, "%,d rows, %,d MB%n", rows, Files.size(pool) >> 20);
        try (JavaSparkContext spark = Cluster.start(new CurateRecipe.SparkSettings("local[2]", 0))) {
            curate(warm, bench, folder.resolve("warm"), spark);
            long begun = System.nanoTime();
            CurateStage.Timed timed = curate(pool, bench, folder.resolve("set"), spark);
            report(timed, rows, (System.nanoTime() - begun) / 1e9);
        }
        WholeFiles.deleteTree(folder);
    }

    private static CurateStage.Timed curate(Path pool, Path bench, Path out, JavaSparkContext spark) {
        CurateRecipe recipe = CurateRecipe.defaults()
                .set(List.of("pool=[" + pool + "]", "benchmarks=[" + bench + "]"))
                .bind(CurateRecipe.class);
        return CurateStage.timed(recipe, out, Progress.silent(), spark);
    }

    private static void report(CurateStage.Timed timed, int rows, double seconds) {
        timed.nanos()
                .forEach((step, nanos) ->
                        System.out.printf(Locale.ROOT, "  %-12s %9.1f µs a row%n", step, nanos / 1e3 / rows));
        System.out.printf(Locale.ROOT, "  %-12s %9.1f µs a row, %.1f s in all%n", "all", seconds * 1e6 / rows, seconds);
        System.out.println("  " + timed.manifest().counts());
    }

    /// One row in a hundred of the file, at most 500.
    private List<String> planted(Path bench) throws IOException {
        List<String> planted = new ArrayList<>();
        try (var lines = Files.lines(bench)) {
            lines.limit(500)
                    .forEach(line -> planted.add(
                            Json.mapper().readTree(line).get("problem").asString()));
        }
        return planted;
    }

    /// Of a hundred rows: 90 new, four equal to an earlier one, two nearly so, one of ten texts that come over and
    /// over,
    /// one of a benchmark, one without an answer, one without a question.
    private Path write(Path file, int rows, List<String> planted) throws IOException {
        List<String> earlier = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < rows; i++) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", file.getFileName() + "-" + i);
                int kind = planted.isEmpty() || i < 1000 ? 99 : random.nextInt(100);
                int old = earlier.isEmpty() ? 0 : random.nextInt(kind == 6 ? 10 : earlier.size());
                String text = switch (kind) {
                    case 0, 1, 2, 3, 6 -> earlier.get(old);
                    case 4, 5 -> earlier.get(old) + " " + words[random.nextInt(VOCABULARY)];
                    case 7 -> planted.get(random.nextInt(planted.size()));
                    case 8 -> "";
                    default -> question();
                };
                row.put("problem", text);
                row.put("answer", kind == 9 ? null : kind < 7 ? answers.get(old) : Integer.toString(i % 997));
                out.write(Json.line(row));
                out.newLine();
                if (kind > 9 && earlier.size() < 50_000) {
                    earlier.add(text);
                    answers.add(Integer.toString(i % 997));
                }
            }
        }
        return file;
    }

    /// Two to nine sentences of words whose frequencies fall as their ranks grow, with formulas.
    private String question() {
        StringBuilder text = new StringBuilder();
        int sentences = 2 + random.nextInt(8);
        for (int s = 0; s < sentences; s++) {
            boolean last = s == sentences - 1;
            text.append(last ? "Find the " : "Let the ");
            for (int w = 6 + random.nextInt(10); w > 0; w--) {
                text.append(words[(int) (Math.pow(VOCABULARY, random.nextDouble()) - 1)])
                        .append(' ');
            }
            text.append("of $")
                    .append((char) ('a' + random.nextInt(26)))
                    .append(random.nextBoolean() ? "^2+\\frac{" : "\\cdot\\sqrt{")
                    .append(random.nextInt(1000))
                    .append(text.charAt(text.length() - 1) == '{' ? "}" : "}{")
                    .append(random.nextInt(100))
                    .append("}$")
                    .append(last ? "?" : ". ");
        }
        return text.toString();
    }
}
