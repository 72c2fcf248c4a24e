package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.bytedeco.pytorch.Tensor;
import reason4j.learn.kernel.Softmax;
import reason4j.learn.tensor.RowThreads;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Share;
import reason4j.learn.tensor.Tensors;

/// Logits of rows of hidden states, as 32-bit floats, each read by one thread. Where products are dealt out a thread
/// computes some columns for all rows; in 32 bits the product is faster whole.
final class LogitRows {

    private static final int ROWS_OF_A_THREAD = 4;

    /// Columns of logits.
    private record Part(int from, Tensor logits) {}

    private final Transformer model;
    private final Tensor hidden_NC;
    private final int[] sources;
    private final ObjIntConsumer<float[]> to;
    private final List<Part> parts = new ArrayList<>();

    LogitRows(Transformer model, Tensor hidden_NC, int[] sources, ObjIntConsumer<float[]> to) {
        this.model = model;
        this.hidden_NC = hidden_NC;
        this.sources = sources;
        this.to = to;
    }

    void run() {
        if (model.parameters().dealt(Math.toIntExact(hidden_NC.size(0)))) {
            RowThreads.together(this::take);
        } else {
            parts.add(new Part(0, model.logits(hidden_NC).cpu()));
            RowThreads.run(sources.length, ROWS_OF_A_THREAD, this::read);
        }
    }

    private void take(Share share) {
        Scopes.run(() -> {
            model.parameters()
                    .product(model.headName(), hidden_NC, null, share, (_, from, logits) -> add(from, logits));
            share.meet();
            read(share.from(sources.length), share.to(sources.length));
            share.meet();
        });
    }

    private synchronized void add(int from, Tensor logits) {
        parts.add(new Part(from, logits));
    }

    private void read(int from, int to) {
        boolean half = model.precision().half();
        float[] row = new float[model.config().vocabulary()];
        for (int i = from; i < to; i++) {
            for (Part part : parts) {
                int n = Math.toIntExact(part.logits.size(1));
                long at = Tensors.address(part.logits)
                        + (long) sources[i] * n * model.precision().bytes();
                Softmax.read(at, half, row, part.from, n);
            }
            this.to.accept(row, i);
        }
    }
}
