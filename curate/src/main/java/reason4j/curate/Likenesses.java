package reason4j.curate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import reason4j.curate.dedup.CosinePairs;
import reason4j.curate.dedup.Pairs;
import reason4j.curate.dedup.SemDeDup;
import reason4j.curate.dedup.SharedNgrams;
import reason4j.curate.dedup.UnionFind;
import reason4j.curate.embed.Embedder;
import reason4j.curate.source.Slice;
import reason4j.curate.text.Normal;
import reason4j.curate.text.WordGrams;

/// Drops what is like a kept row by rules that go further than equal or nearly equal text: one n-gram in common, or
/// nearness by embedding. Each is off unless the recipe asks for it.
final class Likenesses {

    private static final String STEP = "duplicate";

    private final Facts facts;
    private final Fates fates;
    private final CurateRecipe.Deduplicate settings;
    private final List<Boolean> heldout;

    /// @param heldout by input, whether its rows are held out
    Likenesses(Facts facts, Fates fates, CurateRecipe.Deduplicate settings, List<Boolean> heldout) {
        this.facts = facts;
        this.fates = fates;
        this.settings = settings;
        this.heldout = heldout;
    }

    void drop(JavaRDD<Slice> slices, Reading reading, RowVectors vectors) {
        if (settings.ngram() > 0) {
            ngrams(slices, reading);
        }
        if (settings.alike().cosine() > 0) {
            alike(vectors);
        }
        if (settings.semantic().epsilon() > 0) {
            semantic(vectors);
        }
    }

    private void ngrams(JavaRDD<Slice> slices, Reading reading) {
        int n = settings.ngram();
        JavaRDD<SharedNgrams.Grams> grams = slices.map(slice -> grams(slice, reading, n));
        SharedNgrams.find(grams, Math.max(1, slices.getNumPartitions()), fates::kept, facts.input)
                .forEach(
                        (row, kept) -> fates.drop(row, STEP, "shared " + n + "-gram", Map.of("kept", facts.ids[kept])));
    }

    private static SharedNgrams.Grams grams(Slice slice, Reading reading, int n) {
        List<long[]> byRow = new java.util.ArrayList<>();
        reading.rows(
                slice,
                row -> byRow.add(
                        row.fate() == null && !reading.inputs().get(row.input()).heldout()
                                ? WordGrams.of(
                                        Normal.words(Normal.of(row.draft().prompt())), n)
                                : new long[0]));
        long[] grams =
                byRow.stream().flatMapToLong(java.util.stream.LongStream::of).toArray();
        int[] rows = IntStream.range(0, byRow.size())
                .flatMap(i -> IntStream.generate(() -> (int) slice.first() + i).limit(byRow.get(i).length))
                .toArray();
        return new SharedNgrams.Grams(slice.input(), grams, rows);
    }

    private void alike(RowVectors vectors) {
        UnionFind groups = new UnionFind(facts.rows());
        long[] pairs = CosinePairs.find(
                candidates(),
                vectors::of,
                settings.alike().cosine(),
                agreement(settings.alike().agree()));
        for (long pair : pairs) {
            groups.union(Pairs.lesser(pair), Pairs.greater(pair));
        }
        Map<Integer, Integer> best = new TreeMap<>();
        for (int row : candidates()) {
            best.merge(groups.root(row), row, (a, b) -> facts.better(a, b) ? a : b);
        }
        for (int row : candidates()) {
            int kept = best.getOrDefault(groups.root(row), row);
            if (kept != row) {
                double cosine = Embedder.cosine(vectors.of(row), vectors.of(kept));
                fates.drop(row, STEP, "near by embedding", evidence(kept, cosine));
            }
        }
    }

    private void semantic(RowVectors vectors) {
        CurateRecipe.Semantic semantic = settings.semantic();
        List<SemDeDup.Copy> copies = SemDeDup.find(
                candidates(),
                vectors::of,
                semantic.clusters(),
                semantic.epsilon(),
                (a, b) -> a.equals(b) ? 0 : facts.better(a, b) ? -1 : 1,
                agreement(semantic.agree()));
        for (SemDeDup.Copy copy : copies) {
            Map<String, Object> evidence = evidence(copy.kept(), copy.cosine());
            evidence.put("cluster", copy.cluster());
            fates.drop(copy.row(), STEP, "same meaning (SemDeDup)", evidence);
        }
    }

    private Map<String, Object> evidence(int kept, double cosine) {
        return new TreeMap<>(Map.of("kept", facts.ids[kept], "cosine", Math.round(cosine * 1000) / 1000.0));
    }

    /// Kept rows of the pool: held-out rows are no copy of anything and nothing is a copy of them.
    private int[] candidates() {
        return IntStream.range(0, facts.rows())
                .filter(row -> fates.kept(row) && !heldout.get(facts.input[row]))
                .toArray();
    }

    private LongPredicate agreement(String what) {
        return switch (what) {
            case "numbers" -> pair -> sameNumbers(pair) && sameAnswers(pair);
            case "answers" -> this::sameAnswers;
            case String _ -> _ -> true;
        };
    }

    private boolean sameNumbers(long pair) {
        return facts.numbers[Pairs.lesser(pair)] == facts.numbers[Pairs.greater(pair)];
    }

    private boolean sameAnswers(long pair) {
        return Keys.same(facts.answers[Pairs.lesser(pair)], facts.answers[Pairs.greater(pair)]);
    }
}
