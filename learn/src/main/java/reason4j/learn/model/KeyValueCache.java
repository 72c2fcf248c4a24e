package reason4j.learn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Keys and values of the tokens that each row has seen: a row a sequence, rows 0 to `rows()` in use, each with its own
/// length. A decoding step writes one place a row and copies nothing. When a row ends, the last one takes its place.
///
/// Shapes: R rows of room, K key-value heads, T capacity, D head dimension; per layer `[R, K, T, D]` twice.
public final class KeyValueCache implements AutoCloseable {

    private final int capacity;
    private final int kvHeads;
    private final int headDimension;
    private final ModelConfig config;
    private final List<Tensor> keys_RKTD = new ArrayList<>();
    private final List<Tensor> values_RKTD = new ArrayList<>();
    private final int[] lengths;
    private int rows;

    /// @param room most rows at a time
    /// @param capacity most tokens a row
    public KeyValueCache(ModelConfig config, int room, int capacity) {
        this.capacity = capacity;
        this.kvHeads = config.kvHeads();
        this.headDimension = config.headDimension();
        this.config = config;
        this.lengths = new int[room];
        for (int i = 0; i < config.layers(); i++) {
            keys_RKTD.add(Scopes.own(() -> Tensors.zeros(ScalarType.Float, room, kvHeads, capacity, headDimension)));
            values_RKTD.add(Scopes.own(() -> Tensors.zeros(ScalarType.Float, room, kvHeads, capacity, headDimension)));
        }
    }

    /// Bytes that a cache of this size takes.
    public static long bytes(ModelConfig config, long room, long capacity) {
        return 2L * config.layers() * room * config.kvHeads() * capacity * config.headDimension() * Float.BYTES;
    }

    int capacity() {
        return capacity;
    }

    public int rows() {
        return rows;
    }

    public int room() {
        return lengths.length;
    }

    /// Computes prompts once each and gives every one of their samples a row.
    ///
    /// @param prompts token ids, none empty
    /// @param samples rows for each prompt
    /// @return hidden states of each prompt's last token, `[prompts, C]`, of the scope around
    public Tensor prefill(Transformer model, List<int[]> prompts, int[] samples) {
        int longest = prompts.stream().mapToInt(p -> p.length).max().orElse(0);
        if (prompts.size() > 1 && config.rope().dependsOnLength(longest)) {
            return oneByOne(model, prompts, samples);
        }
        long[] ids = new long[prompts.size() * longest];
        long[] last = new long[prompts.size()];
        for (int p = 0; p < prompts.size(); p++) {
            int[] prompt = prompts.get(p);
            for (int t = 0; t < prompt.length; t++) {
                ids[p * longest + t] = prompt[t];
            }
            last[p] = (long) p * longest + prompt.length - 1;
        }
        int first = rows;
        return Scopes.keep(() -> {
            Tensor hidden_PTC = model.hidden_BTC(
                    Tensors.ofLongs(ids, prompts.size(), longest),
                    (layer, k, v) -> store(layer, k, v, prompts, samples, first));
            for (int p = 0; p < prompts.size(); p++) {
                Arrays.fill(lengths, rows, rows + samples[p], prompts.get(p).length);
                rows += samples[p];
            }
            return hidden_PTC.view(-1, hidden_PTC.size(2)).index_select(0, Tensors.ofLongs(last, last.length));
        });
    }

    // where angles depend on the length, padding to the longest prompt would change the others
    private Tensor oneByOne(Transformer model, List<int[]> prompts, int[] samples) {
        return Scopes.keep(() -> {
            Tensor[] last_1C = new Tensor[prompts.size()];
            for (int p = 0; p < last_1C.length; p++) {
                last_1C[p] = prefill(model, prompts.subList(p, p + 1), new int[] {samples[p]});
            }
            return Tensors.cat(0, last_1C);
        });
    }

    private void store(int layer, Tensor k_PKTD, Tensor v_PKTD, List<int[]> prompts, int[] samples, int first) {
        int row = first;
        for (int p = 0; p < prompts.size(); p++) {
            int length = prompts.get(p).length;
            place(keys_RKTD.get(layer), k_PKTD, p, row, samples[p], length);
            place(values_RKTD.get(layer), v_PKTD, p, row, samples[p], length);
            row += samples[p];
        }
    }

