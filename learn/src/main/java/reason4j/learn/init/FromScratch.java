package reason4j.learn.init;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import reason4j.core.problem.Problem;
import reason4j.core.problem.Trace;
import reason4j.core.run.Seed;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Parameters;
import reason4j.learn.model.Transformer;
import reason4j.learn.text.AddedToken;
import reason4j.learn.text.BpeTrainer;
import reason4j.learn.text.NewTokenizer;
import reason4j.learn.text.WordVocabulary;

/// Makes a checkpoint from nothing: a tokenizer, a Qwen2-shaped configuration, random weights.
public final class FromScratch {

    /// Ends every text.
    public static final String END = "<|endoftext|>";

    /// The tags of the R1 layout, one token each.
    private static final List<String> TAGS = List.of("<think>", "</think>", "<answer>", "</answer>");

    private FromScratch() {}

    /// @param problems the training set, whose text a `bpe` tokenizer learns
    /// @param checkpoint directory to write
    public static void make(ModelRecipe recipe, List<Problem> problems, Seed seed, Path checkpoint) {
        NewTokenizer tokenizer = switch (recipe.tokenizer().kind()) {
            case WORDS -> words(recipe.tokenizer());
            case BPE -> bpe(recipe.tokenizer(), problems);
        };
        ModelConfig config = recipe.positions()
                .on(ModelConfig.qwen2(
                        tokenizer.vocabularySize(),
                        recipe.hidden(),
                        recipe.layers(),
                        recipe.heads(),
                        recipe.kvHeads(),
                        recipe.maxPositions()));
        Parameters parameters = new Parameters(config);
        parameters.initialise(seed.of("weights"), config.layers());
        tokenizer.write(checkpoint, END, END);
        try (Transformer model = new Transformer(config, parameters)) {
            Checkpoint.save(model, checkpoint, checkpoint);
        }
    }

    private static NewTokenizer words(ModelRecipe.TokenizerRecipe recipe) {
        List<String> words = new ArrayList<>(TAGS);
        words.addAll(recipe.words());
        for (int i = 0; i < recipe.numbers(); i++) {
            words.add(String.valueOf(i));
        }
        return WordVocabulary.of(List.of(END), words);
    }

    private static NewTokenizer bpe(ModelRecipe.TokenizerRecipe recipe, List<Problem> problems) {
        List<AddedToken> added = new ArrayList<>();
        added.add(AddedToken.special(END));
        TAGS.forEach(tag -> added.add(AddedToken.word(tag)));
        List<String> texts = problems.stream()
                .flatMap(p ->
                        Stream.concat(Stream.of(p.prompt()), p.traces().stream().map(Trace::text)))
                .toList();
        return new BpeTrainer(recipe.vocabulary(), true, added).train(texts);
    }
}
