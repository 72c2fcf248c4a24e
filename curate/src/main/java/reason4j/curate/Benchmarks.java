package reason4j.curate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import reason4j.core.io.UserException;
import reason4j.core.problem.AnswerKey;
import reason4j.curate.decontaminate.Reference;
import reason4j.curate.make.Makers;
import reason4j.curate.source.Columns;
import reason4j.curate.source.Input;
import reason4j.curate.source.Planning;
import reason4j.curate.source.Slice;
import reason4j.curate.source.Transcription;

/// What training must not contain: the benchmarks of the recipe and its held-out sources.
final class Benchmarks {

    private Benchmarks() {}

    /// @throws UserException if a benchmark is missing or holds no question
    static List<Reference> of(CurateRecipe recipe, List<Input> inputs, Path made, JavaSparkContext spark) {
        List<Reference> references = new ArrayList<>();
        for (String file : recipe.benchmarks()) {
            references.addAll(read(Input.plain(file), name(file), recipe, made, spark));
        }
        for (Input input : inputs) {
            if (input.heldout() && recipe.decontaminate().heldout()) {
                references.addAll(read(input, input.name(), recipe, made, spark));
            }
        }
        return references;
    }

    /// The questions of a benchmark's files.
    private static List<Reference> read(
            Input input, String name, CurateRecipe recipe, Path made, JavaSparkContext spark) {
        List<Reference> references = new ArrayList<>();
        Reading reading = new Reading(List.of(input), recipe);
        for (String file : input.files()) {
            Path lines = Transcription.linesOf(Intake.local(file), made.resolve(Intake.TRANSCRIBED), spark);
            List<Slice> slices = Planning.of(0, lines, file, 0, Long.MAX_VALUE).slices();
            if (!slices.isEmpty() && !Makers.has(input.source())) {
                Columns.check(input, file, slices.getFirst(), false);
            }
            for (Slice slice : slices) {
                reading.rows(slice, row -> {
                    if (!row.draft().prompt().isBlank()) {
                        String answer = row.draft().answer() instanceof AnswerKey.MathAnswer(String gold) ? gold : "";
                        references.add(new Reference(name, row.id(), row.draft().prompt(), answer));
                    }
                });
            }
        }
        if (references.isEmpty()) {
            throw UserException.data(
                    "benchmark " + String.join(", ", input.files())
                            + ": no question in it\n  a benchmark is a file with one JSON object a line, with id, problem, answer");
        }
        return references;
    }

    private static String name(String file) {
        String last = file.substring(file.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }
}
