package reason4j.curate.decontaminate;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reason4j.core.io.JsonLines;
import reason4j.curate.embed.Embedder;

/// How well translations are found: the 200 problems of OlymMATH in Chinese against their English originals, by
/// formulas
/// and by embedding, and false flags on a pool of English questions against the Chinese ones. Arguments: the folder of
/// the data, and a folder for the cache of vectors.
public final class TranslationBench {

    private TranslationBench() {}

    static void main(String[] arguments) {
        Path data = Path.of(arguments[0]);
        List<Reference> english = read(data.resolve("olymmath_en.jsonl"));
        List<Reference> chinese = read(data.resolve("olymmath_zh.jsonl"));
        List<Reference> pool = new ArrayList<>();
        for (int level = 1; level <= 5; level++) {
            pool.addAll(read(data.resolve("deepscaler_L" + level + ".jsonl")));
        }
        formulas(System.out, english, chinese, pool);
        embedding(System.out, english, chinese, pool, new Embedder(arguments[1]));
    }

    private static void formulas(
            PrintStream out, List<Reference> english, List<Reference> chinese, List<Reference> pool) {
        for (int shared : new int[] {2, 3, 4}) {
            for (double least : new double[] {0.4, 0.5, 0.6, 0.7}) {
                Rule rule = new Translations(english, least, shared);
                Rule reverse = new Translations(chinese, least, shared);
                int[] found = found(rule, chinese);
                long flags = pool.stream()
                        .filter(p -> reverse.hit(p.problem()) != null)
                        .count();
                out.printf(
                        Locale.ROOT,
                        "formulas, at least %d in common, share %.1f: %d right, %d wrong of %d; %d of %d pool rows flagged%n",
                        shared,
                        least,
                        found[0],
                        found[1],
                        chinese.size(),
                        flags,
                        pool.size());
            }
        }
    }

    private static int[] found(Rule rule, List<Reference> chinese) {
        int[] found = new int[2];
        for (Reference problem : chinese) {
            Hit hit = rule.hit(problem.problem());
            if (hit != null) {
                found[hit.id().equals(problem.id().replace("ZH", "EN")) ? 0 : 1]++;
            }
        }
        return found;
    }

    private static void embedding(
            PrintStream out,
            List<Reference> english,
            List<Reference> chinese,
            List<Reference> pool,
            Embedder embedder) {
        List<Reference> some = new ArrayList<>();
        for (int i = 0; i < pool.size(); i += 20) {
            some.add(pool.get(i));
        }
        embedder.ensure(some.stream().map(Reference::problem).toList());
        embedder.refresh();
        for (double least : new double[] {0.5, 0.6, 0.7, 0.8, 0.9}) {
            int[] found = found(new Cosine(english, embedder, least), chinese);
            Rule reverse = new Cosine(chinese, embedder, least);
            long flags =
                    some.stream().filter(p -> reverse.hit(p.problem()) != null).count();
            out.printf(
                    Locale.ROOT,
                    "embedding, cosine %.1f: %d right, %d wrong of %d; %d of %d pool rows flagged%n",
                    least,
                    found[0],
                    found[1],
                    chinese.size(),
                    flags,
                    some.size());
        }
    }

    private static List<Reference> read(Path file) {
        return JsonLines.readTrees(file).stream()
                .map(row -> new Reference(
                        file.getFileName().toString(),
                        row.get("id").asString(),
                        row.get("problem").asString(),
                        ""))
                .toList();
    }
}
