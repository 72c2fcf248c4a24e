package reason4j.report;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The directories of artefacts below a root, told apart by the files they hold, whatever they are called.
///
/// @param root what was searched
/// @param sets directories with `manifest.json` and rows, the results of curation
/// @param runs directories with `metrics.jsonl`
/// @param evals directories with `scores.json` or `samples.jsonl`
/// @param recipes YAML files in the root itself
record Artefacts(Path root, List<Path> sets, List<Path> runs, List<Path> evals, List<Path> recipes) {

    private static final int DEPTH = 4;
    private static final Set<String> NOT_SEARCHED = Set.of("checkpoints", "episodes", "replays");

    Artefacts {
        sets = List.copyOf(sets);
        runs = List.copyOf(runs);
        evals = List.copyOf(evals);
        recipes = List.copyOf(recipes);
    }

    static Artefacts below(Path root) {
        List<Path> sets = new ArrayList<>();
        List<Path> runs = new ArrayList<>();
        List<Path> evals = new ArrayList<>();
        for (Path directory : directories(root)) {
            if (has(directory, "metrics.jsonl")) {
                runs.add(directory);
            } else if (has(directory, "scores.json") || has(directory, "samples.jsonl")) {
                evals.add(directory);
            } else if (has(directory, "manifest.json")
                    || has(directory, "rejected.jsonl")
                    || has(directory, "heldout.jsonl")) {
                sets.add(directory);
            }
        }
        return new Artefacts(root, sets, runs, evals, recipes(root));
    }

    private static boolean has(Path directory, String file) {
        return Files.isRegularFile(directory.resolve(file));
    }

    private static List<Path> recipes(Path root) {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            // a root that cannot be listed has nothing to show, which every section of the page says
            return List.of();
        }
    }

    private static List<Path> directories(Path root) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String name = String.valueOf(directory.getFileName());
                    if (!directory.equals(root) && (NOT_SEARCHED.contains(name) || name.endsWith(".part"))) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    found.add(directory);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException("every failure is skipped", e);
        }
        found.sort(Comparator.comparing(Path::toString));
        return found;
    }
}
