package reason4j.learn.lora;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.learn.checkpoint.Dtype;
import reason4j.learn.checkpoint.SafeTensors;
import reason4j.learn.model.Parameters;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import tools.jackson.core.JacksonException;

/// An adapter's two files, with the names and shapes that PEFT gives.
final class AdapterFiles {

    static final String CONFIG = "adapter_config.json";
    static final String WEIGHTS = "adapter_model.safetensors";

    private static final String PREFIX = "base_model.model.";
    private static final String A = ".lora_A.weight";
    private static final String B = ".lora_B.weight";

    private AdapterFiles() {}

    static void save(Adapter adapter, Path directory, String base) {
        Scopes.run(() -> {
            long weights = Tensors.address(adapter.flat().cpu());
            List<SafeTensors.Source> sources = new ArrayList<>();
            for (Adapter.Module m : adapter.modules()) {
                int rank = adapter.config().rank();
                sources.add(source(weights, m.name() + A, m.a(), rank, m.in()));
                sources.add(source(weights, m.name() + B, m.b(), m.out(), rank));
            }
            sources.sort(Comparator.comparing(SafeTensors.Source::name));
            SafeTensors.write(directory.resolve(WEIGHTS), sources, Map.of("format", "pt"));
        });
        WholeFiles.write(directory.resolve(CONFIG), Json.pretty(adapter.config().toJson(base)));
    }

    private static SafeTensors.Source source(long weights, String name, long offset, long rows, long columns) {
        MemorySegment bytes =
                MemorySegment.ofAddress(weights + offset * Float.BYTES).reinterpret(rows * columns * Float.BYTES);
        return SafeTensors.Source.of(PREFIX + name, Dtype.F32, new long[] {rows, columns}, bytes);
    }

    static Adapter open(Path directory, Parameters parameters) {
        Path file = directory.resolve(CONFIG);
        AdapterConfig config;
        try {
            config = AdapterConfig.fromJson(Json.mapper().readTree(Files.readString(file)), file.toString());
        } catch (IOException e) {
            throw UserException.data(
                    file + ": cannot be read\n  an adapter is a directory with " + CONFIG + " and " + WEIGHTS, e);
        } catch (JacksonException e) {
            throw UserException.data(file + ": is no JSON: " + e.getOriginalMessage() + "\n  fetch it again", e);
        }
        Map<String, Parameters.Part> byModule = new LinkedHashMap<>();
        parameters.parts().stream()
                .filter(p ->
                        LoraRecipe.PROJECTIONS.stream().anyMatch(t -> p.name().endsWith("." + t + ".weight")))
                .forEach(p -> byModule.put(p.name().replace(".weight", ""), p));
        List<Parameters.Part> adapted = new ArrayList<>();
        try (SafeTensors tensors = SafeTensors.open(directory.resolve(WEIGHTS))) {
            TreeSet<String> names = new TreeSet<>(tensors.entries().keySet());
            byModule.forEach((name, part) -> {
                if (names.remove(PREFIX + name + A) | names.remove(PREFIX + name + B)) {
                    adapted.add(part);
                }
            });
            if (!names.isEmpty()) {
                throw UserException.data(tensors.file() + ": tensor " + names.first()
                        + " adapts nothing that this model has\n  does the adapter belong to another model?");
            }
            if (adapted.isEmpty()) {
                throw UserException.data(tensors.file() + ": is empty\n  fetch the adapter again");
            }
        }
        Adapter adapter = new Adapter(config, parameters, adapted);
        try {
            fill(adapter, directory);
        } catch (UserException e) {
            adapter.close();
            throw e;
        }
        return adapter;
    }

    /// Reads A and B of every module.
    static void fill(Adapter adapter, Path directory) {
        try (SafeTensors tensors = SafeTensors.open(directory.resolve(WEIGHTS))) {
            for (Adapter.Module m : adapter.modules()) {
                int rank = adapter.config().rank();
                fill(tensors, m.name() + A, new long[] {rank, m.in()}, adapter.flat(), m.a());
                fill(tensors, m.name() + B, new long[] {m.out(), rank}, adapter.flat(), m.b());
            }
        }
    }

    private static void fill(SafeTensors tensors, String name, long[] shape, Tensor flat, long offset) {
        SafeTensors.Entry entry = tensors.entries().get(PREFIX + name);
        if (entry == null) {
            throw UserException.data(
                    tensors.file() + ": tensor " + PREFIX + name + " is missing\n  fetch the adapter again");
        }
        if (!Arrays.equals(entry.shape(), shape)) {
            throw UserException.data(tensors.file() + ": tensor " + PREFIX + name + " is of shape "
                    + Arrays.toString(entry.shape()) + ", but model and " + CONFIG + " ask for "
                    + Arrays.toString(shape) + "\n  does the adapter belong to another model?");
        }
        float[] values = entry.floats(tensors.file(), name);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw UserException.data(tensors.file() + ": tensor " + PREFIX + name
                        + " holds numbers that are not finite\n  fetch the adapter again");
            }
        }
        Tensors.put(flat, offset, values, values.length);
    }
}
