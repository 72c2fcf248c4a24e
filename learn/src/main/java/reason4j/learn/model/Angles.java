package reason4j.learn.model;

import org.bytedeco.pytorch.Tensor;
import reason4j.learn.tensor.Device;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Cosines and sines of the rotary embedding, for positions from 0.
///
/// @param cos_TD `[T, D/2]`, 32-bit
/// @param sin_TD the same
record Angles(Tensor cos_TD, Tensor sin_TD) {

    /// For tokens that come one by one; the caller closes both.
    static Angles of(ModelConfig config, int length, Device device) {
        float[][] tables = Rope.tables(config.rope(), config.headDimension(), length);
        return new Angles(
                Scopes.own(() -> device.of(Tensors.ofFloats(tables[0], length, config.headDimension() / 2))),
                Scopes.own(() -> device.of(Tensors.ofFloats(tables[1], length, config.headDimension() / 2))));
    }

    /// For a sequence that is computed at once, of the scope around.
    Angles whole(ModelConfig config, long t) {
        int length = Math.toIntExact(t);
        if (!config.rope().dependsOnLength(length)) {
            return new Angles(cos_TD.narrow(0, 0, t), sin_TD.narrow(0, 0, t));
        }
        float[][] tables = Rope.whole(config.rope(), config.headDimension(), length);
        int half = config.headDimension() / 2;
        return new Angles(
                Tensors.beside(cos_TD, Tensors.ofFloats(tables[0], t, half)),
                Tensors.beside(cos_TD, Tensors.ofFloats(tables[1], t, half)));
    }

    /// For one token in each of B rows: `[B, 1, D/2]`, of the scope around.
    ///
    /// @param positions_B 64-bit integers, on the device of the tables
    Angles at(Tensor positions_B) {
        return new Angles(
                cos_TD.index_select(0, positions_B).unsqueeze(1),
                sin_TD.index_select(0, positions_B).unsqueeze(1));
    }

    /// Address of a position's cosines.
    long cosAddress(int position) {
        return Tensors.address(cos_TD) + position * cos_TD.size(1) * Float.BYTES;
    }

    /// Address of a position's sines.
    long sinAddress(int position) {
        return Tensors.address(sin_TD) + position * sin_TD.size(1) * Float.BYTES;
    }

    /// Rotates the halves of the last dimension: `(a, b) → (a cos − b sin, b cos + a sin)`.
    ///
    /// @param x `[..., T, heads, D]`
    Tensor rotated(Tensor x) {
        long last = x.dim() - 1;
        long half = x.size(last) / 2;
        Tensor cos_T1D = cos_TD.unsqueeze(-2);
        Tensor sin_T1D = sin_TD.unsqueeze(-2);
        Tensor a = x.narrow(last, 0, half);
        Tensor b = x.narrow(last, half, half);
        return Tensors.cat(
                        last, a.mul(cos_T1D).sub(b.mul(sin_T1D)), b.mul(cos_T1D).add(a.mul(sin_T1D)))
                .to(x.scalar_type());
    }

    int length() {
        return Math.toIntExact(cos_TD.size(0));
    }

    void close() {
        cos_TD.close();
        sin_TD.close();
    }
}