    private static void place(Tensor cache_RKTD, Tensor from_PKTD, int p, int row, int rows, int length) {
        cache_RKTD
                .narrow(0, row, rows)
                .narrow(2, 0, length)
                .copy_(from_PKTD.narrow(0, p, 1).narrow(2, 0, length));
    }

    /// Frees a row; the last row moves into it.
    ///
    /// @return the index of the row that moved, the freed row itself if it was the last
    public int free(int row) {
        int moved = --rows;
        if (moved != row) {
            int length = lengths[moved];
            Scopes.noGrad(() -> {
                for (int layer = 0; layer < keys_RKTD.size(); layer++) {
                    move(keys_RKTD.get(layer), moved, row, length);
                    move(values_RKTD.get(layer), moved, row, length);
                }
            });
            lengths[row] = length;
        }
        return moved;
    }

    private static void move(Tensor cache_RKTD, int from, int to, int length) {
        cache_RKTD
                .select(0, to)
                .narrow(1, 0, length)
                .copy_(cache_RKTD.select(0, from).narrow(1, 0, length));
    }

    /// Room for one more token in every row.
    Step step() {
        int longest = 0;
        long[] positions = new long[rows];
        long[] places = new long[rows * kvHeads];
        for (int r = 0; r < rows; r++) {
            positions[r] = lengths[r];
            for (int k = 0; k < kvHeads; k++) {
                places[r * kvHeads + k] = ((long) r * kvHeads + k) * capacity + lengths[r];
            }
            lengths[r]++;
            longest = Math.max(longest, lengths[r]);
        }
        Integer window = config.slidingWindow();
        return new Step(
                Tensors.ofLongs(positions, rows),
                Tensors.ofLongs(places, places.length),
                mask(longest, Integer.MAX_VALUE),
                mask(longest, window == null ? Integer.MAX_VALUE : window),
                longest);
    }

    private Tensor mask(int longest, int window) {
        float[] mask = new float[rows * longest];
        for (int r = 0; r < rows; r++) {
            Arrays.fill(mask, r * longest + lengths[r], (r + 1) * longest, Float.NEGATIVE_INFINITY);
            if (lengths[r] > window) {
                Arrays.fill(mask, r * longest, r * longest + lengths[r] - window, Float.NEGATIVE_INFINITY);
            }
        }
        return Tensors.ofFloats(mask, rows, 1, 1, longest);
    }

    /// One decoding step: where the new token goes and what may be looked at.
    final class Step {
        private final Tensor positions_B;
        private final Tensor places;
        private final Tensor full_B11T;
        private final Tensor windowed_B11T;
        private final int longest;

        private Step(Tensor positions_B, Tensor places, Tensor full_B11T, Tensor windowed_B11T, int longest) {
            this.positions_B = positions_B;
            this.places = places;
            this.full_B11T = full_B11T;
            this.windowed_B11T = windowed_B11T;
            this.longest = longest;
        }

        Tensor positions_B() {
            return positions_B;
        }

        Tensor mask_B11T(int layer) {
            return config.window(layer) == null ? full_B11T : windowed_B11T;
        }

        void write(int layer, Tensor k_BKD, Tensor v_BKD) {
            flat(keys_RKTD.get(layer)).index_copy_(0, places, k_BKD.reshape(-1, headDimension));
            flat(values_RKTD.get(layer)).index_copy_(0, places, v_BKD.reshape(-1, headDimension));
        }

        private Tensor flat(Tensor cache_RKTD) {
            return cache_RKTD.view(-1, headDimension);
        }

        Tensor keys_BKTD(int layer) {
            return keys_RKTD.get(layer).narrow(0, 0, rows).narrow(2, 0, longest);
        }

        Tensor values_BKTD(int layer) {
            return values_RKTD.get(layer).narrow(0, 0, rows).narrow(2, 0, longest);
        }
    }

    @Override
    public void close() {
        keys_RKTD.forEach(Tensor::close);
        values_RKTD.forEach(Tensor::close);
    }
}
