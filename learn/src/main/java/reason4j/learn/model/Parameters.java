package reason4j.learn.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import reason4j.core.run.Seed;
import reason4j.learn.model.WeightLayout.Leaf;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.DealtWeight;
import reason4j.learn.tensor.Device;
import reason4j.learn.tensor.PackedWeight;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Share;
import reason4j.learn.tensor.Tensors;

/// All weights of a model in one flat tensor, and all gradients in another. Each leaf of the graph is a view into them,
/// so that an optimizer step, a norm, a copy is one operation over everything. Projections that read the same input
/// lie side by side and are one leaf (`qkv`, `gate_up`); a checkpoint sees them under their own names.
///
/// The flat tensors are 32-bit. Where the model computes in bfloat16, leaves are views into a copy, which
/// [#changed()] brings up to date after whatever wrote to the weights.
public final class Parameters implements Trainable, AutoCloseable {

    /// A tensor of a checkpoint: rows of a leaf.
    ///
    /// @param name as in the checkpoint, such as `model.layers.0.self_attn.q_proj.weight`
    /// @param shape as in the checkpoint
    /// @param offset of its first element in the flat tensor
    public record Part(String name, long[] shape, long offset) {
        public long elements() {
            long n = 1;
            for (long d : shape) {
                n *= d;
            }
            return n;
        }
    }

    /// What becomes of the last hidden states.
    public enum Head {
        /// Logits: `lm_head.weight` `[V, C]`, or the embedding where it is tied.
        LANGUAGE,
        /// A critic's value: `score.weight` `[1, C]`, as in the sequence classifiers of `transformers`.
        VALUE
    }

    private final WeightLayout layout;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Compute compute;
    private final Head head;
    private final Tensor flat;
    private final Tensor working;
    private final PackedMatrices packed = new PackedMatrices();
    private @Nullable Tensor gradient;
    private @Nullable Tensor workingGradient;
    private final boolean byHand;

    /// Room for the weights of this shape, all zero.
    public Parameters(ModelConfig config) {
        this(config, Precision.F32);
    }

    /// Room for the weights of this shape on the CPU, all zero.
    ///
    /// @param precision in which they are computed with
    public Parameters(ModelConfig config, Precision precision) {
        this(config, Compute.of(precision), Head.LANGUAGE);
    }

    /// Room for the weights of this shape, all zero.
    ///
    /// @param compute in what and where they are computed with
    /// @param head what the last hidden states become
    public Parameters(ModelConfig config, Compute compute, Head head) {
        this(config, compute, head, null);
    }

    /// Number of weights of a model of this shape, without making it.
    public static long count(ModelConfig config) {
        return WeightLayout.of(config, Head.LANGUAGE).elements();
    }

    /// Bytes that the weights of a model of this shape take where nothing is trained. In bfloat16 there are the 32-bit
    /// weights, the copy to compute with, and the matrices once more as the processor wants them.
    public static long bytes(ModelConfig config, Precision precision) {
        WeightLayout layout = WeightLayout.of(config, Head.LANGUAGE);
        long ordered = precision.half() && PackedWeight.works() ? layout.matrices() : 0;
        long copied = precision.half() ? layout.elements() : 0;
        return layout.elements() * Float.BYTES + (copied + ordered) * precision.bytes();
    }

    /// The same weights, with gradients of their own: for another thread that trains on a part of a batch.
    Parameters sibling(ModelConfig config) {
        return new Parameters(config, compute, head, this);
    }

    private Parameters(ModelConfig config, Compute compute, Head head, @Nullable Parameters shared) {
        this.compute = compute;
        this.head = head;
        Precision precision = compute.precision();
        Device device = compute.device();
        this.byHand = device.kernels() && precision == Precision.BF16 && !config.qkNorm();
        this.layout = WeightLayout.of(config, head);
        long elements = layout.elements();
        flat = Scopes.own(() -> shared == null ? masters(elements) : new Tensor(shared.flat));
        working = precision == Precision.F32
                ? Scopes.own(() -> new Tensor(flat))
                : Scopes.own(
                        () -> shared == null ? device.zeros(precision.dtype(), elements) : new Tensor(shared.working));
        for (Leaf leaf : layout.leaves()) {
            tensors.put(leaf.name(), Scopes.own(() -> part(working, leaf).detach()));
        }
    }

