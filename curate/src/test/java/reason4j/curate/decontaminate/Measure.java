package reason4j.curate.decontaminate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.JsonLines;
import reason4j.curate.text.Canonical;
import reason4j.curate.text.WordCounts;
import tools.jackson.databind.JsonNode;

/// What a rule finds and what it flags falsely, on the real data.
final class Measure {

    static final List<String> BENCHMARKS =
            List.of("aime24", "aime25", "amc23", "math500", "olympiadbench", "omni_math_500");

    private final Path data;

    Measure(Path data) {
        this.data = data;
    }

    List<String> pool() {
        List<String> pool = new ArrayList<>();
        for (int level = 1; level <= 5; level++) {
            pool.addAll(questions("deepscaler_L" + level));
        }
        return pool;
    }

    List<JsonNode> rows(String file) {
        return JsonLines.readTrees(data.resolve(file + ".jsonl"));
    }

    List<String> questions(String file) {
        return rows(file).stream().map(row -> row.get("problem").asString()).toList();
    }

    List<Reference> references(String... benchmarks) {
        List<Reference> references = new ArrayList<>();
        for (String benchmark : benchmarks) {
            for (JsonNode row : JsonLines.readTrees(data.resolve(benchmark + ".jsonl"))) {
                references.add(new Reference(
                        benchmark,
                        row.get("id").asString(),
                        row.get("problem").asString(),
                        row.get("answer").asString()));
            }
        }
        return references;
    }

    static WordCounts counts(List<String> pool) {
        WordCounts counts = new WordCounts();
        pool.forEach(p -> counts.add(Canonical.of(p)));
        return counts;
    }

    /// A copy that a rule should find, or must not.
    ///
    /// @param kind of rewriting
    /// @param number of the reference
    record Copy(String kind, int number, String text) {}

    /// Each kind of rewriting of each so many-th reference.
    static List<Copy> copies(List<Reference> references, int every) {
        List<Copy> copies = new ArrayList<>();
        Rewritings.kinds().forEach((kind, rewriting) -> {
            SplittableRandom random = new SplittableRandom(kind.hashCode());
            for (int i = Math.floorMod(kind.hashCode(), every); i < references.size(); i += every) {
                copies.add(new Copy(kind, i, rewriting.apply(references.get(i).problem(), random)));
            }
        });
        return copies;
    }

    /// Found and all, by kind. A copy counts as found if the rule names any problem.
    static Map<String, int[]> recall(Rule rule, List<Copy> copies, List<Copy> missed) {
        Map<String, int[]> recall = new LinkedHashMap<>();
        for (Copy copy : copies) {
            int[] n = recall.computeIfAbsent(copy.kind(), _ -> new int[2]);
            @Nullable Hit hit = rule.hit(copy.text());
            n[0] += hit == null ? 0 : 1;
            n[1]++;
            if (hit == null) {
                missed.add(copy);
            }
        }
        return recall;
    }

    public static void main(String[] args) {
        Measure measure = new Measure(Path.of(args[0]));
        List<String> pool = measure.pool();
        List<Reference> all = measure.references(BENCHMARKS.toArray(String[]::new));
        SameProblem ours = (SameProblem) Rules.named("same-problem", all, counts(pool));
        List<Copy> missed = new ArrayList<>();
        recall(ours, copies(all, 4), missed).forEach((kind, n) -> System.out.println(kind + " " + n[0] + "/" + n[1]));
        for (Copy copy : missed) {
            System.out.println("MISSED " + ours.hit(copy.text()) + copy.kind() + " | "
                    + ours.compare(copy.text(), copy.number()) + "\n   "
                    + copy.text().replace('\n', ' ') + "\n   "
                    + all.get(copy.number()).problem().replace('\n', ' '));
        }
        measure.variants(pool);
        measure.falseFlags(pool, all);
    }

    private void variants(List<String> pool) {
        List<Reference> aime25 = references("aime25");
        SameProblem rule = (SameProblem) Rules.named("same-problem", aime25, counts(pool));
        List<String> variants = questions("aime25_variants");
        long found = variants.stream().filter(v -> rule.hit(v) != null).count();
        System.out.println("aime25_variants " + found + "/" + variants.size());
        variants.stream().filter(v -> rule.hit(v) == null).forEach(v -> {
            System.out.println("MISSED variant " + v.replace('\n', ' '));
            int[] c = rule.candidates(Weighted.of(v, counts(pool)).sorted());
            for (int i = 0; i < Math.min(2, c.length); i++) {
                System.out.println("     " + rule.compare(v, c[i]) + " "
                        + aime25.get(c[i]).problem().replace('\n', ' '));
            }
        });
    }

    private void falseFlags(List<String> pool, List<Reference> all) {
        Rule aime24 = Rules.named("same-problem", references("aime24"), counts(pool));
        long start = System.nanoTime();
        pool.stream()
                .filter(p -> aime24.hit(p) != null)
                .forEach(p -> System.out.println("FALSE aime24 " + p.replace('\n', ' ') + "\n   " + aime24.hit(p)));
        Rule rule = Rules.named("same-problem", all, counts(pool));
        System.out.println("aime24 alone: " + (System.nanoTime() - start) / 1e9 + " s");
        SplittableRandom random = new SplittableRandom(5);
        Map<String, int[]> flagged = new TreeMap<>();
        for (Reference r : all) {
            for (boolean one : new boolean[] {true, false}) {
                String other = Rewritings.otherNumbers(r.problem(), random, one);
                int[] n = flagged.computeIfAbsent("other numbers, " + (one ? "one" : "all"), _ -> new int[2]);
                @Nullable Hit hit = other.isEmpty() ? null : rule.hit(other);
                n[0] += hit == null ? 0 : 1;
                n[1] += other.isEmpty() ? 0 : 1;
                if (hit != null) {
                    System.out.println("FALSE numbers " + other.replace('\n', ' ') + "\n   " + hit);
                }
            }
        }
        flagged.forEach((kind, n) -> System.out.println("flagged " + kind + " " + n[0] + "/" + n[1]));
        start = System.nanoTime();
        Map<String, Integer> hits = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (String p : pool) {
            Hit hit = rule.hit(p);
            if (hit != null) {
                hits.merge(hit.benchmark(), 1, Integer::sum);
                String b = all.stream()
                        .filter(r -> r.id().equals(hit.id()))
                        .findFirst()
                        .orElseThrow()
                        .problem();
                if (!reason4j.curate.text.Normal.of(b).equals(reason4j.curate.text.Normal.of(p))) {
                    lines.add("POOL " + hit.benchmark() + " " + hit.score() + "\n   " + p.replace('\n', ' ') + "\n   "
                            + b.replace('\n', ' '));
                }
            }
        }
        System.out.println("pool hits " + hits + " in " + (System.nanoTime() - start) / 1e9 + " s");
        lines.forEach(System.out::println);
    }
}
