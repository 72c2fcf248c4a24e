package reason4j.learn.generate;

import reason4j.core.episode.Completion;

/// Who asked for completions and hears how they come. Called on the thread that owns the model, which waits meanwhile:
/// take note and return.
public interface Listener {

    /// Whether [#token] is to be called; it costs a little decoding for each token.
    default boolean streams() {
        return false;
    }

    /// The next token of a sample.
    default void token(int sample, SampledToken token) {}

    /// A sample has ended.
    ///
    /// @param rest text that was held back so far; all pieces and this together are the completion's text
    void done(int sample, Completion completion, String rest);

    /// The model failed; nothing more will come.
    default void failed(RuntimeException failure) {}

    /// Whether nobody waits any more; asked before each step, from the model's thread.
    default boolean cancelled() {
        return false;
    }
}
