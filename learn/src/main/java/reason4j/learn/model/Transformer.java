package reason4j.learn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import reason4j.learn.kernel.CachedAttention;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.RowThreads;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// A decoder-only transformer of the Llama family: `x + attention(norm(x))`, then `x + mlp(norm(x))`, a last norm.
/// [Operators] compute it, with gradients or without; on the CPU, where kernels can take part, [Trunk] and
/// [Decoder] do so faster.
///
/// Shapes: B rows, T tokens, C hidden, H query heads, K key-value heads, G = H/K, D head dimension, F feed-forward,
/// N selected tokens, V vocabulary.
public final class Transformer implements AutoCloseable {

    /// Receives keys and values of a prefill, to be put into a cache.
    @FunctionalInterface
    interface KeyValueSink {
        void accept(int layer, Tensor k_BKTD, Tensor v_BKTD);
    }

    /// From so many rows on a thread for a part of them is faster than several threads in each product.
    private static final int ROWS_OF_A_THREAD = 4;

    private final ModelConfig config;
    private final Parameters parameters;
    private final Operators operators;
    private final @Nullable Decoder decoder;
    private @Nullable Angles angles;
    private final List<Tensor> outgrown = new ArrayList<>();

    public Transformer(ModelConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        this.operators = new Operators(config, parameters);
        this.decoder = parameters.device().kernels() ? new Decoder(config, parameters) : null;
    }

    public ModelConfig config() {
        return config;
    }

    /// The same model over the same weights, with gradients of its own; to be closed before this one.
    Transformer sibling() {
        return new Transformer(config, parameters.sibling(config));
    }

    public Parameters parameters() {
        return parameters;
    }

    /// The matrix that turns hidden states into logits, `[V, C]`.
    Tensor headWeight_VC() {
        return parameters.get(headName());
    }

    String headName() {
        return config.tiedEmbeddings() ? "embedding" : "head";
    }

    /// Hidden states after the last norm of whole sequences that begin at position 0. Rows are padded on the right;
    /// what stands there does not reach the tokens before it.
    ///
    /// @param ids_BT 64-bit integers
    /// @return `[B, T, C]`, of the scope around
    public Tensor hidden_BTC(Tensor ids_BT) {
        return hidden_BTC(ids_BT, null);
    }

    Tensor hidden_BTC(Tensor ids_BT, @Nullable KeyValueSink sink) {
        long t = ids_BT.size(1);
        if (Trunk.handles(this) && !GradMode.is_enabled()) {
            return Scopes.keep(() -> trunk(ids_BT, false).forward(sink).view(ids_BT.size(0), t, config.hidden()));
        }
        Angles whole = angles(Math.toIntExact(t)).whole(config, t);
        return operators.hidden_BTC(parameters.device().of(ids_BT), whole, (layer, q_BKgtD, k_BKTD, v_BKTD) -> {
            if (sink != null) {
                sink.accept(layer, k_BKTD, v_BKTD);
            }
            return operators.causal(layer, q_BKgtD, k_BKTD, v_BKTD);
        });
    }

    /// A pass by hand, of the scope around.
    Trunk trunk(Tensor ids_BT, boolean keep) {
        int t = Math.toIntExact(ids_BT.size(1));
        return new Trunk(
                this, longs(ids_BT), Math.toIntExact(ids_BT.size(0)), angles(t).whole(config, t), keep);
    }

    private static long[] longs(Tensor ids) {
        long[] values = new long[Math.toIntExact(ids.numel())];
        new LongPointer(ids.data_ptr_long()).get(values);
        return values;
    }

    /// One more token for each row of a cache.
    ///
    /// @param ids_B 64-bit integers, one a row
    /// @param cache rows in order; it takes the new keys and values
    /// @return hidden states after the last norm, `[B, C]`, of the scope around
    public Tensor next_BC(Tensor ids_B, KeyValueCache cache) {
        return cache.next_BC(this, longs(ids_B));
    }

    /// One more token for each row, by the kernels.
    Tensor decoded_BC(long[] ids, List<CachedAttention.Row> rows) {
        Decoder kernels = decoder;
        if (kernels == null) {
            throw new IllegalStateException("the kernels cannot read " + parameters.device());
        }
        if (parameters.dealt(ids.length)) {
            return kernels.hidden_NC(ids, rows);
        }
        return Scopes.keep(() -> {
            Tensor hidden_BC = Tensors.empty(precision().dtype(), ids.length, config.hidden());
            RowThreads.run(
                    ids.length,
                    ROWS_OF_A_THREAD,
                    (from, to) -> hidden_BC
                            .narrow(0, from, to - from)
                            .copy_(kernels.hidden_NC(Arrays.copyOfRange(ids, from, to), rows.subList(from, to))));
            return hidden_BC;
        });
    }

    /// Logits of hidden states, `[..., V]`.
    public Tensor logits(Tensor hidden) {
        return GradMode.is_enabled()
                ? Tensors.linear(hidden, headWeight_VC(), null)
                : parameters.product(headName(), hidden, null);
    }

    /// Makes ready for many products without gradients.
    public void prepare() {
        parameters.pack();
    }

    /// Hands out the logits of rows, on several threads.
    ///
    /// @param hidden_NC after the last norm
    /// @param sources whose logits are wanted; the i-th of `to` gets those of row `sources[i]`
    /// @param to gets the index into `sources` and `[V]` logits, which it may change
    public void eachLogits(Tensor hidden_NC, int[] sources, ObjIntConsumer<float[]> to) {
        new LogitRows(this, hidden_NC, sources, to).run();
    }

    /// Angles of at least so many positions.
    synchronized Angles angles(int length) {
        Angles have = angles;
        if (have != null && length <= have.length()) {
            return have;
        }
        if (have != null) {
            // another thread may be using it
            outgrown.add(have.cos_TD());
            outgrown.add(have.sin_TD());
        }
        int twice = have == null ? 0 : 2 * have.length();
        angles = Angles.of(config, Math.max(length, Math.min(config.context(), twice)), parameters.device());
        return angles;
    }

    Operators operators() {
        return operators;
    }

    private void closeTables() {
        outgrown.forEach(Tensor::close);
        if (angles != null) {
            angles.close();
        }
    }

    @Override
    public void close() {
        closeTables();
        operators.close();
        parameters.close();
    }

    /// In what the model computes.
    public Precision precision() {
        return parameters.precision();
    }
}
