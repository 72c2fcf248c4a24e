package reason4j.learn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import reason4j.learn.tensor.Device;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// A cache for libtorch's operators: each row has a slot of full capacity, allocated once. A decoding step writes one
/// place a row and reads the slots where they lie; the end of a row copies the last row's slot into the freed one. A
/// prompt is computed once for its samples, and copied into the slot of each.
final class SlottedCache implements KeyValueCache {

    private final ModelConfig config;
    private final Device device;
    private final int capacity;
    private final List<Tensor> keys_RKSD = new ArrayList<>();
    private final List<Tensor> values_RKSD = new ArrayList<>();
    private final int[] lengths;
    private int rows;

    /// @param room most rows at a time, R
    /// @param capacity most tokens a row, S
    SlottedCache(Transformer model, int room, int capacity) {
        this.config = model.config();
        this.device = model.parameters().device();
        this.capacity = capacity;
        this.lengths = new int[room];
        for (int layer = 0; layer < config.layers(); layer++) {
            for (List<Tensor> all : List.of(keys_RKSD, values_RKSD)) {
                all.add(Scopes.own(() -> device.zeros(
                        model.precision().dtype(), room, config.kvHeads(), capacity, config.headDimension())));
            }
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public Tensor prefill(Transformer model, List<int[]> prompts, int[] samples) {
        Padded padded = Padded.of(prompts);
        // where angles depend on the length, padding to the longest prompt would change the others
        if (prompts.size() > 1 && config.rope().dependsOnLength(padded.longest())) {
            return Padded.oneByOne(this, model, prompts, samples);
        }
        return Scopes.keep(() -> {
            Tensor hidden_PTC = model.hidden_BTC(
                    Tensors.ofLongs(padded.ids(), prompts.size(), padded.longest()), (layer, k_PKTD, v_PKTD) -> {
                        store(keys_RKSD.get(layer), k_PKTD, prompts, samples);
                        store(values_RKSD.get(layer), v_PKTD, prompts, samples);
                    });
            for (int p = 0; p < samples.length; p++) {
                Arrays.fill(lengths, rows, rows + samples[p], prompts.get(p).length);
                rows += samples[p];
            }
            Tensor last = Tensors.ofLongs(padded.last(), padded.last().length);
            return hidden_PTC.view(-1, config.hidden()).index_select(0, device.of(last));
        });
    }

    private void store(Tensor slots_RKSD, Tensor from_PKTD, List<int[]> prompts, int[] samples) {
        int row = rows;
        for (int p = 0; p < samples.length; p++) {
            int length = prompts.get(p).length;
            Tensor prompt_1KTD = from_PKTD.narrow(0, p, 1).narrow(2, 0, length);
            slots_RKSD.narrow(0, row, samples[p]).narrow(2, 0, length).copy_(prompt_1KTD);
            row += samples[p];
        }
    }

    @Override
    public Tensor next_BC(Transformer model, long[] ids) {
        return Scopes.keep(() -> {
            int longest = 1 + Arrays.stream(lengths, 0, rows).max().orElse(0);
            Tensor positions_B = device.of(Tensors.ofLongs(
                    Arrays.stream(lengths, 0, rows).asLongStream().toArray(), rows));
            Tensor place_BKD =
                    positions_B.view(rows, 1, 1, 1).expand(rows, config.kvHeads(), 1, config.headDimension());
            Tensor hidden_B1C = model.operators()
                    .hidden_BTC(
                            device.of(Tensors.ofLongs(ids, rows, 1)),
                            model.angles(capacity).at(positions_B),
                            (layer, q_BKgD, k_BK1D, v_BK1D) -> {
                                Tensor k_BKSD = written(keys_RKSD.get(layer), place_BKD, k_BK1D, longest);
                                Tensor v_BKSD = written(values_RKSD.get(layer), place_BKD, v_BK1D, longest);
                                return model.operators().attended(q_BKgD, k_BKSD, v_BKSD, mask(layer, longest, model));
                            });
            for (int row = 0; row < rows; row++) {
                lengths[row]++;
            }
            return hidden_B1C.view(rows, config.hidden());
        });
    }

    /// Puts one token into each row and shows the rows as far as they are read.
    private Tensor written(Tensor slots_RKSD, Tensor place_BKD, Tensor token_BK1D, int longest) {
        Tensor slots_BKSD = slots_RKSD.narrow(0, 0, rows);
        slots_BKSD.scatter_(2, place_BKD, token_BK1D);
        return slots_BKSD.narrow(2, 0, longest);
    }

    /// `[B, 1, 1, 1, S]`: 0 for what a row sees, −∞ for what it does not.
    private Tensor mask(int layer, int longest, Transformer model) {
        Integer window = config.window(layer);
        float[] mask = new float[rows * longest];
        for (int row = 0; row < rows; row++) {
            int position = lengths[row];
            for (int at = 0; at < longest; at++) {
                boolean seen = at <= position && (window == null || position - at < window);
                mask[row * longest + at] = seen ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
        return device.of(Tensors.ofFloats(mask, rows, 1, 1, 1, longest)
                .to(model.precision().dtype()));
    }

    @Override
    public void shorten(int row, int tokens) {
        lengths[row] -= tokens;
    }

    @Override
    public int free(int row) {
        rows--;
        if (row < rows) {
            int length = lengths[rows];
            for (List<Tensor> all : List.of(keys_RKSD, values_RKSD)) {
                all.forEach(slots -> Scopes.noGrad(() -> slots.narrow(0, row, 1)
                        .narrow(2, 0, length)
                        .copy_(slots.narrow(0, rows, 1).narrow(2, 0, length))));
            }
            lengths[row] = length;
        }
        return rows;
    }

    @Override
    public void close() {
        keys_RKSD.forEach(Tensor::close);
        values_RKSD.forEach(Tensor::close);
    }
}
