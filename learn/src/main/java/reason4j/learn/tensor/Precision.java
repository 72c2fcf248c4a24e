package reason4j.learn.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/// In what the transformer computes. Weights, gradients and moments are kept in 32-bit floats whatever this is; so are
/// softmax, log-probabilities and losses.
public enum Precision {
    /// 32-bit floats.
    F32(ScalarType.Float, Float.BYTES),
    /// bfloat16 products, added up in 32 bits: several times as fast on a CPU with AVX512-BF16 or AMX.
    BF16(ScalarType.BFloat16, Short.BYTES);

    private final ScalarType dtype;
    private final int bytes;

    Precision(ScalarType dtype, int bytes) {
        this.dtype = dtype;
        this.bytes = bytes;
    }

    public ScalarType dtype() {
        return dtype;
    }

    /// Bytes of one number.
    public int bytes() {
        return bytes;
    }

    /// Whether numbers are halves of 32-bit floats.
    public boolean half() {
        return this == BF16;
    }
}
