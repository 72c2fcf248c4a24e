import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.model.Sequence;
import reason4j.learn.model.TrainingPass;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.DealtWeight;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Probe;
import reason4j.learn.tensor.RowThreads;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Share;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;

/// What bounds generation and training of SmolLM2-135M's shape, and training itself. One line each.
///
/// `products`: the matrix products of a decoding step alone. `train DIR`: forward and backward over 8 × 512 tokens.
class Speed {

    private static final int[][] SHAPES = {{960, 576}, {576, 576}, {3072, 576}, {576, 1536}};
    private static final int LAYERS = 30;
    private static final int ROWS = 64;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    public static void main(String[] args) {
        switch (args[0]) {
            case "products" -> products();
            case "train" -> train(Path.of(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static double rate() {
        return Math.max(Probe.matmulGigaflops(true, THREADS), Probe.matmulGigaflops(true, THREADS));
    }

    private static Tensor random(long rows, long columns) {
        return Tensors.zeros(ScalarType.Float, rows, columns).uniform_().to(ScalarType.BFloat16);
    }

    private static void products() {
        double gigaflops = rate();
        Tensors.start(THREADS);
        Scopes.noGrad(() -> {
            List<DealtWeight> weights = new ArrayList<>();
            List<Tensor> inputs = new ArrayList<>();
            for (int layer = 0; layer < LAYERS; layer++) {
                for (int[] shape : SHAPES) {
                    weights.add(DealtWeight.of(random(shape[0], shape[1]), 1, THREADS));
                    inputs.add(random(ROWS, shape[1]));
                }
            }
            weights.add(DealtWeight.of(random(49152, 576), 1, THREADS));
            inputs.add(random(ROWS, 576));
            double rows = best(() -> RowThreads.run(ROWS, 1, (from, to) -> byRows(weights, inputs, from, to)));
            double columns = best(() -> RowThreads.together(share -> byColumns(weights, inputs, share)));
            double step = Math.min(rows, columns);
            System.out.printf(
                    Locale.ROOT,
                    "products matmul bf16 %.0f GFLOP/s; those of a step of %d rows alone: %.1f ms on %d threads that"
                            + " deal out rows, %.1f ms where they deal out columns = at most %.0f tokens/s%n",
                    gigaflops, ROWS, rows, THREADS, columns, ROWS / step * 1e3);
            weights.forEach(DealtWeight::close);
        });
    }

    private static void byRows(List<DealtWeight> weights, List<Tensor> inputs, int from, int to) {
        for (int i = 0; i < weights.size(); i++) {
            int at = i;
            for (int p = 0; p < weights.get(i).parts(); p++) {
                int part = p;
                Scopes.run(() -> weights.get(at).product(part, inputs.get(at).narrow(0, from, to - from), null));
            }
        }
    }

    private static void byColumns(List<DealtWeight> weights, List<Tensor> inputs, Share share) {
        for (int i = 0; i < weights.size(); i++) {
            int at = i;
            Scopes.run(() -> weights.get(at).product(inputs.get(at), null, share, (_, _, _) -> {}));
            share.meet();
        }
    }

    private static double best(Runnable body) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            long begun = System.nanoTime();
            body.run();
            best = Math.min(best, (System.nanoTime() - begun) / 1e6);
        }
        return best;
    }

    private static void train(Path directory) {
        double gigaflops = rate();
        Tensors.start(1);
        SplittableRandom random = new SplittableRandom(1);
        try (Transformer model = Checkpoint.load(directory, Compute.of(Precision.BF16));
                Workers workers = new Workers(THREADS);
                TrainingPass pass = new TrainingPass(model, 1, 1024, workers)) {
            List<Sequence> batch = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int v = model.config().vocabulary();
                batch.add(new Sequence(
                        new int[] {random.nextInt(v)}, random.ints(512, 0, v).toArray()));
            }
            double seconds = Double.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                long begun = System.nanoTime();
                double loss = pass.accumulate(batch, (members, scores) -> {
                    float[] by = new float[scores.logprobs().length];
                    Arrays.fill(by, -1f / 4096);
                    double sum = 0;
                    for (float l : scores.logprobs()) {
                        sum -= l / 4096;
                    }
                    return new TrainingPass.Derivatives(by, null, new double[] {sum});
                })[0];
                double took = (System.nanoTime() - begun) / 1e9;
                System.err.printf(Locale.ROOT, "  loss %.3f, %.2f s%n", loss, took);
                seconds = Math.min(seconds, took);
            }
            double done = 6.0 * model.parameters().elements() * 4096 / seconds / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "train reason4j bf16: %.2f s for 4096 tokens = %.0f tokens/s, %.0f GFLOP/s, %.0f %% of the matmul rate"
                            + " of %.0f%n",
                    seconds, 4096 / seconds, done, 100 * done / gigaflops, gigaflops);
        }
    }
}