    /// Where they are what decoding computes with, every token reads them all.
    private Tensor masters(long elements) {
        return device().kernels() && precision() == Precision.F32
                ? Tensors.zerosInHugePages(ScalarType.Float, elements)
                : device().zeros(ScalarType.Float, elements);
    }

    private static Tensor part(Tensor flat, Leaf leaf) {
        return flat.narrow(0, leaf.offset(), leaf.elements()).view(leaf.shape());
    }

    /// In which the weights are computed with.
    public Precision precision() {
        return compute.precision();
    }

    /// Where the weights are.
    public Device device() {
        return compute.device();
    }

    /// What the last hidden states become.
    public Head head() {
        return head;
    }

    /// `x Wᵀ (+ b)` without gradients, by the fastest way.
    ///
    /// @param x `[..., in]`
    /// @return `[..., out]`, of the scope around
    Tensor product(String name, Tensor x, @Nullable Tensor bias) {
        return dealt() ? packed.of(name, get(name)).product(x, bias) : Tensors.linear(x, get(name), bias);
    }

    /// The columns of `x Wᵀ (+ b)` that are a thread's, without gradients. Where products of so many rows are not
    /// [#dealt(int)] there is one thread, and they are all.
    ///
    /// @param x `[N, in]`
    /// @param bias `[out]` or null
    /// @param to is given them
    void product(String name, Tensor x, @Nullable Tensor bias, Share share, DealtWeight.Columns to) {
        if (single(x.size(0))) {
            new SingleRow(precision(), x).columns(get(name), PackedMatrices.blocks(name), bias, share, to);
        } else if (dealt()) {
            packed.of(name, get(name)).product(x, bias, share, to);
        } else {
            to.accept(0, 0, Tensors.linear(x, get(name), bias));
        }
    }

    /// What a part of the inputs adds to `x Wᵀ`, without gradients, where W is dealt out by inputs; all of it where
    /// products are not dealt out.
    ///
    /// @param part that gave the inputs
    /// @param from first input of the part
    /// @param x `[N, inputs of the part]`
    Tensor summand(String name, int part, int from, Tensor x) {
        if (single(x.size(0))) {
            return new SingleRow(precision(), x).summand(get(name), from);
        }
        return dealt() ? packed.of(name, get(name)).summand(part, x) : Tensors.linear(x, get(name), null);
    }

    /// Whether products of so many rows without gradients are dealt out to threads.
    boolean dealt(int rows) {
        return dealt() || single(rows);
    }

    /// In bfloat16 what oneDNN has packed is read more quickly.
    private boolean single(long rows) {
        return rows == 1 && device().kernels() && !dealt();
    }

    /// Whether products without gradients are dealt out to threads, however many rows there are.
    boolean dealt() {
        return device().kernels() && precision() == Precision.BF16 && PackedWeight.works();
    }

    /// Brings the matrices into the order of the processor, if it has one; else each is when it is first needed.
    void pack() {
        if (dealt()) {
            boolean tied = tensors.get("head") == null;
            packed.all(layout.leaves().stream()
                    .filter(leaf ->
                            leaf.shape().length == 2 && (tied || !leaf.name().equals("embedding")))
                    .collect(Collectors.toMap(Leaf::name, leaf -> get(leaf.name()))));
        }
    }

    /// The address of a leaf in 32-bit floats, whatever the model computes in; 0 if there is no such leaf.
    long address(String name) {
        return address(flat, name);
    }

    /// The address of a leaf's gradient in 32-bit floats.
    long gradientAddress(String name) {
        return address(gradient(), name);
    }

    private long address(Tensor all, String name) {
        return tensors.containsKey(name)
                ? Tensors.address(all) + layout.leaf(name).offset() * Float.BYTES
                : 0;
    }

