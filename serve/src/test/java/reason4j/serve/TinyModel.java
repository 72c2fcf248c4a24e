package reason4j.serve;

import java.nio.file.Path;
import java.util.List;
import reason4j.core.io.WholeFiles;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;
import reason4j.learn.init.FromScratch;
import reason4j.learn.init.ModelRecipe;
import reason4j.learn.init.PositionsRecipe;
import reason4j.learn.tensor.WantedPrecision;

/// A checkpoint with random weights, a byte-level tokenizer and a chat template, made in a moment.
final class TinyModel {

    static final int CONTEXT = 4096;

    private TinyModel() {}

    /// @param seed of the weights
    static Path write(Path directory, long seed) {
        return write(directory, seed, 16);
    }

    static Path write(Path directory, long seed, int hidden) {
        Problem text = Problem.of(
                "t", "the cat sat on the mat and ran; ähnlich 漢字 😀", new AnswerKey.MathAnswer("1"), "text", "text");
        ModelRecipe.TokenizerRecipe bytes =
                new ModelRecipe.TokenizerRecipe(ModelRecipe.TokenizerRecipe.Kind.BPE, List.of(), 0, 300);
        FromScratch.make(
                new ModelRecipe(
                        null,
                        bytes,
                        hidden,
                        2,
                        2,
                        1,
                        CONTEXT,
                        1,
                        1,
                        WantedPrecision.F32,
                        "cpu",
                        PositionsRecipe.UNCHANGED),
                List.of(text),
                new Seed(seed),
                directory);
        WholeFiles.write(
                directory.resolve("chat_template.jinja"),
                "{% for m in messages %}{% if m.role == 'tool' %}{{ raise_exception('no tools') }}{% endif %}"
                        + "{{ m.role }}: {{ m.content }}\n{% endfor %}");
        return directory;
    }
}
