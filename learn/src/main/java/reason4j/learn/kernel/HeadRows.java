package reason4j.learn.kernel;

import jdk.incubator.vector.FloatVector;

/// The language head's softmax over a row of logits, and its backward step in place, in closed form: with
/// `p = softmax(z / τ)` and the label y, `∂ ln p_y / ∂z = (1_y − p) / τ` and `∂H / ∂z = −p (ln p + H) / τ`. Sums over
/// the
/// vocabulary are taken in blocks in 32 bits, and over the blocks in 64. An object belongs to one thread.
public final class HeadRows {

    private final boolean half;
    private final int width;
    private final int vocabulary;
    private final float inverse;
    private final float[] row;
    private final float[] weights;

    /// @param half whether logits are bfloat16
    /// @param vocabulary numbers of a row
    /// @param temperature τ
    public HeadRows(boolean half, int vocabulary, double temperature) {
        this.half = half;
        this.width = half ? Short.BYTES : Float.BYTES;
        this.vocabulary = vocabulary;
        this.inverse = (float) (1 / temperature);
        this.row = new float[vocabulary];
        this.weights = new float[vocabulary];
    }

    /// What one row says.
    ///
    /// @param max of its logits
    /// @param total of the weights `exp((z − max) / τ)`
    /// @param logprob of the label
    /// @param entropy in nats
    public record Score(float max, double total, float logprob, float entropy) {}

    /// @param logits address, `[V]`
    public Score score(long logits, int label) {
        Copies.read(logits, half, row, 0, vocabulary);
        float max = Softmax.max(row, vocabulary);
        System.arraycopy(row, 0, weights, 0, vocabulary);
        double total = 0;
        for (float sum : Softmax.weigh(weights, vocabulary, max, inverse)) {
            total += sum;
        }
        // H = ln Σ w − Σ w (z − max) / τ / Σ w
        double mean = 0;
        for (int from = 0; from < vocabulary; from += Softmax.BLOCK) {
            mean += weighed(from, Math.min(vocabulary, from + Softmax.BLOCK), max);
        }
        float logprob = (float) ((row[label] - max) * (double) inverse - Math.log(total));
        return new Score(max, total, logprob, (float) (Math.log(total) - mean / total));
    }

    private float weighed(int from, int to, float max) {
        FloatVector sum = Lanes.broadcast(0);
        int i = from;
        for (; i + Lanes.COUNT <= to; i += Lanes.COUNT) {
            sum = FloatVector.fromArray(Lanes.FLOATS, weights, i)
                    .mul(inverse)
                    .fma(FloatVector.fromArray(Lanes.FLOATS, row, i).sub(max), sum);
        }
        float total = Lanes.sum(sum);
        for (; i < to; i++) {
            total += weights[i] * inverse * (row[i] - max);
        }
        return total;
    }

    /// Replaces logits by the derivative of the loss.
    ///
    /// @param logits address, `[V]`
    /// @param score what [#score] said of them
    /// @param byLogprob derivative of the loss by the label's log-probability
    /// @param byEntropy derivative of the loss by the entropy
    public void backward(long logits, int label, Score score, float byLogprob, float byEntropy) {
        float log = (float) Math.log(score.total);
        float perWeight = (float) (inverse / score.total);
        // ∂z = p · (−g − e (ln p + H)) / τ, ln p = (z − max) / τ − ln Σ
        float constant = -byLogprob - byEntropy * (score.entropy - log);
        Copies.read(logits, half, row, 0, vocabulary);
        int i = 0;
        for (; i + Lanes.COUNT <= vocabulary; i += Lanes.COUNT) {
            FloatVector z = Lanes.of(row, i).sub(score.max).mul(inverse);
            FloatVector slope = z.mul(-byEntropy).add(constant);
            Lanes.exp(z).mul(perWeight).mul(slope).intoArray(row, i);
        }
        for (; i < vocabulary; i++) {
            float z = (row[i] - score.max) * inverse;
            row[i] = (float) Math.exp(z) * perWeight * (constant - byEntropy * z);
        }
        Copies.write(row, 0, vocabulary, logits, half);
        long at = logits + (long) label * width;
        float p = (float) Math.exp(score.logprob);
        Lanes.put(inverse * (byLogprob * (1 - p) - byEntropy * p * (score.logprob + score.entropy)), at, half);
    }
}
