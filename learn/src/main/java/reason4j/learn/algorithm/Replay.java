package reason4j.learn.algorithm;

import java.util.List;

/// All that the loss of one sequence in one step was computed from: stored as JSON, it can be evaluated again without a
/// model and explained token by token, or evaluated by another algorithm.
///
/// @param algorithm with its parts and constants
/// @param beta of the KL term in that step
/// @param entropy coefficient of the bonus in that step
/// @param sample what was known before
/// @param forward what the policy said
/// @param credit what joined it to its batch
/// @param tokens the text of each token, or empty
public record Replay(
        Algorithm algorithm,
        double beta,
        double entropy,
        Sample sample,
        Forward forward,
        Credit credit,
        List<String> tokens) {

    public Replay {
        tokens = List.copyOf(tokens);
        if (!tokens.isEmpty() && tokens.size() != sample.length()) {
            throw new IllegalArgumentException(
                    tokens.size() + " texts for " + sample.length() + " tokens: give one for each, or none");
        }
    }

    /// The same with the text of each token.
    public Replay spelled(List<String> texts) {
        return new Replay(algorithm, beta, entropy, sample, forward, credit, texts);
    }

    /// The same sequence with the same credit under another algorithm's ratio, clip, KL term and correction,
    /// with the coefficients that algorithm begins with. Advantages and weights stay: they come from the whole
    /// batch. Where no reference was scored there is no KL term.
    public Replay under(Algorithm other) {
        double penalty = sample.reference().length == 0 ? 0 : other.kl().coefficient();
        return new Replay(other, penalty, other.entropy().coefficient(), sample, forward, credit, tokens);
    }

    /// The loss of the sequence, evaluated again.
    public SequenceLoss loss() {
        return algorithm.loss(beta, entropy).evaluate(sample, forward, credit);
    }

    /// The loss of the sequence, explained.
    public String explain() {
        return Explanation.of(loss(), tokens);
    }
}
