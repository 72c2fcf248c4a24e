package reason4j.core.episode;

import java.util.List;

/// Something that completes prompts: a model in this process, or a server.
@FunctionalInterface
public interface Completions {

    /// @param prompts text as it is, template already applied
    /// @return for each prompt, in order, `sampling.samples()` completions
    List<List<Completion>> complete(List<String> prompts, Sampling sampling);
}
