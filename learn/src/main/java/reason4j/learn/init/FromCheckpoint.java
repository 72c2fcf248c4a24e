package reason4j.learn.init;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.checkpoint.Dtype;
import reason4j.learn.checkpoint.Export;
import reason4j.learn.checkpoint.Shards;
import reason4j.learn.checkpoint.Weights;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Transformer;

/// Starts from a checkpoint: checks all of it and copies it, its numbers as they are, with the positions of the recipe.
public final class FromCheckpoint {

    private FromCheckpoint() {}

    /// @param from a checkpoint
    /// @param positions to compute with
    /// @param to directory to write
    /// @throws reason4j.core.io.UserException naming file and tensor, if a file is not whole or not supported
    public static void copy(Path from, PositionsRecipe positions, Path to) {
        try (Transformer model = Checkpoint.load(from)) {
            ModelConfig config = positions.on(model.config());
            Export.Format format = new Export.Format(dtype(from), Shards.ONE_FILE);
            Checkpoint.save(model.parameters(), config, from, to, format);
        }
    }

    // where tensors have several, the one that holds them all
    private static Dtype dtype(Path from) {
        try (Weights weights = Weights.open(from)) {
            Set<Dtype> all = weights.tensors().values().stream()
                    .map(Weights.Stored::dtype)
                    .collect(Collectors.toSet());
            return all.size() == 1 && !all.contains(Dtype.F64) ? all.iterator().next() : Dtype.F32;
        }
    }
}
