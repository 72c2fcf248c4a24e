package reason4j.curate;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import reason4j.core.io.UserException;
import reason4j.curate.dedup.Buckets;
import reason4j.curate.embed.Embedder;
import reason4j.curate.source.Slice;

/// The vectors of clean rows: tasks embed what the cache does not have, the driver reads them from there.
final class RowVectors {

    private final long[] keys;
    private final Embedder embedder;

    private RowVectors(long[] keys, Embedder embedder) {
        this.keys = keys;
        this.embedder = embedder;
    }

    /// For recipes that need none.
    static RowVectors none() {
        return new RowVectors(new long[0], new Embedder(""));
    }

    static RowVectors of(JavaRDD<Slice> slices, Reading reading, CurateRecipe recipe, int rows) {
        Embedder embedder = new Embedder(recipe.embedding().cache());
        long[] keys = new long[rows];
        for (Buckets.Keys some :
                slices.map(slice -> embedded(slice, reading, embedder)).collect()) {
            System.arraycopy(some.keys(), 0, keys, some.first(), some.keys().length);
        }
        embedder.refresh();
        return new RowVectors(keys, embedder);
    }

    private static Buckets.Keys embedded(Slice slice, Reading reading, Embedder embedder) {
        long[] keys = new long[slice.rows()];
        List<String> texts = new ArrayList<>();
        reading.rows(slice, row -> {
            if (row.fate() == null) {
                keys[(int) (row.index() - slice.first())] =
                        Embedder.key(row.draft().prompt());
                texts.add(row.draft().prompt());
            }
        });
        embedder.ensure(texts);
        return new Buckets.Keys((int) slice.first(), 1, keys);
    }

    /// The vector of a clean row.
    ///
    /// @throws UserException if a worker wrote it where the driver does not see it
    float[] of(int row) {
        float[] vector = embedder.cached(keys[row]);
        if (vector == null) {
            throw UserException.machine(
                    "the vector of row " + row + " is not in the cache"
                            + "\n  embedding.cache must be a folder that the driver and every worker see",
                    null);
        }
        return vector;
    }
}
