package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import reason4j.learn.kernel.Blocks;
import reason4j.learn.kernel.Gradients;
import reason4j.learn.tensor.RowThreads;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// One pass over whole sequences without autograd: matrix products by libtorch, everything between them in the kernels,
/// the backward step by hand. The residual stream and its gradient are 32-bit. Shapes as in [Transformer], N = B · T.
final class Trunk {

    private static final int ROWS_OF_A_THREAD = 32;

    /// What a layer's backward step needs.
    private record Saved(
            Tensor x_NC, Tensor h_NC, CausalBlocks attention, Tensor y, Tensor middle_NC, Tensor h2_NC, Tensor gateUp) {
        private void close() {
            for (Tensor t : new Tensor[] {x_NC, h_NC, y, middle_NC, h2_NC, gateUp}) {
                t.close();
            }
            attention.close();
        }
    }

    private final Transformer model;
    private final ModelConfig config;
    private final Parameters parameters;
    private final long[] ids;
    private final int b;
    private final int t;
    private final Angles angles;
    private final boolean keep;
    private final Blocks blocks;
    private final Gradients gradients;
    private final int width;
    private final List<Saved> saved = new ArrayList<>();
    private Tensor x_NC;

    /// Whether a model is computed this way: in bfloat16, unless it normalises heads, whose backward step is left to
    /// autograd.
    static boolean handles(Transformer model) {
        return model.parameters().byHand();
    }

    /// @param ids row after row, `[B, T]`
    /// @param b rows
    /// @param angles of T positions
    /// @param keep whether a backward step follows
    Trunk(Transformer model, long[] ids, int b, Angles angles, boolean keep) {
        this.model = model;
        this.config = model.config();
        this.parameters = model.parameters();
        this.ids = ids;
        this.b = b;
        this.t = ids.length / b;
        this.angles = angles;
        this.keep = keep;
        this.blocks = new Blocks(parameters.precision().half());
        this.gradients = new Gradients(parameters.precision().half());
        this.width = parameters.precision().bytes();
        this.x_NC = Tensors.empty(ScalarType.Float, ids.length, config.hidden());
    }

    /// To be called within a scope that lives until the backward step, without recording gradients.
    ///
    /// @return hidden states after the last norm, `[N, C]`, of the scope around
    Tensor forward(Transformer.@Nullable KeyValueSink sink) {
        long embedding = Tensors.address(parameters.get("embedding"));
        long x = Tensors.address(x_NC);
        for (int n = 0; n < ids.length; n++) {
            blocks.widen(embedding + ids[n] * config.hidden() * width, x + residual(n), config.hidden());
        }
        for (int i = 0; i < config.layers(); i++) {
            layer(i, sink);
        }
        return normalised("norm", x_NC);
    }

    private long residual(int row) {
        return (long) row * config.hidden() * Float.BYTES;
    }

    private void layer(int index, Transformer.@Nullable KeyValueSink sink) {
        String in = "model.layers." + index + ".";
        CausalBlocks attention = new CausalBlocks(model, angles, b, t, config.window(index));
        Tensor h_NC = normalised(in + "attention_norm", x_NC);
        // a prefill has the weights packed, since decoding follows
        boolean packed = sink != null;
        Tensor qkv = product(in + "qkv", h_NC, in + "qkv_bias", packed);
        Tensor y = attention.forward(qkv);
        qkv.close();
        if (sink != null) {
            sink.accept(index, fourDimensional(attention.keys()), fourDimensional(attention.values()));
        }
        Tensor middle_NC = plus(x_NC, product(in + "o", y, in + "o_bias", packed));
        Tensor h2_NC = normalised(in + "mlp_norm", middle_NC);
        Tensor gateUp = product(in + "gate_up", h2_NC, null, packed);
        Tensor act = activated(gateUp);
        Tensor out_NC = plus(middle_NC, product(in + "down", act, null, packed));
        act.close();
        Saved layer = new Saved(x_NC, h_NC, attention, y, middle_NC, h2_NC, gateUp);
        if (keep) {
            saved.add(layer);
        } else {
            layer.close();
        }
        x_NC = out_NC;
    }

    private Tensor product(String weight, Tensor in, @Nullable String bias, boolean packed) {
        Tensor b = bias == null ? null : parameters.find(bias);
        return packed ? parameters.product(weight, in, b) : Tensors.linear(in, parameters.get(weight), b);
    }

    private Tensor fourDimensional(Tensor kv) {
        return kv.view(b, config.kvHeads(), t, config.headDimension());
    }

    private Tensor normalised(String name, Tensor from_NC) {
        Tensor h_NC = Tensors.empty(parameters.precision().dtype(), ids.length, config.hidden());
        long x = Tensors.address(from_NC);
        long h = Tensors.address(h_NC);
        Blocks.Norm norm = norm(name);
        RowThreads.run(ids.length, ROWS_OF_A_THREAD, (begin, end) -> {
            Blocks kernel = new Blocks(parameters.precision().half());
            for (int n = begin; n < end; n++) {
                kernel.norm(norm, x + residual(n), h + (long) n * config.hidden() * width);
            }
        });
        return h_NC;
    }

