package reason4j.learn.model;

import java.util.stream.IntStream;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Logits of a whole sequence, to be compared with those of another program.
public final class Logits {

    private Logits() {}

    /// @param ids a sequence from position 0 on
    /// @return what follows each of them, row-major `[T, V]`
    public static float[] of(Transformer model, int[] ids) {
        return Scopes.get(() -> Tensors.floats(Scopes.keepNoGrad(() -> model.logits(model.hidden_BTC(
                Tensors.ofLongs(IntStream.of(ids).asLongStream().toArray(), 1, ids.length))))));
    }

    /// The largest absolute difference of two equally long arrays; infinite where one is not finite.
    public static double largestDifference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            double d = Math.abs((double) a[i] - b[i]);
            largest = Double.isFinite(d) ? Math.max(largest, d) : Double.POSITIVE_INFINITY;
        }
        return largest;
    }
}
