package reason4j.learn.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.text.Tokenizer;
import reason4j.learn.text.template.ChatTemplate;

/// What a checkpoint directory holds, from its headers alone.
///
/// @param config its configuration
/// @param parameters numbers in all tensors; a tied head counts once
/// @param dtypes numbers by dtype
/// @param files how many files of weights
/// @param bytes of weights on disk
/// @param tokenizer what there is of a tokenizer, or null
/// @param template how the chat template does on two messages, or null if there is none
public record ModelInfo(
        ModelConfig config,
        long parameters,
        Map<String, Long> dtypes,
        int files,
        long bytes,
        @Nullable TokenizerInfo tokenizer,
        @Nullable TemplateInfo template) {

    /// A tokenizer in few words.
    ///
    /// @param vocabulary one more than its largest id
    /// @param endIds ids that end a generation
    public record TokenizerInfo(int vocabulary, List<Integer> endIds) {}

    /// A chat template in few words.
    ///
    /// @param marksAssistant whether it marks what the assistant wrote
    /// @param problem why it does not render, or null if it does
    public record TemplateInfo(
            boolean marksAssistant, @Nullable String problem) {}

    /// @throws UserException if the checkpoint is not whole, or is of a kind that is not supported
    public static ModelInfo of(Path directory) {
        ModelConfig config = Checkpoint.config(directory);
        try (Weights weights = Weights.open(directory)) {
            Map<String, Long> dtypes = new TreeMap<>();
            weights.tensors().values().forEach(t -> dtypes.merge(t.dtype().name(), t.elements(), Long::sum));
            long bytes = 0;
            for (Path file : weights.files()) {
                bytes += Files.size(file);
            }
            Tokenizer tokenizer = Files.exists(directory.resolve("tokenizer.json")) ? Tokenizer.load(directory) : null;
            return new ModelInfo(
                    config,
                    dtypes.values().stream().mapToLong(n -> n).sum(),
                    dtypes,
                    weights.files().size(),
                    bytes,
                    tokenizer == null ? null : new TokenizerInfo(tokenizer.vocabularySize(), tokenizer.eosIds()),
                    tokenizer == null ? null : template(directory, tokenizer));
        } catch (IOException e) {
            throw UserException.data(directory + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable TemplateInfo template(Path directory, Tokenizer tokenizer) {
        ChatTemplate.Given given = ChatTemplate.Given.of(tokenizer, LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC));
        try {
            Optional<ChatTemplate> template = ChatTemplate.load(directory, given);
            if (template.isEmpty()) {
                return null;
            }
            template.get().render(Json.mapper().readTree("""
                    [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hello"}]"""), false, Map.of());
            return new TemplateInfo(template.get().marksAssistant(), null);
        } catch (UserException e) {
            return new TemplateInfo(false, String.valueOf(e.getMessage()));
        }
    }
}
