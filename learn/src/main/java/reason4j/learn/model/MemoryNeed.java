package reason4j.learn.model;

/// What a model needs of memory, in bytes.
///
/// @param weights in 32-bit floats
/// @param training weights, gradients and two moments of every weight
/// @param activations what a backward pass keeps of one micro-batch, about
/// @param cache keys and values of all rows
public record MemoryNeed(long weights, long training, long activations, long cache) {

    /// Sizes of a piece of work.
    ///
    /// @param rows sequences sampled at a time
    /// @param tokens most tokens a sequence
    /// @param microTokens tokens of a micro-batch
    public record Work(long rows, long tokens, long microTokens) {}

    /// @param parameters numbers in all tensors
    public static MemoryNeed of(ModelConfig config, long parameters, Work work) {
        long weights = parameters * Float.BYTES;
        return new MemoryNeed(
                weights, 4 * weights, activations(config, work), KeyValueCache.bytes(config, work.rows, work.tokens));
    }

    // what autograd keeps of a layer: inputs of each product, halves of the gate, the weights of attention
    private static long activations(ModelConfig c, Work work) {
        long length = Math.min(work.tokens, work.microTokens);
        long floats = 6L * c.hidden()
                + 4L * (c.heads() + c.kvHeads()) * c.headDimension()
                + 4L * c.intermediate()
                + c.heads() * length;
        return floats * c.layers() * work.microTokens * Float.BYTES;
    }
}