    /// Draws weights: matrices normal with the standard deviation of 0.02, those that write to the residual stream
    /// divided by √(2 · layers) as in GPT-2; norms one; biases zero.
    public void initialise(Seed seed, int layers) {
        for (Leaf leaf : layout.leaves()) {
            SplittableRandom random = seed.of(leaf.name()).random();
            boolean norm = leaf.name().endsWith("norm");
            boolean residual = leaf.name().endsWith(".o") || leaf.name().endsWith(".down");
            double deviation = leaf.name().endsWith("bias") ? 0 : residual ? 0.02 / Math.sqrt(2.0 * layers) : 0.02;
            float[] values = new float[Math.toIntExact(leaf.elements())];
            for (int i = 0; i < values.length; i++) {
                values[i] = norm ? 1 : (float) (random.nextGaussian() * deviation);
            }
            Tensors.put(flat, leaf.offset(), values, values.length);
        }
        changed();
    }

    /// The leaf of this name, `[rows, columns]` or `[rows]`.
    Tensor get(String name) {
        Tensor t = tensors.get(name);
        if (t == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return t;
    }

    @Nullable
    Tensor find(String name) {
        return tensors.get(name);
    }

    /// Whether backward steps are taken by hand, not by autograd: in bfloat16, unless heads are normalised.
    boolean byHand() {
        return byHand;
    }

    /// Makes every leaf record gradients, which add up in [#gradient()].
    @Override
    public void trackGradients() {
        if (gradient != null) {
            return;
        }
        gradient = Scopes.own(() -> device().zeros(ScalarType.Float, elements()));
        if (byHand) {
            return;
        }
        Tensor g = precision() == Precision.F32
                ? gradient
                : Scopes.own(() -> device().zeros(precision().dtype(), elements()));
        workingGradient = precision() == Precision.F32 ? null : g;
        for (Leaf leaf : layout.leaves()) {
            Tensor t = get(leaf.name());
            t.set_requires_grad(true);
            Scopes.run(() -> t.mutable_grad().put(part(g, leaf).detach()));
        }
    }

    /// Adds what a backward pass left in the precision of the model to the 32-bit gradient.
    void collectGradients() {
        Tensor g = workingGradient;
        if (g != null) {
            Scopes.noGrad(() -> {
                gradient().add_(g.to(ScalarType.Float));
                g.zero_();
            });
        }
    }

    /// The part of the gradient that belongs to a leaf, to add to by hand.
    Tensor gradientOf(String name) {
        return part(gradient(), layout.leaf(name));
    }

    /// A leaf in 32-bit floats, whatever the model computes in; of the scope around.
    Tensor master(String name) {
        return part(flat, layout.leaf(name));
    }

    /// All weights, `[elements]`, matrices first.
    @Override
    public Tensor flat() {
        return flat;
    }

    /// All gradients, `[elements]`; needs [#trackGradients()].
    @Override
    public Tensor gradient() {
        if (gradient == null) {
            throw new IllegalStateException("gradients are not tracked");
        }
        return gradient;
    }

    /// Number of weights.
    @Override
    public long elements() {
        return layout.elements();
    }

    /// How many of the first elements weight decay applies to: the matrices.
    @Override
    public long decayed() {
        return layout.matrices();
    }

    @Override
    public void gather() {
        // the backward pass has put everything in place
    }

    /// To be called after the weights were written to: what is made of them is made anew. No other thread may compute
    /// with them meanwhile.
    @Override
    public void changed() {
        if (precision() != Precision.F32) {
            Scopes.noGrad(() -> working.copy_(flat));
        }
        packed.forget();
    }

    /// A tensor of a checkpoint as it lies in the flat tensor, `[rows, columns]` or `[rows]`, of the scope around.
    public Tensor view(Part part) {
        return flat.narrow(0, part.offset, part.elements()).view(part.shape);
    }

    /// What a checkpoint holds, in order.
    public List<Part> parts() {
        return layout.leaves().stream().flatMap(leaf -> leaf.parts().stream()).toList();
    }

    /// Copies all weights from another model of the same shape.
    public void copyFrom(Parameters other) {
        Scopes.noGrad(() -> flat.copy_(other.flat));
        changed();
    }

    @Override
    public void close() {
        packed.forget();
        tensors.values().forEach(Tensor::close);
        working.close();
        flat.close();
        for (Tensor g : new Tensor[] {gradient, workingGradient}) {
            if (g != null) {
                g.close();
            }
        }
    }
}
