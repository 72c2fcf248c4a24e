package reason4j.core.episode;

import reason4j.core.problem.AnswerKey;

/// Decides whether a response answers a problem. Implementations are pure functions, safe for use by many threads,
/// bounded in time and memory for any input, and never throw.
@FunctionalInterface
public interface Verifier {

    /// @param key what would be right
    /// @param response everything the model wrote after the prompt, reasoning included
    Verdict verify(AnswerKey key, String response);
}
