package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Workers;

/// The transformer's part of a pass over sequences of different lengths, in micro-batches that bound memory, on one or
/// more threads; what becomes of the hidden states is a head's affair. Which thread takes which micro-batch is fixed,
/// and sums are taken in their order: the same sequences give the same bytes.
final class SequencePass implements AutoCloseable {

    /// What a head sends back.
    ///
    /// @param byHidden_NC derivative of the loss by the hidden states
    /// @param notes sums that the caller wants over all micro-batches
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Backward(Tensor byHidden_NC, double[] notes) {}

    /// Computes from hidden states and back; called by several threads at once, each with a model of its own.
    @FunctionalInterface
    interface Head {

        /// @param hidden_NC that predict the response tokens of the batch, sequence after sequence
        Backward backward(Transformer model, MicroBatch batch, Tensor hidden_NC);
    }

    /// Reads hidden states; called by several threads at once.
    @FunctionalInterface
    interface Reader {

        /// @param hidden_NC that predict the response tokens of the batch, sequence after sequence
        void read(Transformer model, MicroBatch batch, Tensor hidden_NC);
    }

    private final List<Transformer> models = new ArrayList<>();
    private final int microTokens;
    private final Workers workers;

    /// @param microTokens most tokens a micro-batch, padding included; a longer sequence is one of its own
    /// @param workers the threads that micro-batches are spread over
    SequencePass(Transformer model, int microTokens, Workers workers) {
        this.microTokens = microTokens;
        this.workers = workers;
        for (int w = 0; w < workers.count(); w++) {
            models.add(w == 0 ? model : model.sibling());
        }
    }

    /// Adds the gradient over all sequences to the model's.
    ///
    /// @return the sums of the head's notes
    double[] backward(List<Sequence> sequences, Head head) {
        models.forEach(m -> m.parameters().trackGradients());
        List<MicroBatch> batches = batches(sequences);
        double[][] notes = new double[batches.size()][];
        workers.run(w -> {
            for (int i = w; i < batches.size(); i += workers.count()) {
                notes[i] = backward(models.get(w), batches.get(i), head);
            }
        });
        Tensor sum = models.getFirst().parameters().gradient();
        for (Transformer sibling : models.subList(1, models.size())) {
            Scopes.noGrad(() -> {
                sum.add_(sibling.parameters().gradient());
                sibling.parameters().gradient().zero_();
            });
        }
        return summed(notes);
    }

    private static double[] backward(Transformer model, MicroBatch batch, Head head) {
        if (Trunk.handles(model)) {
            return Scopes.getNoGrad(() -> byHand(model, batch, head));
        }
        return Scopes.get(() -> {
            Tensor hidden_NC = batch.labelled(model.hidden_BTC(batch.ids_BT()));
            Backward back = head.backward(model, batch, hidden_NC);
            hidden_NC.backward(back.byHidden_NC, new BoolOptional(), false, new TensorArrayRefOptional());
            model.parameters().collectGradients();
            return back.notes;
        });
    }

    private static double[] byHand(Transformer model, MicroBatch batch, Head head) {
        Trunk trunk = model.trunk(batch.ids_BT(), true);
        Tensor all_NC = trunk.forward(null);
        Backward back = head.backward(model, batch, batch.labelled(all_NC));
        trunk.backward(all_NC.zero_().index_copy_(0, batch.places(), back.byHidden_NC));
        return back.notes;
    }

    private static double[] summed(double[][] notes) {
        double[] sum = notes.length == 0 ? new double[0] : new double[notes[0].length];
        for (double[] n : notes) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += n[i];
            }
        }
        return sum;
    }

    /// Computes hidden states without gradients.
    void forward(List<Sequence> sequences, Reader reader) {
        List<MicroBatch> batches = batches(sequences);
        workers.run(w -> {
            for (int i = w; i < batches.size(); i += workers.count()) {
                Transformer model = models.get(w);
                MicroBatch batch = batches.get(i);
                Scopes.noGrad(() -> reader.read(model, batch, batch.labelled(model.hidden_BTC(batch.ids_BT()))));
            }
        });
    }

    private List<MicroBatch> batches(List<Sequence> sequences) {
        return MicroBatch.of(
                sequences,
                microTokens,
                workers.count(),
                models.getFirst().config().rope());
    }

    @Override
    public void close() {
        models.subList(1, models.size()).forEach(Transformer::close);
    }
}
