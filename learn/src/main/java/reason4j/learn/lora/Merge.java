package reason4j.learn.lora;

import java.nio.file.Path;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.checkpoint.Export;
import reason4j.learn.checkpoint.NewDirectory;
import reason4j.learn.model.Logits;
import reason4j.learn.model.Transformer;

/// Puts an adapter into the weights of its model for good.
public final class Merge {

    /// Most that logits may move by putting the sum into the weights, relative to the largest logit.
    private static final double TOLERANCE = 1e-4;

    private static final int PROBE = 24;

    /// How the check went.
    ///
    /// @param modules matrices that were changed
    /// @param merged largest difference of a logit between the adapter beside the weights and within them
    /// @param stored the same between the merged model and what was read back from the disk: rounding to its dtype
    /// @param moved the same between the merged model and its base: what the adapter does
    public record Check(int modules, double merged, double stored, double moved) {}

    private Merge() {}

    /// @param base checkpoint that the adapter was trained on
    /// @param adapter directory in PEFT's format
    /// @param to directory that does not exist yet; nothing is written if the check fails
    public static Check merge(Path base, Path adapter, Export.Format format, Path to) {
        NewDirectory.check(to);
        float[] expected;
        double merged;
        double moved;
        int modules;
        try (Transformer model = Checkpoint.load(base)) {
            int[] probe = probe(model.config().vocabulary(), model.config().context());
            float[] before = Logits.of(model, probe);
            try (Adapter low = Adapter.load(adapter, model.parameters())) {
                expected = Logits.of(model, probe);
                merged = Logits.largestDifference(expected, Unmerged.logits(model, low, probe));
                moved = Logits.largestDifference(expected, before);
                modules = low.modules().size();
            }
            double allowed = TOLERANCE * Math.max(1, largest(expected));
            if (!(merged <= allowed)) {
                throw UserException.data(adapter + ": merged into " + base + " a logit differs by " + merged
                        + " from the adapter beside the weights, and " + allowed + " is allowed; nothing was written"
                        + "\n  the adapter has very large numbers; keep it apart, or train it at a lower rate");
            }
            double[] stored = {0};
            WholeFiles.directory(to, part -> {
                Checkpoint.save(model, base, part, format);
                stored[0] = read(part, probe, expected);
            });
            return new Check(modules, merged, stored[0], moved);
        }
    }

    private static double read(Path directory, int[] probe, float[] expected) {
        try (Transformer again = Checkpoint.load(directory)) {
            return Logits.largestDifference(expected, Logits.of(again, probe));
        }
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    // ids from all over the vocabulary, the same for every run
    private static int[] probe(int vocabulary, int context) {
        int[] ids = new int[Math.min(PROBE, context)];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) (((long) (i + 1) * 2654435761L & 0xFFFFFFFFL) % vocabulary);
        }
        return ids;
    }
}
