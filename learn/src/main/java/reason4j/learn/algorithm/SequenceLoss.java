package reason4j.learn.algorithm;

import java.util.List;

/// The part of one sequence in the loss of a batch, and its gradient. Losses of sequences add up to that of the
/// batch.
///
/// @param policy the weighted sum of the policy's losses
/// @param kl the weighted sum of KL estimates, times β
/// @param entropy the weighted sum of entropies, times −c
/// @param imitation the weighted sum of −logπ
/// @param gradient dL/dlogπ of each token: hand it to backward of the log-probabilities; 0 where a token does not
///     train
/// @param entropyGradient dL/dH of each token, or empty when there is no bonus
/// @param tokens why, by token
public record SequenceLoss(
        double policy,
        double kl,
        double entropy,
        double imitation,
        double[] gradient,
        double[] entropyGradient,
        List<TokenLoss> tokens) {

    /// The part of the sequence in the loss.
    public double value() {
        return policy + kl + entropy + imitation;
    }
}
