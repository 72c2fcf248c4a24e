package reason4j.curate.decontaminate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reason4j.curate.text.Canonical;
import tools.jackson.databind.JsonNode;

/// What `same-problem` finds of kinds of rewriting that its bounds were not chosen on, and what it flags falsely.
///
/// Arguments: the folder of data, and each how many-th reference is rewritten (1 for all).
final class MeasureHeldOut {

    private static final List<String> POOL_OTHERS = List.of("olymmath_en", "gsm8k_test", "mbpp");

    private final Measure measure;
    private final List<Reference> all;
    private final List<String> pool;
    private final SameProblem rule;
    private final boolean show;

    private MeasureHeldOut(Path data, boolean show) {
        measure = new Measure(data);
        all = measure.references(Measure.BENCHMARKS.toArray(String[]::new));
        pool = measure.pool();
        rule = (SameProblem) Rules.named("same-problem", all, Measure.counts(pool));
        this.show = show;
    }

    public static void main(String[] args) {
        MeasureHeldOut held = new MeasureHeldOut(Path.of(args[0]), args.length > 2);
        int every = Integer.parseInt(args[1]);
        held.recall("kinds not chosen on", copies(held.all, every));
        held.recall("kinds not seen", copies(HeldOut.unseen(), held.all, every));
        held.recall("third list", copies(ThirdList.kinds(), held.all, every));
        held.recall("fourth list", copies(FourthList.kinds(), held.all, every));
        held.recall("fifth list", copies(FifthList.kinds(), held.all, every));
        held.templates();
        held.misses();
        held.neighbours();
        held.flags();
    }

    /// Copies equal to their original are none.
    static List<Measure.Copy> copies(List<Reference> references, int every) {
        return copies(HeldOut.kinds(), references, every);
    }

    static List<Measure.Copy> copies(
            Map<String, BiFunction<String, SplittableRandom, String>> kinds, List<Reference> references, int every) {
        List<Measure.Copy> copies = new ArrayList<>();
        kinds.forEach((kind, rewriting) -> {
            SplittableRandom random = new SplittableRandom(977L * kind.hashCode());
            for (int i = Math.floorMod(31 * kind.hashCode(), every); i < references.size(); i += every) {
                String text = rewriting.apply(references.get(i).problem(), random);
                if (!text.equals(references.get(i).problem())) {
                    copies.add(new Measure.Copy(kind, i, text));
                }
            }
        });
        return copies;
    }

    private void recall(String what, List<Measure.Copy> copies) {
        List<Measure.Copy> missed = new ArrayList<>();
        Map<String, int[]> recall = Measure.recall(rule, copies, missed);
        int[] sum = new int[2];
        recall.forEach((kind, n) -> {
            row(kind, n);
            sum[0] += n[0];
            sum[1] += n[1];
        });
        row("all " + what, sum);
        if (show) {
            for (Measure.Copy copy : missed) {
                System.out.println("MISSED " + copy.kind() + " | " + brief(rule.compare(copy.text(), copy.number()))
                        + "\n   " + flat(copy.text()) + "\n   "
                        + flat(all.get(copy.number()).problem()));
            }
        }
    }

