package reason4j.serve;

import java.util.List;
import reason4j.core.episode.Sampling;
import reason4j.learn.generate.Request;

/// What a call of a completions endpoint wants.
///
/// @param chat whether it came as a conversation and is answered as one
/// @param prompts token ids
/// @param sampling for each prompt
/// @param wishes for each prompt
/// @param shape of the answer
record Ask(boolean chat, List<int[]> prompts, Sampling sampling, Request.Wishes wishes, Shape shape) {

    /// How the answer is written.
    ///
    /// @param stream piece by piece
    /// @param usage whether the last piece counts tokens
    /// @param logprobs whether each token comes with its log-probability
    /// @param tokenIds whether token ids come beside the text
    record Shape(boolean stream, boolean usage, boolean logprobs, boolean tokenIds) {}

    int choices() {
        return prompts.size() * sampling.samples();
    }

    /// Whether every token is to be heard of, not the ends alone.
    boolean tokenByToken() {
        return shape.stream() || wishes.likeliest() > 0;
    }
}
