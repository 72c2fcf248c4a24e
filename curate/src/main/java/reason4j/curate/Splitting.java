package reason4j.curate;

import java.util.Arrays;
import java.util.List;
import reason4j.core.run.Seed;
import reason4j.curate.dedup.KeyedRows;
import reason4j.curate.text.Hash64;

/// Holds rows out by hashes of seed and content, so that the choice depends neither on order nor on partitioning.
final class Splitting {

    private Splitting() {}

    /// Holds rows out until the share or count is reached; rows with one key go to one side.
    ///
    /// @param heldout inputs whose rows are all held out
    static void split(Facts facts, Fates fates, CurateRecipe.Split split, List<Boolean> heldout, Seed seed) {
        long salt = seed.of("split").value();
        int[] rows = new int[facts.rows()];
        int pool = 0;
        for (int row = 0; row < facts.rows(); row++) {
            if (!fates.kept(row)) {
                continue;
            }
            if (heldout.get(facts.input[row])) {
                fates.holdOut(row);
            } else {
                rows[pool++] = row;
            }
        }
        rows = Arrays.copyOf(rows, pool);
        long[] keys = Arrays.stream(rows)
                .mapToLong(row -> Hash64.mix(facts.split[row] ^ salt))
                .toArray();
        KeyedRows.sort(keys, rows);
        long wanted = split.count() > 0 ? split.count() : Math.round(split.heldout() * pool);
        for (int i = 0; i < pool && (i < wanted || (i > 0 && wanted > 0 && keys[i] == keys[i - 1])); i++) {
            fates.holdOut(rows[i]);
        }
    }
}
