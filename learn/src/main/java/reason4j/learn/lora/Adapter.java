package reason4j.learn.lora;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import reason4j.core.run.Seed;
import reason4j.learn.model.Parameters;
import reason4j.learn.model.Trainable;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Low-rank adaptation (LoRA, arXiv 2106.09685) of a model: some projections are `W + s · B A` with `s = alpha / r`.
///
/// The sum is kept in the model's weights, so that sampling and training run at the speed of the model itself and the
/// sampler computes what the trainer does. Gradients follow from those of the whole matrices:
/// `∂/∂A = s · Bᵀ ∂/∂W`, `∂/∂B = s · ∂/∂W Aᵀ`. Switched off, the model has its own weights, to the bit.
///
/// Shapes: A `[r, in]`, B `[out, r]`, W `[out, in]`.
public final class Adapter implements Trainable, AutoCloseable {

    /// A projection that is adapted.
    ///
    /// @param name such as `model.layers.0.self_attn.q_proj`
    /// @param part its weight
    /// @param a offset of A in the flat tensor
    /// @param b offset of B
    /// @param base offset of W in the copy
    record Module(String name, Parameters.Part part, long a, long b, long base) {
        long out() {
            return part.shape()[0];
        }

        long in() {
            return part.shape()[1];
        }
    }

    private final AdapterConfig config;
    private final Parameters parameters;
    private final List<Module> modules;
    private final long elements;
    private final Tensor flat;
    private final Tensor base;
    private @Nullable Tensor gradient;
    private boolean on;

    /// Zeros for the modules of a model, switched off.
    Adapter(AdapterConfig config, Parameters parameters, List<Parameters.Part> parts) {
        this.config = config;
        this.parameters = parameters;
        List<Module> found = new ArrayList<>();
        long at = 0;
        long copied = 0;
        for (Parameters.Part part : parts) {
            String name = part.name().substring(0, part.name().length() - ".weight".length());
            long rows = config.rank() * part.shape()[1];
            found.add(new Module(name, part, at, at + rows, copied));
            at += rows + config.rank() * part.shape()[0];
            copied += part.elements();
        }
        modules = List.copyOf(found);
        elements = at;
        long room = copied;
        flat = Scopes.own(() -> parameters.device().zeros(ScalarType.Float, elements));
        base = Scopes.own(() -> parameters.device().zeros(ScalarType.Float, room));
        Scopes.noGrad(() -> modules.forEach(m -> baseOf(m).copy_(parameters.view(m.part))));
    }

    /// A new adapter: A uniform in ±1/√in as PEFT draws it, B zero, so that it changes nothing yet; switched on.
    public static Adapter fresh(Parameters parameters, LoraRecipe recipe, Seed seed) {
        AdapterConfig config = new AdapterConfig(recipe.rank(), recipe.alpha(), false, recipe.targets());
        List<Parameters.Part> parts = parameters.parts().stream()
                .filter(p -> recipe.targets().stream().anyMatch(t -> p.name().endsWith("." + t + ".weight")))
                .toList();
        Adapter adapter = new Adapter(config, parameters, parts);
        for (Module m : adapter.modules) {
            SplittableRandom random = seed.of(m.name).random();
            float[] a = new float[Math.toIntExact(config.rank() * m.in())];
            double bound = 1 / Math.sqrt(m.in());
            for (int i = 0; i < a.length; i++) {
                a[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
            Tensors.put(adapter.flat, m.a, a, a.length);
        }
        adapter.on();
        return adapter;
    }

    /// Reads an adapter in PEFT's format and switches it on.
    ///
    /// @param directory with `adapter_config.json` and `adapter_model.safetensors`
    /// @param parameters of the model that it was trained on
    /// @throws UserException if it is not whole, not supported, or belongs to another model
    public static Adapter load(Path directory, Parameters parameters) {
        Adapter adapter = AdapterFiles.open(directory, parameters);
        adapter.on();
        return adapter;
    }

    /// Writes the adapter in PEFT's format, whole or not at all.
    ///
    /// @param base name or path of the model that it adapts
    public void save(Path directory, String base) {
        AdapterFiles.save(this, directory, base);
    }

    /// Reads A and B of an adapter of the same shape.
    void restore(Path directory) {
        AdapterFiles.fill(this, directory);
        changed();
    }

    AdapterConfig config() {
        return config;
    }

    List<Module> modules() {
        return modules;
    }

    double scale() {
        return config.scale();
    }

    Tensor a(Module m) {
        return flat.narrow(0, m.a, config.rank() * m.in()).view(config.rank(), m.in());
    }

    Tensor b(Module m) {
        return flat.narrow(0, m.b, config.rank() * m.out()).view(m.out(), config.rank());
    }

    /// The weight without the adapter.
    Tensor baseOf(Module m) {
        return base.narrow(0, m.base, m.part.elements()).view(m.part.shape());
    }

    /// Puts the adapter into the model's weights.
    public void on() {
        Scopes.noGrad(() -> {
            for (Module m : modules) {
                Scopes.run(() -> parameters
                        .view(m.part)
                        .copy_(baseOf(m).add(b(m).matmul(a(m)).mul_(new Scalar(scale())))));
            }
        });
        on = true;
        parameters.changed();
    }

    /// Gives the model its own weights back.
    public void off() {
        Scopes.noGrad(() -> modules.forEach(m -> parameters.view(m.part).copy_(baseOf(m))));
        on = false;
        parameters.changed();
    }

    /// Computes something with the adapter switched off, such as the log-probabilities of the reference.
    public <T> T without(Supplier<T> body) {
        off();
        try {
            return body.get();
        } finally {
            on();
        }
    }

    @Override
    public Tensor flat() {
        return flat;
    }

    @Override
    public Tensor gradient() {
        if (gradient == null) {
            throw new IllegalStateException("gradients are not tracked");
        }
        return gradient;
    }

    @Override
    public long elements() {
        return elements;
    }

    @Override
    public long decayed() {
        return elements;
    }

    @Override
    public void trackGradients() {
        parameters.trackGradients();
        if (gradient == null) {
            gradient = Scopes.own(() -> parameters.device().zeros(ScalarType.Float, elements));
        }
    }

    /// Turns the gradient by the weights into that by A and B, and clears it.
    @Override
    public void gather() {
        Tensor all = parameters.gradient();
        Scopes.noGrad(() -> {
            Scalar scale = new Scalar(scale());
            for (Module m : modules) {
                Tensor byW = all.narrow(0, m.part.offset(), m.part.elements()).view(m.part.shape());
                long r = config.rank();
                gradient()
                        .narrow(0, m.a, r * m.in())
                        .view(r, m.in())
                        .add_(b(m).t().matmul(byW), scale);
                gradient().narrow(0, m.b, r * m.out()).view(m.out(), r).add_(byW.matmul(a(m).t()), scale);
            }
            all.zero_();
        });
    }

    @Override
    public void changed() {
        if (on) {
            on();
        }
    }

    @Override
    public void close() {
        flat.close();
        base.close();
        if (gradient != null) {
            gradient.close();
        }
    }
}
