package reason4j.learn.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Prompts side by side, padded on the right.
///
/// @param longest tokens of the longest
/// @param ids row after row, `[P, longest]`
/// @param last place of each prompt's last token among all, `[P]`
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Padded(int longest, long[] ids, long[] last) {

    static Padded of(List<int[]> prompts) {
        int longest = prompts.stream().mapToInt(p -> p.length).max().orElse(0);
        Padded padded = new Padded(longest, new long[prompts.size() * longest], new long[prompts.size()]);
        for (int p = 0; p < prompts.size(); p++) {
            int[] prompt = prompts.get(p);
            for (int t = 0; t < prompt.length; t++) {
                padded.ids[p * longest + t] = prompt[t];
            }
            padded.last[p] = (long) p * longest + prompt.length - 1;
        }
        return padded;
    }

    /// Prefills a cache with one prompt after the other, so that none is padded.
    ///
    /// @return as [KeyValueCache#prefill]
    static Tensor oneByOne(KeyValueCache cache, Transformer model, List<int[]> prompts, int[] samples) {
        return Scopes.keep(() -> {
            Tensor[] last_1C = new Tensor[prompts.size()];
            for (int p = 0; p < last_1C.length; p++) {
                last_1C[p] = cache.prefill(model, prompts.subList(p, p + 1), new int[] {samples[p]});
            }
            return Tensors.cat(0, last_1C);
        });
    }
}
