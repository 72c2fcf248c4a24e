package reason4j.curate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reason4j.core.run.Seed;
import reason4j.curate.text.Hash64;

/// Chooses rows by hashes of seed and content, so that the choice depends neither on order nor on partitioning.
final class Splitting {

    private Splitting() {}

    /// Drops all but so many rows.
    static void select(Facts facts, Fates fates, int limit, Seed seed) {
        if (limit == 0 || fates.kept() <= limit) {
            return;
        }
        long salt = seed.of("select").value();
        List<Integer> kept = new ArrayList<>();
        for (int row = 0; row < facts.rows(); row++) {
            if (fates.kept(row)) {
                kept.add(row);
            }
        }
        kept.sort(Comparator.comparingLong((Integer r) -> Hash64.mix(Hash64.of(facts.ids[r]) ^ salt))
                .thenComparing(r -> facts.ids[r]));
        for (int row : kept.subList(limit, kept.size())) {
            fates.drop(row, "select", "over the limit", Map.of("limit", limit));
        }
    }

    /// Holds rows out until the share or count is reached; rows with one key go to one side.
    ///
    /// @param heldout inputs whose rows are all held out
    static void split(Facts facts, Fates fates, CurateRecipe.Split split, List<Boolean> heldout, Seed seed) {
        long salt = seed.of("split").value();
        Map<Long, List<Integer>> byHash = new TreeMap<>(Long::compareUnsigned);
        int pool = 0;
        for (int row = 0; row < facts.rows(); row++) {
            if (!fates.kept(row)) {
                continue;
            }
            if (heldout.get(facts.input[row])) {
                fates.holdOut(row);
            } else {
                pool++;
                byHash.computeIfAbsent(Hash64.mix(facts.split[row] ^ salt), _ -> new ArrayList<>())
                        .add(row);
            }
        }
        long wanted = split.count() > 0 ? split.count() : Math.round(split.heldout() * pool);
        long held = 0;
        for (List<Integer> rows : byHash.values()) {
            if (held >= wanted) {
                return;
            }
            rows.forEach(fates::holdOut);
            held += rows.size();
        }
    }
}
