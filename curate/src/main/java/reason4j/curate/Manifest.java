package reason4j.curate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import reason4j.core.run.Hashes;

/// What a set was made of and what came out: nothing in it depends on the clock or the machine.
///
/// @param name of the set
/// @param inputs SHA-256 of each file read, by its path
/// @param outputs SHA-256 of each file written, by its name
/// @param counts of rows
/// @param traces that were judged, or null if none were
/// @param configuration the resolved recipe
public record Manifest(
        String name,
        Map<String, String> inputs,
        Map<String, String> outputs,
        Counts counts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TraceCounts traces,
        CurateRecipe configuration) {

    /// Traces of the rows that were clean.
    ///
    /// @param kept that stayed with their rows
    /// @param dropped that went, by reason
    public record TraceCounts(int kept, Map<String, Integer> dropped) {}

    /// @param input rows read; always train + heldout + rejected
    /// @param rejected in all
    /// @param rejectedBy rejected rows by step and reason
    public record Counts(
            int input, int train, int heldout, int rejected, Map<String, Map<String, Integer>> rejectedBy) {}

    static Manifest of(CurateRecipe recipe, Intake intake, Fates fates, @Nullable TraceCounts traces, Path directory)
            throws IOException {
        Map<String, String> inputs = new TreeMap<>();
        intake.hashes().forEach((file, hash) -> inputs.put(relative(file, directory), hash));
        for (String file : recipe.benchmarks()) {
            inputs.put(file, Hashes.sha256(Intake.local(file)));
        }
        Map<String, String> outputs = new TreeMap<>();
        for (String name : Outputs.FILES) {
            Path file = directory.resolve(name + ".jsonl");
            if (Files.exists(file)) {
                outputs.put(name + ".jsonl", Hashes.sha256(file));
            }
        }
        int heldout = fates.heldout();
        int kept = fates.kept();
        Counts counts = new Counts(intake.rows(), kept - heldout, heldout, intake.rows() - kept, fates.counts());
        return new Manifest(recipe.name(), inputs, outputs, counts, traces, recipe);
    }

    String json() {
        return Json.pretty(this);
    }

    /// Made problems lie in the set itself, which has another name while it is written.
    private static String relative(String file, Path directory) {
        Path path = Path.of(file);
        return path.startsWith(directory) ? directory.relativize(path).toString() : file;
    }
}
