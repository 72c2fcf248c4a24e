package reason4j.learn.lora;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reason4j.core.run.Seed;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.checkpoint.Checkpoints;
import reason4j.learn.model.Trainable;
import reason4j.learn.model.Transformer;

/// What of a model is trained: all of its weights, or an adapter.
public final class Tuning implements AutoCloseable {

    private final Transformer model;
    private final Path from;
    private final @Nullable Adapter adapter;

    /// @param from the checkpoint that the model was read from
    /// @param lora the adapter to train, or null for all weights
    public Tuning(Transformer model, Path from, @Nullable LoraRecipe lora, Seed seed) {
        this.model = model;
        this.from = from;
        this.adapter = lora == null ? null : Adapter.fresh(model.parameters(), lora, seed.of("lora"));
    }

    /// What the optimizer turns.
    public Trainable trainable() {
        return adapter == null ? model.parameters() : adapter;
    }

    /// The adapter, or null if all weights are trained.
    public @Nullable Adapter adapter() {
        return adapter;
    }

    /// What the checkpoints of a run hold: all weights, or the adapter alone.
    public Checkpoints.Content content() {
        if (adapter == null) {
            return Checkpoints.weights(model, from);
        }
        Adapter low = adapter;
        return new Checkpoints.Content() {
            @Override
            public void save(Path into) {
                low.save(into, from.toString());
            }

            @Override
            public void restore(Path directory) {
                low.restore(directory);
            }
        };
    }

    /// Writes the result: `model`, a whole checkpoint, and the adapter apart in `adapter` if there is one.
    public void finish(Path run) {
        if (adapter != null) {
            adapter.save(run.resolve("adapter"), from.toString());
        }
        Checkpoint.save(model, from, run.resolve("model"));
    }

    @Override
    public void close() {
        if (adapter != null) {
            adapter.close();
        }
    }
}
