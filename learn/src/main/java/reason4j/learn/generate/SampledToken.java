package reason4j.learn.generate;

import java.util.List;

/// One token of a completion, as it comes.
///
/// @param id what was sampled, or put there by force
/// @param logprob natural logarithm of its probability under the distribution it was sampled from; not a number if it
///     was put there by force
/// @param text what may be shown since the last token: whole characters only, nothing that may yet turn out to be a
///     stop string; often empty
/// @param likeliest the likeliest tokens of the same distribution, best first, if they were asked for
public record SampledToken(int id, float logprob, String text, List<Alternative> likeliest) {

    /// A token that might have been sampled.
    ///
    /// @param logprob natural logarithm of its probability
    public record Alternative(int id, float logprob) {}
}
