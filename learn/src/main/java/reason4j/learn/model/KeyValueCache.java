package reason4j.learn.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// Keys and values of the tokens that each row has seen: a row a sequence, rows 0 to `rows()` in use, each of its own
/// length. No step of decoding copies them.
public sealed interface KeyValueCache extends AutoCloseable permits PagedCache, SlottedCache {

    /// The cache for where the model computes: pages for the kernels, slots for operators.
    ///
    /// @param room most rows at a time
    /// @param capacity most tokens a row
    static KeyValueCache of(Transformer model, int room, int capacity) {
        return model.parameters().device().kernels()
                ? new PagedCache(model, capacity)
                : new SlottedCache(model, room, capacity);
    }

    /// Rows in use.
    int rows();

    /// Computes prompts once each and gives every one of their samples a row.
    ///
    /// @param prompts token ids, none empty
    /// @param samples rows for each prompt
    /// @return hidden states of each prompt's last token, `[prompts, C]`, of the scope around
    Tensor prefill(Transformer model, List<int[]> prompts, int[] samples);

    /// One more token for each row.
    ///
    /// @param ids one a row
    /// @return hidden states after the last norm, `[B, C]`, of the scope around
    Tensor next_BC(Transformer model, long[] ids);

    /// Forgets the last tokens of a row. They must have come by decoding, not with the prompt, which may be shared.
    void shorten(int row, int tokens);

    /// Frees a row; the last row takes its number.
    ///
    /// @return the number that the row had which moved, the freed row's own if it was the last
    int free(int row);

    @Override
    void close();
}
