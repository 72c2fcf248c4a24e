package reason4j.curate;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.problem.Problem;
import reason4j.core.run.Hashes;
import reason4j.core.run.Seed;
import reason4j.curate.hub.Hub;
import reason4j.curate.make.Makers;
import reason4j.curate.source.Input;
import reason4j.curate.source.Planning;
import reason4j.curate.source.Schemas;
import reason4j.curate.source.Slice;
import reason4j.curate.source.Transcription;

/// The inputs of a recipe: found, hashed, cut into slices. What is missing is said before anything is written.
///
/// @param slices in the order of the recipe
/// @param rows in all slices
/// @param hashes SHA-256 of each file, by its path
record Intake(List<Input> inputs, List<Slice> slices, int rows, Map<String, String> hashes) {

    /// Where files lie that are not lines of JSON while the stage runs.
    static final String TRANSCRIBED = "transcribed";

    /// @param made where made problems are written to be read as others
    /// @param sliceBytes bytes of a slice, about
    /// @throws UserException naming a file that is missing or empty, or a source that there is not
    static Intake of(CurateRecipe recipe, Path made, long sliceBytes, JavaSparkContext spark) {
        List<Input> inputs = new ArrayList<>();
        for (Input input : recipe.sources()) {
            inputs.add(Makers.has(input.source()) ? make(input, recipe.seed(), made) : known(input));
        }
        recipe.pool().forEach(file -> inputs.add(Input.plain(file)));
        if (inputs.isEmpty()) {
            throw UserException.usage("nothing to curate\n  name files with pool: [...] or sources in the recipe");
        }
        List<Slice> slices = new ArrayList<>();
        Map<String, String> hashes = new TreeMap<>();
        long rows = 0;
        for (int i = 0; i < inputs.size(); i++) {
            long before = rows;
            for (String file : inputs.get(i).files()) {
                Path lines = Transcription.linesOf(Path.of(file), made.resolve(TRANSCRIBED), spark);
                Planning.Planned planned = Planning.of(i, lines, shown(file, made), rows, sliceBytes);
                slices.addAll(planned.slices());
                hashes.put(file, lines.equals(Path.of(file)) ? planned.sha256() : Hashes.sha256(Path.of(file)));
                rows += planned.rows();
            }
            if (rows == before) {
                throw UserException.data("source " + inputs.get(i).name() + ": no rows in "
                        + inputs.get(i).files() + "\n  an empty set is a mistake more often than a wish");
            }
        }
        return new Intake(inputs, List.copyOf(slices), Math.toIntExact(rows), hashes);
    }

    /// Bytes of all files that are there.
    static long bytes(CurateRecipe recipe) {
        return java.util.stream.Stream.concat(
                        recipe.pool().stream(), recipe.sources().stream().flatMap(s -> s.files().stream()))
                .mapToLong(file -> Path.of(file).toFile().length())
                .sum();
    }

    /// Made problems lie in the set itself, which has another name while it is written.
    private static String shown(String file, Path made) {
        Path path = Path.of(file);
        return path.startsWith(made) ? made.getFileName() + "/" + made.relativize(path) : file;
    }

    private static Input known(Input input) {
        Schemas.named(input.source());
        if (input.files().isEmpty()) {
            throw UserException.usage("source " + input.name() + ": no files\n  give files: [...]");
        }
        return fetched(input);
    }

    /// The input with the files of a hub fetched to the cache, `HF_HOME` or `~/.cache/reason4j`.
    private static Input fetched(Input input) {
        if (input.files().stream().noneMatch(Hub::names)) {
            return input;
        }
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("HF_HOME", System.getProperty("user.home") + "/.cache/reason4j");
        URI base = URI.create(environment.getOrDefault("HF_ENDPOINT", "https://huggingface.co"));
        Hub hub = new Hub(base, Path.of(home).resolve("datasets"), Optional.ofNullable(environment.get("HF_TOKEN")));
        List<String> files = input.files().stream()
                .map(f -> Hub.names(f) ? hub.fetch(f).toString() : f)
                .toList();
        return new Input(input.source(), input.name(), files, input.role(), input.options());
    }

    private static Input make(Input input, long seed, Path made) {
        Iterator<Problem> problems;
        try {
            Files.createDirectories(made);
            problems = Makers.named(input.source()).make(new Seed(seed), input.options());
        } catch (IllegalArgumentException e) {
            throw UserException.usage("source " + input.name() + ": " + e.getMessage());
        } catch (IOException e) {
            throw reason4j.core.io.WholeFiles.cannotWrite(made, e);
        }
        Path file = made.resolve(input.name() + ".jsonl");
        JsonLines.write(file, () -> cast(problems));
        return new Input(input.source(), input.name(), List.of(file.toString()), input.role(), input.options());
    }

    private static Iterator<Object> cast(Iterator<Problem> problems) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return problems.hasNext();
            }

            @Override
            public Object next() {
                return problems.next();
            }
        };
    }
}
