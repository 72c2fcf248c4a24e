package reason4j.learn.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;

/// The weights of a checkpoint directory, `model.safetensors` or the shards that its index names: mapped, and checked
/// as a whole before a number is read.
public final class Weights implements AutoCloseable {

    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    /// A tensor and where it lies.
    ///
    /// @param file the shard
    /// @param name its key
    /// @param dtype how its numbers are stored
    /// @param entry shape and bytes, valid while the weights are open
    public record Stored(Path file, String name, Dtype dtype, SafeTensors.Entry entry) {

        /// Reads numbers from an index on.
        ///
        /// @param into takes them from its beginning
        public void read(long index, float[] into, int count) {
            dtype.read(entry.bytes(), index, into, count);
        }

        public long[] shape() {
            return entry.shape();
        }

        public long elements() {
            return entry.elements();
        }
    }

    private final Path directory;
    private final List<SafeTensors> shards = new ArrayList<>();
    private final Map<String, Stored> tensors = new LinkedHashMap<>();

    private Weights(Path directory) {
        this.directory = directory;
    }

    /// @throws UserException naming file and tensor, if a shard is missing, corrupt or not what the index says
    public static Weights open(Path directory) {
        Weights weights = new Weights(directory);
        try {
            Path index = directory.resolve(INDEX);
            if (Files.exists(index) && !Files.exists(directory.resolve(SINGLE))) {
                weights.addIndexed(index);
            } else {
                weights.add(single(directory));
            }
            return weights;
        } catch (UserException e) {
            weights.close();
            throw e;
        }
    }

    /// Tensors by name, in the order of the files.
    public Map<String, Stored> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /// The files that hold them.
    public List<Path> files() {
        return shards.stream().map(SafeTensors::file).toList();
    }

    private void add(Path file) {
        SafeTensors shard = SafeTensors.open(file);
        shards.add(shard);
        shard.entries().forEach((name, entry) -> {
            Dtype dtype = Dtype.of(entry.dtype()).orElseThrow(() -> SafeTensors.unsupported(file, name, entry.dtype()));
            Stored before = tensors.put(name, new Stored(file, name, dtype, entry));
            if (before != null) {
                throw UserException.data(file + ": tensor " + name + " is in " + before.file.getFileName()
                        + " too\n  take away the shards of another download");
            }
        });
    }

    private void addIndexed(Path index) {
        Map<String, List<String>> byShard = new TreeMap<>();
        JsonNode map = Checkpoint.json(index).path("weight_map");
        map.properties()
                .forEach(e -> byShard.computeIfAbsent(e.getValue().asString(""), _ -> new ArrayList<>())
                        .add(e.getKey()));
        if (byShard.isEmpty()) {
            throw UserException.data(index + ": has no weight_map\n  fetch the file again");
        }
        byShard.forEach((shard, names) -> {
            if (shard.isEmpty() || shard.contains("/") || shard.contains("\\")) {
                throw UserException.data(index + ": shard '" + shard + "' lies outside the directory\n  fetch the index"
                        + " from where the model was published");
            }
            add(directory.resolve(shard));
            for (String name : names) {
                Stored found = tensors.get(name);
                if (found == null || !found.file.equals(directory.resolve(shard))) {
                    throw UserException.data(
                            index + ": tensor " + name + " is not in " + shard
                                    + ", where it should be\n  index and shards belong to different downloads; fetch all again");
                }
            }
        });
        long indexed = byShard.values().stream().mapToLong(List::size).sum();
        if (indexed != tensors.size()) {
            String surplus = tensors.keySet().stream()
                    .filter(name -> !map.has(name))
                    .findFirst()
                    .orElse("?");
            throw UserException.data(index + ": does not name tensor " + surplus + " of "
                    + directory.relativize(
                            tensors.containsKey(surplus) ? tensors.get(surplus).file() : index)
                    + "\n  index and shards belong to different downloads; fetch all again");
        }
    }

    private static Path single(Path directory) {
        Path file = directory.resolve(SINGLE);
        if (Files.exists(file)) {
            return file;
        }
        throw UserException.data(directory + ": has neither " + SINGLE + " nor " + INDEX + "\n  " + remedy(directory));
    }

    private static String remedy(Path directory) {
        if (!Files.isDirectory(directory)) {
            return "there is no such directory";
        }
        if (Files.exists(directory.resolve("adapter_config.json"))) {
            return "it is a LoRA adapter: reason4j model merge --adapter " + directory + " BASE --output DIR";
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names = files.map(f -> f.getFileName().toString()).toList();
            if (names.stream().anyMatch(n -> n.endsWith(".gguf"))) {
                return "its weights are in GGUF: reason4j model import FILE.gguf --output DIR";
            }
            if (names.stream().anyMatch(n -> n.endsWith(".bin") || n.endsWith(".pt"))) {
                return "pickled weights (.bin) are not read, since they are programs; save them as safetensors";
            }
        } catch (IOException e) {
            return "it cannot be listed: " + e.getMessage();
        }
        return "fetch the weights, or give the directory that holds them";
    }

    @Override
    public void close() {
        shards.forEach(SafeTensors::close);
    }
}
