package reason4j.learn.model;

import reason4j.learn.tensor.Precision;

/// What a model needs of memory, in bytes.
///
/// @param weights what computing without training takes
/// @param training weights, and gradients and two moments of every weight in 32-bit floats
/// @param activations what a backward pass keeps of one micro-batch, about
/// @param cache keys and values of all rows
public record MemoryNeed(long weights, long training, long activations, long cache) {

    /// Sizes of a piece of work.
    ///
    /// @param rows sequences sampled at a time
    /// @param tokens most tokens a sequence
    /// @param microTokens tokens of a micro-batch
    public record Work(long rows, long tokens, long microTokens) {}

    /// @param precision that the model computes in
    public static MemoryNeed of(ModelConfig config, Precision precision, Work work) {
        long weights = Parameters.bytes(config, precision);
        return new MemoryNeed(
                weights,
                weights + 3L * Parameters.count(config) * Float.BYTES,
                activations(config, work) * precision.bytes(),
                PagedCache.bytes(config, precision, work.rows, work.tokens));
    }

    // numbers that are kept of a layer: inputs of each product, halves of the gate, the weights of attention
    private static long activations(ModelConfig c, Work work) {
        long length = Math.min(work.tokens, work.microTokens);
        long floats = 6L * c.hidden()
                + 4L * (c.heads() + c.kvHeads()) * c.headDimension()
                + 4L * c.intermediate()
                + c.heads() * length;
        return floats * c.layers() * work.microTokens;
    }
}
