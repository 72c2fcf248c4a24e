package reason4j.learn.model;

/// Rotary position embedding (arXiv 2104.09864): the angle of pair i at position t is `t · θ^(−2i/D)`, in the layout of
/// Llama where the pair is (i, i + D/2). Longer contexts by the scalings that `rope_scaling` names.
public final class Rope {

    private Rope() {}

    /// Cosines and sines for tokens that come one by one. With dynamic scaling a token has the angles of a sequence
    /// that ends with it, as where `transformers` decodes with a cache: earlier keys keep the angles they had.
    ///
    /// @param length number of positions, T
    /// @return `[2][T · D/2]`: cosines, sines, row-major `[T, D/2]`
    static float[][] tables(RopeSettings settings, int headDimension, int length) {
        int half = headDimension / 2;
        float[][] tables = new float[2][length * half];
        double[] frequency = frequencies(settings, headDimension, 1);
        for (int t = 0; t < length; t++) {
            fill(
                    tables,
                    t,
                    settings.dependsOnLength(t + 1) ? frequencies(settings, headDimension, t + 1) : frequency,
                    magnitude(settings));
        }
        return tables;
    }

    /// Cosines and sines for a sequence that is computed at once; they differ from those of [#tables] with dynamic
    /// scaling beyond the original length alone.
    public static float[][] whole(RopeSettings settings, int headDimension, int length) {
        float[][] tables = new float[2][length * headDimension / 2];
        double[] frequency = frequencies(settings, headDimension, length);
        for (int t = 0; t < length; t++) {
            fill(tables, t, frequency, magnitude(settings));
        }
        return tables;
    }

    private static void fill(float[][] tables, int t, double[] frequency, double magnitude) {
        for (int i = 0; i < frequency.length; i++) {
            // the reference multiplies in 32 bits; so do we, for equal angles at large positions
            float angle = (float) t * (float) frequency[i];
            tables[0][t * frequency.length + i] = (float) (Math.cos(angle) * magnitude);
            tables[1][t * frequency.length + i] = (float) (Math.sin(angle) * magnitude);
        }
    }

    private static double magnitude(RopeSettings s) {
        return s.kind().equals("yarn") ? s.yarn().magnitude(s.factor()) : 1;
    }

    private static double[] frequencies(RopeSettings s, int d, int length) {
        double theta = s.theta();
        if (s.dependsOnLength(length)) {
            // NTK-aware: stretch the base so that the longest wave covers the length
            double stretch = s.factor() * length / s.originalPositions() - (s.factor() - 1);
            theta *= Math.pow(stretch, d / (d - 2.0));
        }
        double[] frequency = new double[d / 2];
        for (int i = 0; i < frequency.length; i++) {
            double plain = Math.pow(theta, -2.0 * i / d);
            frequency[i] = switch (s.kind()) {
                case "linear" -> plain / s.factor();
                case "llama3" -> llama3(s, plain);
                case "yarn" -> yarn(s, plain, i, d);
                case "default", "dynamic" -> plain;
                default -> throw new IllegalStateException(s.kind());
            };
        }
        return frequency;
    }

    /// Llama 3.1: long waves divided by the factor, short ones kept, a linear ramp between.
    private static double llama3(RopeSettings s, double frequency) {
        double wave = 2 * Math.PI / frequency;
        double longest = s.originalPositions() / s.lowFrequency();
        double shortest = s.originalPositions() / s.highFrequency();
        if (wave < shortest) {
            return frequency;
        }
        if (wave > longest) {
            return frequency / s.factor();
        }
        double smooth = (s.originalPositions() / wave - s.lowFrequency()) / (s.highFrequency() - s.lowFrequency());
        return (1 - smooth) * frequency / s.factor() + smooth * frequency;
    }

    /// YaRN (arXiv 2309.00071, section 3.2): a ramp over the dimensions between extrapolation and interpolation.
    private static double yarn(RopeSettings s, double frequency, int i, int d) {
        double low = rotations(s, s.yarn().betaFast(), d);
        double high = rotations(s, s.yarn().betaSlow(), d);
        if (s.yarn().truncate()) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        low = Math.max(low, 0);
        high = Math.min(high, d - 1.0);
        double width = high == low ? 0.001 : high - low;
        double ramp = Math.clamp((i - low) / width, 0, 1);
        return frequency / s.factor() * ramp + frequency * (1 - ramp);
    }

    // the dimension that turns so many times over the original context
    private static double rotations(RopeSettings s, double turns, int d) {
        return d * Math.log(s.originalPositions() / (turns * 2 * Math.PI)) / (2 * Math.log(s.theta()));
    }
}
