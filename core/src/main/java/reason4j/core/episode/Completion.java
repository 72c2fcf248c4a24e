package reason4j.core.episode;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a policy sampled for one prompt. Ids come from the generator and are never derived from text again.
///
/// @param text the ids, decoded, without the token that ended it
/// @param ids the sampled tokens, the one that ended it included
/// @param logprobs natural logarithm of the probability of each id under exactly the distribution it was sampled from;
///     not a number for a token that was put there by force
/// @param finish why it ended

public record Completion(
        String text,
        int[] ids,
        float[] logprobs,
        @JsonProperty("finish_reason") FinishReason finish) {

    /// Number of sampled tokens.
    public int length() {
        return ids.length;
    }

    public boolean truncated() {
        return finish == FinishReason.LENGTH;
    }
}