    private Blocks.Norm norm(String name) {
        return new Blocks.Norm(parameters.address(name), config.hidden(), config.normEpsilon());
    }

    private Tensor plus(Tensor from_NC, Tensor change_NC) {
        Tensor sum_NC = from_NC.clone();
        gradients.add(Tensors.address(sum_NC), Tensors.address(change_NC), sum_NC.numel());
        change_NC.close();
        return sum_NC;
    }

    private Tensor activated(Tensor gateUp) {
        int f = config.intermediate();
        Tensor act = Tensors.empty(parameters.precision().dtype(), ids.length, f);
        long from = Tensors.address(gateUp);
        long to = Tensors.address(act);
        RowThreads.run(ids.length, ROWS_OF_A_THREAD, (begin, end) -> {
            Blocks kernel = new Blocks(parameters.precision().half());
            for (int n = begin; n < end; n++) {
                kernel.swiglu(from + 2L * n * f * width, to + (long) n * f * width, f);
            }
        });
        return act;
    }

    /// Adds the gradients of the weights to the model's.
    ///
    /// @param byHidden_NC derivative of the loss by what [#forward] gave
    void backward(Tensor byHidden_NC) {
        Tensor byX_NC = Tensors.zeros(ScalarType.Float, ids.length, config.hidden());
        normBackward("norm", x_NC, byHidden_NC, byX_NC);
        for (int i = config.layers() - 1; i >= 0; i--) {
            int index = i;
            Saved layer = saved.removeLast();
            Scopes.run(() -> backward(index, layer, byX_NC));
            layer.close();
        }
        Gradients floats = new Gradients(false);
        long embedding = parameters.gradientAddress("embedding");
        long byX = Tensors.address(byX_NC);
        for (int n = 0; n < ids.length; n++) {
            floats.add(embedding + ids[n] * config.hidden() * Float.BYTES, byX + residual(n), config.hidden());
        }
    }

    private void backward(int index, Saved layer, Tensor byX_NC) {
        String in = "model.layers." + index + ".";
        Tensor byOut_NC = narrowed(byX_NC);
        Tensor act = activated(layer.gateUp);
        weight(in + "down", byOut_NC, act);
        act.close();
        Tensor byAct = byOut_NC.matmul(parameters.get(in + "down"));
        swigluBackward(layer.gateUp, byAct);
        byAct.close();
        weight(in + "gate_up", layer.gateUp, layer.h2_NC);
        normBackward(in + "mlp_norm", layer.middle_NC, layer.gateUp.matmul(parameters.get(in + "gate_up")), byX_NC);
        Tensor byMiddle_NC = narrowed(byX_NC);
        weight(in + "o", byMiddle_NC, layer.y);
        bias(in + "o_bias", byMiddle_NC);
        Tensor byQkv = layer.attention.backward(byMiddle_NC.matmul(parameters.get(in + "o")));
        weight(in + "qkv", byQkv, layer.h_NC);
        bias(in + "qkv_bias", byQkv);
        normBackward(in + "attention_norm", layer.x_NC, byQkv.matmul(parameters.get(in + "qkv")), byX_NC);
    }

    private Tensor narrowed(Tensor byX_NC) {
        Tensor to = Tensors.empty(parameters.precision().dtype(), ids.length, config.hidden());
        gradients.narrow(Tensors.address(byX_NC), Tensors.address(to), byX_NC.numel());
        return to;
    }

    private void weight(String name, Tensor byOut, Tensor in) {
        Scopes.run(() -> {
            Tensor by = byOut.t().matmul(in);
            gradients.add(parameters.gradientAddress(name), Tensors.address(by), by.numel());
        });
    }

    private void bias(String name, Tensor byOut) {
        if (parameters.find(name) != null) {
            Scopes.run(() -> parameters
                    .gradientOf(name)
                    .add_(byOut.sum(new long[] {0}, false, new ScalarTypeOptional(ScalarType.Float))));
        }
    }

    // the sums over rows are of one order, so this is not split
    private void normBackward(String name, Tensor from_NC, Tensor byOut_NC, Tensor byX_NC) {
        Blocks.Norm norm = norm(name);
        long x = Tensors.address(from_NC);
        long by = Tensors.address(byOut_NC);
        long byX = Tensors.address(byX_NC);
        long byWeight = parameters.gradientAddress(name);
        for (int n = 0; n < ids.length; n++) {
            gradients.norm(norm, x + residual(n), by + (long) n * config.hidden() * width, byX + residual(n), byWeight);
        }
    }

    private void swigluBackward(Tensor gateUp, Tensor byAct) {
        int f = config.intermediate();
        long at = Tensors.address(gateUp);
        long by = Tensors.address(byAct);
        RowThreads.run(ids.length, ROWS_OF_A_THREAD, (begin, end) -> {
            Gradients kernel = new Gradients(parameters.precision().half());
            for (int n = begin; n < end; n++) {
                kernel.swiglu(at + 2L * n * f * width, by + (long) n * f * width, f);
            }
        });
    }
}
