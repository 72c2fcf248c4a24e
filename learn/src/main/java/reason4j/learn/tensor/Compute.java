package reason4j.learn.tensor;

/// In what and where a model computes.
///
/// @param precision of products; sums and weights are 32-bit in any case
/// @param device that holds the weights
public record Compute(Precision precision, Device device) {

    /// On the CPU in 32-bit floats.
    public static final Compute F32 = of(Precision.F32);

    /// On the CPU.
    public static Compute of(Precision precision) {
        return new Compute(precision, Device.CPU);
    }
}
