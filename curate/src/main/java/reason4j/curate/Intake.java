package reason4j.curate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.problem.Problem;
import reason4j.core.run.Hashes;
import reason4j.core.run.Seed;
import reason4j.curate.hub.Hub;
import reason4j.curate.make.Makers;
import reason4j.curate.source.Columns;
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
/// @param stamps size and time of each file when it was hashed
record Intake(
        List<Input> inputs, List<Slice> slices, int rows, Map<String, String> hashes, Map<String, String> stamps) {

    /// Where files lie that are not lines of JSON while the stage runs.
    static final String TRANSCRIBED = "transcribed";

    private static final int MOST_ROWS = 1_000_000_000;

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
        Map<String, String> stamps = new TreeMap<>();
        long rows = 0;
        for (int i = 0; i < inputs.size(); i++) {
            long before = rows;
            for (String file : inputs.get(i).files()) {
                Path local = local(file);
                stamps.put(file, stamp(local));
                Path lines = Transcription.linesOf(local, made.resolve(TRANSCRIBED), spark);
                Planning.Planned planned = Planning.of(i, lines, shown(file, made), rows, sliceBytes);
                if (!planned.slices().isEmpty() && !Makers.has(inputs.get(i).source())) {
                    Columns.check(
                            inputs.get(i), shown(file, made), planned.slices().getFirst(), true);
                }
                slices.addAll(planned.slices());
                hashes.put(file, lines.equals(local) ? planned.sha256() : Hashes.sha256(local));
                rows += planned.rows();
            }
            if (rows == before) {
                throw UserException.data(
                        "source " + inputs.get(i).name() + ": no rows in "
                                + String.join(", ", inputs.get(i).files())
                                + "\n  an empty set is a mistake more often than a wish; take it out of the recipe if it is meant");
            }
        }
        return new Intake(inputs, List.copyOf(slices), count(rows), hashes, stamps);
    }

    /// Looks for every file that the recipe names, before anything is begun; those of a hub are fetched in their
    /// turn.
    ///
    /// @throws UserException naming the first that is not there
    static void refuseMissing(CurateRecipe recipe) {
        Stream.of(
                        recipe.sources().stream().flatMap(source -> source.files().stream()),
                        recipe.pool().stream(),
                        recipe.benchmarks().stream())
                .flatMap(files -> files)
                .filter(file -> !Hub.names(file) && Files.notExists(Path.of(file)))
                .findFirst()
                .ifPresent(file -> {
                    String folder = recipe.data().dir();
                    throw UserException.data(file + ": no such file\n  "
                            + (file.startsWith(folder + "/")
                                    ? "the recipe looks in " + folder
                                            + "; say where the data lies by --set data.dir=DIR"
                                    : "give the path of a file of rows"));
                });
    }

    /// @throws UserException naming a file that was written to or removed since it was hashed
    void refuseChanged() {
        stamps.forEach((file, stamp) -> {
            if (!stamp.equals(stamp(local(file)))) {
                throw UserException.data(file + ": was changed while it was read"
                        + "\n  start again when nothing writes to it; nothing was written");
            }
        });
    }

    private static String stamp(Path path) {
        try {
            return Files.exists(path) ? Files.size(path) + " " + Files.getLastModifiedTime(path) : "";
        } catch (IOException _) {
            return "";
        }
    }

    private static int count(long rows) {
        if (rows > MOST_ROWS) {
            throw UserException.data("curate: " + rows + " rows are more than the " + MOST_ROWS
                    + " that one run takes\n  split the sources and curate them apart");
        }
        return (int) rows;
    }

    /// Bytes of all files that are there.
    static long bytes(CurateRecipe recipe) {
        return Stream.concat(recipe.pool().stream(), recipe.sources().stream().flatMap(s -> s.files().stream()))
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
        return input;
    }

    /// Where a file of the recipe lies: where it says or, for one of a hub, in the cache, fetched if it is not there.
    static Path local(String file) {
        return Hub.names(file) ? Hub.of(System.getenv()).fetch(file) : Path.of(file);
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
