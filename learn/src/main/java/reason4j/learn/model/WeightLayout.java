package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;

/// Where the tensors of a model lie in one flat tensor.
///
/// @param leaves in order, matrices first
/// @param matrices elements of all matrices, a prefix of the flat tensor
/// @param elements of all leaves
record WeightLayout(List<Leaf> leaves, long matrices, long elements) {

    /// A tensor of the graph: one of a checkpoint, or several of the same width, one below the other.
    ///
    /// @param name within this project, such as `model.layers.0.qkv`
    /// @param parts what a checkpoint calls its rows
    /// @param shape `[rows, columns]` or `[rows]`
    /// @param offset of its first element in the flat tensor
    /// @param elements of all its parts
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Leaf(String name, List<Parameters.Part> parts, long[] shape, long offset, long elements) {}

    /// The layout of a model of this shape.
    static WeightLayout of(ModelConfig config, Parameters.Head head) {
        Builder layout = new Builder();
        describe(config, head, layout, true);
        long matrices = layout.offset;
        describe(config, head, layout, false);
        return new WeightLayout(List.copyOf(layout.leaves), matrices, layout.offset);
    }

    /// @throws IllegalArgumentException if there is no leaf of this name
    Leaf leaf(String name) {
        return leaves.stream()
                .filter(leaf -> leaf.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parameter " + name));
    }

    private static final class Builder {
        private final List<Leaf> leaves = new ArrayList<>();
        private long offset;

        void leaf(String name, long columns, Object... partsAndRows) {
            List<Parameters.Part> parts = new ArrayList<>();
            long start = offset;
            long rows = 0;
            for (int i = 0; i < partsAndRows.length; i += 2) {
                long r = ((Number) partsAndRows[i + 1]).longValue();
                long[] shape = columns == 0 ? new long[] {r} : new long[] {r, columns};
                parts.add(new Parameters.Part((String) partsAndRows[i], shape, offset));
                offset += r * Math.max(columns, 1);
                rows += r;
            }
            long[] shape = columns == 0 ? new long[] {rows} : new long[] {rows, columns};
            leaves.add(new Leaf(name, List.copyOf(parts), shape, start, offset - start));
        }
    }

    // matrices first, so that weight decay is a prefix of the flat tensor
    private static void describe(ModelConfig c, Parameters.Head head, Builder out, boolean matrices) {
        int q = c.heads() * c.headDimension();
        int kv = c.kvHeads() * c.headDimension();
        if (matrices) {
            out.leaf("embedding", c.hidden(), "model.embed_tokens.weight", c.vocabulary());
        }
        for (int i = 0; i < c.layers(); i++) {
            String in = "model.layers." + i + ".";
            String attention = in + "self_attn.";
            if (matrices) {
                out.leaf(
                        in + "qkv", c.hidden(),
                        attention + "q_proj.weight", q,
                        attention + "k_proj.weight", kv,
                        attention + "v_proj.weight", kv);
                out.leaf(in + "o", q, attention + "o_proj.weight", c.hidden());
                out.leaf(
                        in + "gate_up", c.hidden(),
                        in + "mlp.gate_proj.weight", c.intermediate(),
                        in + "mlp.up_proj.weight", c.intermediate());
                out.leaf(in + "down", c.intermediate(), in + "mlp.down_proj.weight", c.hidden());
                continue;
            }
            out.leaf(in + "attention_norm", 0, in + "input_layernorm.weight", c.hidden());
            out.leaf(in + "mlp_norm", 0, in + "post_attention_layernorm.weight", c.hidden());
            if (c.qkvBias()) {
                out.leaf(
                        in + "qkv_bias", 0,
                        attention + "q_proj.bias", q,
                        attention + "k_proj.bias", kv,
                        attention + "v_proj.bias", kv);
            }
            if (c.outputBias()) {
                out.leaf(in + "o_bias", 0, attention + "o_proj.bias", c.hidden());
            }
            if (c.qkNorm()) {
                out.leaf(in + "q_norm", 0, attention + "q_norm.weight", c.headDimension());
                out.leaf(in + "k_norm", 0, attention + "k_norm.weight", c.headDimension());
            }
        }
        if (!matrices) {
            out.leaf("norm", 0, "model.norm.weight", c.hidden());
        } else if (head == Parameters.Head.VALUE) {
            out.leaf("score", c.hidden(), "score.weight", 1);
        } else if (!c.tiedEmbeddings()) {
            out.leaf("head", c.hidden(), "lm_head.weight", c.vocabulary());
        }
    }
}