    private void templates() {
        SplittableRandom random = new SplittableRandom(20_260_101);
        Map<String, int[]> flagged = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            String problem = all.get(i).problem();
            String other = all.get((i + 7) % all.size()).problem();
            flag(flagged, "all numbers changed", Rewritings.otherNumbers(problem, random, false), i);
            flag(flagged, "one number changed", Rewritings.otherNumbers(problem, random, true), i);
            flag(flagged, "the opposite asked for", HeldOut.otherQuestion(problem), i);
            flag(flagged, "question of another problem", HeldOut.foreignQuestion(problem, other), i);
        }
        flagged.forEach(MeasureHeldOut::row);
    }

    /// Near misses of the third list.
    private void misses() {
        Map<String, int[]> flagged = new LinkedHashMap<>();
        ThirdList.misses().forEach((kind, miss) -> {
            SplittableRandom random = new SplittableRandom(20_261_127);
            for (int i = 0; i < all.size(); i++) {
                flag(flagged, kind, miss.apply(all.get(i).problem(), random), i);
            }
        });
        flagged.forEach(MeasureHeldOut::row);
    }

    /// Flags on the pool: row, benchmark, problem, score, and whether their texts are equal but for typesetting.
    private void flags() {
        Map<String, Reference> byId = new LinkedHashMap<>();
        all.forEach(r -> byId.put(r.benchmark() + r.id(), r));
        for (int level = 1; level <= 5; level++) {
            for (JsonNode row : measure.rows("deepscaler_L" + level)) {
                String text = row.get("problem").asString();
                @Nullable Hit hit = rule.hit(text);
                Reference found = hit == null ? null : byId.get(hit.benchmark() + hit.id());
                if (hit != null && found != null) {
                    boolean equal = Canonical.of(text).equals(Canonical.of(found.problem()));
                    System.out.printf(
                            Locale.ROOT,
                            "FLAG\t%s\t%s\t%s\t%.3f\t%s%n",
                            row.get("id").asString(),
                            hit.benchmark(),
                            hit.id(),
                            hit.score(),
                            equal ? "equal" : "other");
                    if (show && !equal) {
                        System.out.println("   " + flat(text) + "\n   " + flat(found.problem()));
                    }
                }
            }
        }
    }

    /// Problems of the same contests and sets that are in none of the benchmarks, as far as equal texts tell.
    private void neighbours() {
        Map<String, int[]> flagged = new LinkedHashMap<>();
        for (String text : measure.questions("aime_1983_2023")) {
            flag(flagged, "AIME 1983 to 2023", text, -1, "aime24", "aime25", "amc23");
        }
        for (String text : pool) {
            flag(flagged, "the pool against AIME24 and AIME25", text, -1, "aime24", "aime25");
        }
        for (String set : POOL_OTHERS) {
            measure.questions(set).forEach(text -> flag(flagged, set, text, -1));
        }
        flagged.forEach(MeasureHeldOut::row);
    }

    private void flag(Map<String, int[]> flagged, String kind, String text, int number, String... benchmarks) {
        if (text.isEmpty() || (number >= 0 && text.equals(all.get(number).problem()))) {
            return;
        }
        int[] n = flagged.computeIfAbsent(kind, _ -> new int[2]);
        n[1]++;
        @Nullable Hit hit = rule.hit(text);
        if (hit == null || (benchmarks.length > 0 && !Arrays.asList(benchmarks).contains(hit.benchmark()))) {
            return;
        }
        n[0]++;
        if (show) {
            String found = all.stream()
                    .filter(r -> r.id().equals(hit.id()))
                    .findFirst()
                    .orElseThrow()
                    .problem();
            System.out.println("FLAGGED " + kind + " | " + hit.benchmark() + " " + hit.id() + " " + hit.score()
                    + "\n   " + flat(text) + "\n   " + flat(found));
        }
    }

    private static void row(String kind, int[] n) {
        System.out.printf(Locale.ROOT, "| %s | %,d | %,d | %.1f %% |%n", kind, n[0], n[1], 100.0 * n[0] / n[1]);
    }

    private static String brief(Comparison c) {
        return String.format(
                Locale.ROOT,
                "ref %.2f row %.2f whole %.2f ask %.2f total %.0f shared %.0f missing %d extra %d outside %d numbers %d"
                        + " operators %d signs %d drawing %b exchanged %b opposite %b",
                c.reference(),
                c.row(),
                c.whole(),
                c.ask(),
                c.total(),
                c.shared(),
                c.missing(),
                c.extra(),
                c.outside(),
                c.numbers(),
                c.operators(),
                c.signs(),
                c.drawing(),
                c.exchanged(),
                c.opposite());
    }

    private static String flat(String text) {
        String s = text.replaceAll("\\s+", " ");
        return s.length() > 900 ? s.substring(0, 450) + " … " + s.substring(s.length() - 450) : s;
    }
}
