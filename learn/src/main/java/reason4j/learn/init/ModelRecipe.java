package reason4j.learn.init;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.core.config.Range;
import reason4j.learn.tensor.WantedPrecision;

/// The model to start from: a checkpoint, or a shape that is filled with random weights.
///
/// @param checkpoint directory of a checkpoint; the rest is for a model from scratch
/// @param tokenizer of a model from scratch
/// @param hidden width
/// @param layers blocks
/// @param heads query heads
/// @param kvHeads key-value heads
/// @param maxPositions longest sequence
/// @param workers parts of a batch that are worked on at a time, each on a thread of its own: best for small models
/// @param threads native threads of each worker: best for large models. Results depend on both by rounding
/// @param precision in which the transformer computes; weights, moments and losses are 32-bit in any case
/// @param device where it computes
/// @param positions other positions than the checkpoint's, for longer contexts
public record ModelRecipe(
        @Nullable String checkpoint,
        TokenizerRecipe tokenizer,
        int hidden,
        int layers,
        int heads,
        int kvHeads,
        int maxPositions,
        int workers,
        int threads,
        WantedPrecision precision,
        String device,
        PositionsRecipe positions) {

    /// How to make a tokenizer.
    ///
    /// @param kind `words` for a fixed list, `bpe` for byte-pair merges learnt from the training set
    /// @param words each one token, beside the tags of the R1 layout
    /// @param numbers so many whole numbers, from 0, are one token each
    /// @param vocabulary size of a `bpe` vocabulary
    public record TokenizerRecipe(Kind kind, List<String> words, int numbers, int vocabulary) {

        /// Kinds of tokenizer.
        public enum Kind {
            WORDS,
            BPE
        }

        public TokenizerRecipe {
            words = List.copyOf(words);
            Range.atLeast("numbers", numbers, 0);
            Range.check(kind == Kind.WORDS || vocabulary >= 300, "vocabulary", vocabulary, "must be at least 300");
        }
    }

    public ModelRecipe {
        Range.atLeast("hidden", hidden, 8);
        Range.atLeast("layers", layers, 1);
        Range.atLeast("heads", heads, 1);
        Range.check(hidden % heads == 0, "hidden", hidden, "must be a multiple of heads, " + heads);
        Range.check(heads % Math.max(1, kvHeads) == 0, "kv_heads", kvHeads, "must divide heads, " + heads);
        Range.atLeast("max_positions", maxPositions, 8);
        Range.atLeast("workers", workers, 1);
        Range.atLeast("threads", threads, 1);
    }
}
