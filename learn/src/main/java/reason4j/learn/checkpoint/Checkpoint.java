package reason4j.learn.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Parameters;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.text.Tokenizer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A directory in Hugging Face's layout: `config.json`, `model.safetensors` (or shards with an index), the tokenizer's
/// files.
public final class Checkpoint {

    /// Values are copied from the mapped file through a buffer of so many numbers.
    private static final int CHUNK = 1 << 22;

    private static final List<String> TOKENIZER_FILES = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "generation_config.json",
            "chat_template.jinja",
            "tokenizer.model",
            "vocab.json",
            "merges.txt");

    private Checkpoint() {}

    /// Reads configuration and weights.
    ///
    /// @throws UserException naming file and tensor, if anything is missing, surplus, of another shape, or corrupt;
    ///     or if the tokenizer beside belongs to another model
    public static Transformer load(Path directory) {
        return load(directory, Compute.F32);
    }

    /// Reads configuration and weights.
    ///
    /// @param compute in what and where the model is to compute
    /// @throws UserException naming file and tensor, if anything is missing, surplus, of another shape, or corrupt
    public static Transformer load(Path directory, Compute compute) {
        return load(directory, compute, Parameters.Head.LANGUAGE);
    }

    /// Reads a critic: a language model, whose values are then all zero, or a sequence classifier with one label, such
    /// as a reward model or a critic that was saved.
    ///
    /// @param compute in what and where the critic is to compute
    /// @throws UserException as [#load(Path, Compute)]
    public static Transformer loadCritic(Path directory, Compute compute) {
        return load(directory, compute, Parameters.Head.VALUE);
    }

    private static Transformer load(Path directory, Compute compute, Parameters.Head head) {
        ModelConfig config = config(directory);
        checkTokenizer(directory, config);
        Parameters parameters = new Parameters(config, compute, head);
        try {
            loadWeights(directory, parameters, config);
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
        return new Transformer(config, parameters);
    }

    /// Reads `config.json` alone.
    public static ModelConfig config(Path directory) {
        Path file = directory.resolve("config.json");
        return ModelConfig.fromJson(json(file), file.toString());
    }

    /// A tokenizer with more ids than the model has embeddings would read beyond them.
    private static void checkTokenizer(Path directory, ModelConfig config) {
        Path file = directory.resolve("tokenizer.json");
        if (!Files.exists(file)) {
            return;
        }
        int ids = Tokenizer.vocabularySize(file);
        if (ids > config.vocabulary()) {
            throw UserException.data(file + ": has ids up to " + (ids - 1) + ", but the model of "
                    + directory.resolve("config.json") + " only " + config.vocabulary()
                    + " embeddings (vocab_size)\n  put the tokenizer of this model beside its weights");
        }
    }

    /// Reads weights into a model that exists.
    public static void loadWeights(Path directory, Parameters parameters, ModelConfig config) {
        Map<String, Parameters.Part> missing = new LinkedHashMap<>();
        parameters.parts().forEach(part -> missing.put(part.name(), part));
        try (Weights weights = Weights.open(directory)) {
            // everything is checked before anything is changed
            for (Weights.Stored stored : weights.tensors().values()) {
                Parameters.Part part = missing.remove(stored.name());
                if (part != null) {
                    checkShape(stored, part);
                } else if (!ignorable(stored, config, parameters.head())) {
                    throw UserException.data(stored.file() + ": tensor " + stored.name() + " has no place in a "
                            + config.architecture() + " model\n  does config.json belong to these weights?");
                }
            }
            boolean fresh = weights.tensors().containsKey("lm_head.weight") || config.tiedEmbeddings();
            if (parameters.head() == Parameters.Head.VALUE && fresh) {
                missing.remove("score.weight");
            }
            if (!missing.isEmpty()) {
                throw UserException.data(directory + ": " + missing.size() + " tensors are missing, such as "
                        + missing.keySet().iterator().next()
                        + "\n  is a shard missing, or does config.json belong to other weights?");
            }
            for (Parameters.Part part : parameters.parts()) {
                Weights.Stored stored = weights.tensors().get(part.name());
                if (stored != null) {
                    fill(stored, part, parameters);
                }
            }
        }
        parameters.changed();
    }

    // written by some versions of transformers, computed by us
    private static boolean ignorable(Weights.Stored stored, ModelConfig config, Parameters.Head head) {
        boolean unused = config.tiedEmbeddings() || head == Parameters.Head.VALUE;
        return stored.name().endsWith("rotary_emb.inv_freq")
                || (unused && stored.name().equals("lm_head.weight"));
    }

    private static void checkShape(Weights.Stored stored, Parameters.Part part) {
        if (!Arrays.equals(part.shape(), stored.shape())) {
            throw UserException.data(stored.file() + ": tensor " + part.name() + " is of shape "
                    + Arrays.toString(stored.shape()) + ", but config.json asks for " + Arrays.toString(part.shape())
                    + "\n  does config.json belong to these weights?");
        }
    }

    private static void fill(Weights.Stored stored, Parameters.Part part, Parameters parameters) {
        ScalarType dtype = switch (stored.dtype()) {
            case F32 -> ScalarType.Float;
            case BF16 -> ScalarType.BFloat16;
            case F16 -> ScalarType.Half;
            case F64 -> ScalarType.Double;
        };
        long width = stored.dtype().width();
        for (long at = 0; at < part.elements(); at += CHUNK) {
            long from = at;
            long n = Math.min(CHUNK, part.elements() - at);
            Scopes.noGrad(() -> {
                Tensor raw = Tensors.empty(dtype, n);
                // by way of Java, where a file that shrinks under the mapping is an error and not the end of the JVM
                memory(raw, n * width).copyFrom(stored.entry().bytes().asSlice(from * width, n * width));
                if (!Tensors.finite(raw)) {
                    throw UserException.data(stored.file() + ": tensor " + part.name()
                            + " holds numbers that are not finite\n  the file is corrupt, or the training that wrote it"
                            + " had diverged; fetch it again or go back to an earlier checkpoint");
                }
                parameters.flat().narrow(0, part.offset() + from, n).copy_(raw);
            });
        }
    }

    /// Writes configuration and weights into a directory, each file whole or not at all, and copies the tokenizer. What
    /// the configuration beside the tokenizer says of the same model and is not computed here, such as the ids of
    /// special tokens, goes along.
    ///
    /// @param tokenizer the directory whose tokenizer files go along
    public static void save(Transformer model, Path tokenizer, Path directory) {
        save(model, tokenizer, directory, new Export.Format(Dtype.F32, Shards.ONE_FILE));
    }

    /// As [#save(Transformer, Path, Path)], in another format.
    public static void save(Transformer model, Path tokenizer, Path directory, Export.Format format) {
        save(model.parameters(), model.config(), tokenizer, directory, format);
    }

    /// Writes weights with a configuration of the same shape, which may have other positions.
    public static void save(
            Parameters parameters, ModelConfig config, Path tokenizer, Path directory, Export.Format format) {
        saveWeights(parameters, directory, format);
        copyTokenizer(tokenizer, directory);
        String text = ConfigText.of(config, tokenizer, format.dtype());
        WholeFiles.write(
                directory.resolve("config.json"),
                parameters.head() == Parameters.Head.VALUE ? ConfigText.classifier(text) : text);
    }

    /// Copies what belongs to the tokenizer and to generation.
    static void copyTokenizer(Path from, Path directory) {
        try {
            for (String name : TOKENIZER_FILES) {
                Path file = from.resolve(name);
                if (Files.exists(file) && !file.equals(directory.resolve(name))) {
                    byte[] bytes = Files.readAllBytes(file);
                    WholeFiles.write(directory.resolve(name), out -> out.write(bytes));
                }
            }
        } catch (IOException e) {
            throw UserException.data("cannot read the tokenizer in " + from + ": " + e.getMessage(), e);
        }
    }

    private static void saveWeights(Parameters parameters, Path directory, Export.Format format) {
        Scopes.run(() -> {
            MemorySegment all = memory(parameters.flat().cpu(), parameters.elements() * Float.BYTES);
            List<SafeTensors.Source> sources = parameters.parts().stream()
                    .map(p -> Export.source(
                            p.name(),
                            p.shape(),
                            format.dtype(),
                            (at, into, n) -> Dtype.F32.read(all, p.offset() + at, into, n)))
                    .toList();
            Shards.write(directory, sources, format.shardBytes());
        });
    }

    /// Writes flat tensors, such as an optimizer's moments.
    public static void saveFlat(Path file, Map<String, Tensor> tensors) {
        Scopes.run(() -> {
            List<SafeTensors.Source> sources = new ArrayList<>();
            tensors.forEach((name, t) -> sources.add(SafeTensors.Source.of(
                    name, Dtype.F32, new long[] {t.numel()}, memory(t.cpu(), t.numel() * Float.BYTES))));
            SafeTensors.write(file, sources, Map.of());
        });
    }

    /// Reads flat tensors into tensors of the same sizes.
    public static void loadFlat(Path file, Map<String, Tensor> tensors) {
        try (SafeTensors in = SafeTensors.open(file)) {
            tensors.forEach((name, t) -> {
                SafeTensors.Entry entry = in.entries().get(name);
                if (entry == null || entry.bytes().byteSize() != t.numel() * Float.BYTES) {
                    throw UserException.data(file + ": " + name + " is missing or of another size");
                }
                Scopes.noGrad(() -> {
                    Tensor here = t.cpu();
                    memory(here, entry.bytes().byteSize()).copyFrom(entry.bytes());
                    if (!t.is_cpu()) {
                        t.copy_(here);
                    }
                });
            });
        }
    }

    private static MemorySegment memory(Tensor contiguous, long bytes) {
        return MemorySegment.ofAddress(Tensors.address(contiguous)).reinterpret(bytes);
    }

    static JsonNode json(Path file) {
        try {
            return Json.mapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw UserException.data(
                    file + ": cannot be read\n  a model is a directory with config.json and model.safetensors", e);
        } catch (JacksonException e) {
            throw UserException.data(
                    file + ": is no JSON: " + e.getOriginalMessage() + "\n  fetch or write the file again", e);
        }
    }
}
