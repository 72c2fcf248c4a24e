package reason4j.curate.decontaminate;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.curate.text.Formulas;

/// A benchmark's problem in another script: the words differ, the formulas and numbers are the same. The score is the
/// weight of what both have over the weight of what either has, rarer items weighing more. Names of a figure alone are
/// no formula, and where each has a number that the other lacks it is another
/// problem.
///
/// Not by embedding: of 200 problems of OlymMATH in Chinese, all-MiniLM-L6-v2 puts 1 within a cosine of 0.9 of its
/// English original and 115 within 0.5, where it flags 4 in 100 unrelated rows as well
/// (`bench/curate/embeddings.sh translations`). A problem without formulas cannot be found so.
final class Translations implements Rule {

    private static final long serialVersionUID = 1L;
    private static final int LEAST_SHARED = 3;

    /// Names of a figure, `ABCD` or `ABCD-A_1B_1C_1D_1`, which many problems have.
    private static final Pattern FIGURE =
            Pattern.compile("(?:formula|part) (?:[A-Z]|[_{}1']|-|\\\\(?:triangle|angle|odot)|\\s)+");

    private final List<Reference> references;
    private final double least;
    private final int leastShared;
    private final UnicodeScript[] scripts;
    private final double[] weights;
    private final Map<String, int[]> places = new HashMap<>();

    Translations(List<Reference> references, double least) {
        this(references, least, LEAST_SHARED);
    }

    /// @param leastShared how many items both must have
    Translations(List<Reference> references, double least, int leastShared) {
        this.leastShared = leastShared;
        this.references = List.copyOf(references);
        this.least = least;
        this.scripts = new UnicodeScript[references.size()];
        this.weights = new double[references.size()];
        List<Set<String>> items = new ArrayList<>();
        Map<String, List<Integer>> byItem = new HashMap<>();
        for (int r = 0; r < references.size(); r++) {
            String problem = references.get(r).problem();
            scripts[r] = Formulas.script(problem);
            items.add(Formulas.of(problem));
            for (String item : items.get(r)) {
                byItem.computeIfAbsent(item, _ -> new ArrayList<>()).add(r);
            }
        }
        byItem.forEach((item, some) ->
                places.put(item, some.stream().mapToInt(Integer::intValue).toArray()));
        for (int r = 0; r < weights.length; r++) {
            weights[r] = items.get(r).stream().mapToDouble(this::weight).sum();
        }
    }

    /// Whether each has a number that the other lacks.
    private static boolean differ(Set<String> some, Set<String> others) {
        return !others.containsAll(some) && !some.containsAll(others);
    }

    private double weight(String item) {
        int[] some = places.get(item);
        return 1 + Math.log((1.0 + references.size()) / (some == null ? 1 : some.length));
    }

    @Override
    public @Nullable Hit hit(String question) {
        UnicodeScript script = Formulas.script(question);
        Set<String> mine = Formulas.of(question);
        double all = mine.stream().mapToDouble(this::weight).sum();
        Map<Integer, double[]> shared = new TreeMap<>();
        for (String item : mine) {
            for (int r : places.getOrDefault(item, new int[0])) {
                if (scripts[r] != script) {
                    double[] sum = shared.computeIfAbsent(r, _ -> new double[3]);
                    sum[0] += weight(item);
                    sum[1]++;
                    sum[2] += FIGURE.matcher(item).matches() ? 0 : 1;
                }
            }
        }
        Set<String> numbers = Formulas.numbers(question);
        Hit best = null;
        for (Map.Entry<Integer, double[]> entry : shared.entrySet()) {
            double common = entry.getValue()[0];
            double score = common / (all + weights[entry.getKey()] - common);
            if (entry.getValue()[1] >= leastShared
                    && entry.getValue()[2] > 0
                    && score >= least
                    && (best == null || score > best.score())
                    && !differ(
                            numbers,
                            Formulas.numbers(references.get(entry.getKey()).problem()))) {
                Reference found = references.get(entry.getKey());
                best = new Hit("translation", found.benchmark(), found.id(), score, List.of());
            }
        }
        return best;
    }
}
