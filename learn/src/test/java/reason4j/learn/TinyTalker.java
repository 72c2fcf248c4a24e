package reason4j.learn;

import java.nio.file.Path;
import java.util.List;
import reason4j.core.io.WholeFiles;
import reason4j.core.run.Seed;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Parameters;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.text.AddedToken;
import reason4j.learn.text.BpeTrainer;
import reason4j.learn.text.NewTokenizer;

/// A checkpoint with random weights large enough that its distributions differ from place to place, and a byte-level
/// tokenizer, so that characters are cut across tokens.
public final class TinyTalker {

    public static final int CONTEXT = 128;

    private TinyTalker() {}

    /// @param seed of the weights
    public static void write(Path directory, long seed) {
        NewTokenizer tokenizer = new BpeTrainer(
                        300,
                        true,
                        List.of(AddedToken.special("<|end|>"), AddedToken.word("<think>"), AddedToken.word("</think>")))
                .train(List.of("the cat sat on the mat and ran", "ähnlich 漢字漢字 😀😀 Wait, wait"));
        tokenizer.write(directory, "<|end|>", "<|end|>");
        ModelConfig config = ModelConfig.qwen2(tokenizer.vocabularySize(), 16, 2, 2, 1, CONTEXT);
        Parameters parameters = new Parameters(config);
        parameters.initialise(new Seed(seed), config.layers());
        Scopes.noGrad(() -> parameters.flat().mul_(Tensors.scalar(8)));
        try (Transformer model = new Transformer(config, parameters)) {
            Checkpoint.save(model, directory, directory);
        }
        WholeFiles.write(
                directory.resolve("chat_template.jinja"),
                "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}");
    }
}
