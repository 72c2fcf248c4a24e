package reason4j.learn.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reason4j.core.io.Json;
import reason4j.core.io.WholeFiles;
import tools.jackson.databind.node.ObjectNode;

/// Writes weights as `transformers` does: one file, or shards of bounded size with an index.
public final class Shards {

    /// No bound: everything in one file.
    public static final long ONE_FILE = Long.MAX_VALUE;

    private Shards() {}

    /// @param shardBytes most bytes of values a file; a larger tensor has a file of its own
    public static void write(Path directory, List<SafeTensors.Source> sources, long shardBytes) {
        List<List<SafeTensors.Source>> shards = new ArrayList<>();
        long size = 0;
        long total = 0;
        for (SafeTensors.Source source : sources) {
            if (shards.isEmpty() || (size > 0 && size > shardBytes - source.size())) {
                shards.add(new ArrayList<>());
                size = 0;
            }
            shards.getLast().add(source);
            size += source.size();
            total += source.size();
        }
        if (shards.size() == 1) {
            SafeTensors.write(directory.resolve(Weights.SINGLE), shards.getFirst(), Map.of("format", "pt"));
            return;
        }
        ObjectNode index = Json.mapper().createObjectNode();
        index.putObject("metadata").put("total_size", total);
        ObjectNode map = index.putObject("weight_map");
        for (int i = 0; i < shards.size(); i++) {
            String name = String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
            SafeTensors.write(directory.resolve(name), shards.get(i), Map.of("format", "pt"));
            shards.get(i).forEach(source -> map.put(source.name(), name));
        }
        WholeFiles.write(directory.resolve(Weights.INDEX), Json.pretty(index));
    }
}
