package reason4j.learn.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Parameters;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A directory in Hugging Face's layout: `config.json`, `model.safetensors` (or shards with an index), the tokenizer's
/// files.
public final class Checkpoint {

    private static final String WEIGHTS = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final List<String> TOKENIZER_FILES = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "generation_config.json",
            "chat_template.jinja",
            "vocab.json",
            "merges.txt");

    private Checkpoint() {}

    /// Reads configuration and weights.
    ///
    /// @throws UserException naming file and tensor, if anything is missing, surplus, of another shape, or corrupt
    public static Transformer load(Path directory) {
        ModelConfig config = config(directory);
        Parameters parameters = new Parameters(config);
        loadWeights(directory, parameters, config);
        return new Transformer(config, parameters);
    }

    /// Reads `config.json` alone.
    public static ModelConfig config(Path directory) {
        Path file = directory.resolve("config.json");
        return ModelConfig.fromJson(json(file), file.toString());
    }

    /// Reads weights into a model that exists.
    public static void loadWeights(Path directory, Parameters parameters, ModelConfig config) {
        Set<String> missing = new TreeSet<>();
        Map<String, Parameters.Part> wanted = new HashMap<>();
        for (Parameters.Part part : parameters.parts()) {
            missing.add(part.name());
            wanted.put(part.name(), part);
        }
        for (Path shard : shards(directory)) {
            try (SafeTensors tensors = SafeTensors.open(shard)) {
                for (Map.Entry<String, SafeTensors.Entry> e : tensors.entries().entrySet()) {
                    Parameters.Part part = wanted.get(e.getKey());
                    if (part != null) {
                        fill(shard, part, e.getValue(), parameters);
                        missing.remove(part.name());
                    } else if (!ignorable(e.getKey(), config)) {
                        throw UserException.data(shard + ": tensor " + e.getKey() + " has no place in a "
                                + config.architecture() + " model\n  does config.json belong to these weights?");
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw UserException.data(directory + ": " + missing.size() + " tensors are missing, such as "
                    + missing.iterator().next()
                    + "\n  is a shard missing, or does config.json belong to other weights?");
        }
    }

    // written by some versions of transformers, computed by us
    private static boolean ignorable(String name, ModelConfig config) {
        return name.endsWith("rotary_emb.inv_freq") || (config.tiedEmbeddings() && name.equals("lm_head.weight"));
    }

    private static void fill(Path file, Parameters.Part part, SafeTensors.Entry entry, Parameters parameters) {
        if (!java.util.Arrays.equals(part.shape(), entry.shape())) {
            throw UserException.data(file + ": tensor " + part.name() + " is of shape "
                    + java.util.Arrays.toString(entry.shape()) + ", but config.json asks for "
                    + java.util.Arrays.toString(part.shape()));
        }
        ScalarType dtype = switch (entry.dtype()) {
            case "F32" -> ScalarType.Float;
            case "BF16" -> ScalarType.BFloat16;
            case "F16" -> ScalarType.Half;
            case "F64" -> ScalarType.Double;
            default ->
                throw UserException.data(file + ": tensor " + part.name() + " has dtype " + entry.dtype()
                        + ", which is not supported\n  supported: F32, BF16, F16, F64");
        };
        Scopes.noGrad(() -> {
            Tensor raw = Tensors.empty(dtype, part.elements());
            memory(raw, entry.bytes().byteSize()).copyFrom(entry.bytes());
            parameters.flat().narrow(0, part.offset(), part.elements()).copy_(raw);
        });
    }

    private static List<Path> shards(Path directory) {
        Path index = directory.resolve(INDEX);
        if (!Files.exists(index)) {
            return List.of(directory.resolve(WEIGHTS));
        }
        Set<String> names = new TreeSet<>();
        JsonNode map = json(index).path("weight_map");
        map.properties().forEach(e -> names.add(e.getValue().asString()));
        if (names.isEmpty()) {
            throw UserException.data(index + ": has no weight_map");
        }
        List<Path> shards = new ArrayList<>();
        for (String name : names) {
            if (name.contains("/") || name.contains("\\")) {
                throw UserException.data(index + ": shard " + name + " lies outside the directory");
            }
            shards.add(directory.resolve(name));
        }
        return shards;
    }

    /// Writes configuration and weights into a directory, each file whole or not at all, and copies the tokenizer.
    ///
    /// @param tokenizer the directory whose tokenizer files go along
    public static void save(Transformer model, Path tokenizer, Path directory) {
        saveWeights(model.parameters(), directory);
        try {
            for (String name : TOKENIZER_FILES) {
                Path from = tokenizer.resolve(name);
                if (Files.exists(from) && !from.equals(directory.resolve(name))) {
                    byte[] bytes = Files.readAllBytes(from);
                    WholeFiles.write(directory.resolve(name), out -> out.write(bytes));
                }
            }
        } catch (IOException e) {
            throw UserException.data("cannot read the tokenizer in " + tokenizer + ": " + e.getMessage(), e);
        }
        WholeFiles.write(
                directory.resolve("config.json"), Json.pretty(model.config().toJson()));
    }

    private static void saveWeights(Parameters parameters, Path directory) {
        MemorySegment all = memory(parameters.flat(), parameters.elements() * Float.BYTES);
        List<SafeTensors.Source> sources = parameters.parts().stream()
                .map(p -> new SafeTensors.Source(
                        p.name(), p.shape(), all.asSlice(p.offset() * Float.BYTES, p.elements() * Float.BYTES)))
                .toList();
        SafeTensors.write(directory.resolve(WEIGHTS), sources, Map.of("format", "pt"));
    }

    /// Writes flat tensors, such as an optimizer's moments.
    public static void saveFlat(Path file, Map<String, Tensor> tensors) {
        List<SafeTensors.Source> sources = new ArrayList<>();
        tensors.forEach((name, t) ->
                sources.add(new SafeTensors.Source(name, new long[] {t.numel()}, memory(t, t.numel() * Float.BYTES))));
        SafeTensors.write(file, sources, Map.of());
    }

    /// Reads flat tensors into tensors of the same sizes.
    public static void loadFlat(Path file, Map<String, Tensor> tensors) {
        try (SafeTensors in = SafeTensors.open(file)) {
            tensors.forEach((name, t) -> {
                SafeTensors.Entry entry = in.entries().get(name);
                if (entry == null || entry.bytes().byteSize() != t.numel() * Float.BYTES) {
                    throw UserException.data(file + ": " + name + " is missing or of another size");
                }
                memory(t, entry.bytes().byteSize()).copyFrom(entry.bytes());
            });
        }
    }

    private static MemorySegment memory(Tensor contiguous, long bytes) {
        return MemorySegment.ofAddress(Tensors.address(contiguous)).reinterpret(bytes);
    }

    private static JsonNode json(Path file) {
        try {
            return Json.mapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw UserException.data(
                    file + ": cannot be read\n  --model takes a directory with config.json and model.safetensors", e);
        } catch (JacksonException e) {
            throw UserException.data(file + ": is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
