package reason4j.learn.algorithm;

/// Why a token got the loss it got. Its part of the total is weight · (correction · policy + β·kl − c·entropy).
///
/// @param advantage A
/// @param ratio ρ at the level of the ratio, so the same at each token for a sequence ratio
/// @param clip what the clip did
/// @param policy ℓ, before weights
/// @param kl the estimate k, before β; 0 when it is not in the loss
/// @param correction weight for the sampler's mismatch
/// @param weight of the aggregation
/// @param gradient dL/dlogπ, of all parts together
public record TokenLoss(
        double advantage,
        double ratio,
        ClipState clip,
        double policy,
        double kl,
        double correction,
        double weight,
        double gradient) {

    static final TokenLoss MASKED = new TokenLoss(0, 1, ClipState.MASKED, 0, 0, 0, 0, 0);

    /// Whether the token trains.
    public boolean trained() {
        return clip != ClipState.MASKED;
    }
}
