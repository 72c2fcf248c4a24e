package reason4j.learn.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import reason4j.learn.tensor.Tensors;

/// Sequences that are computed together, padded on the right.
///
/// @param members which they are
/// @param ids row after row
/// @param places_N of the hidden states that predict each response token, sequence after sequence
/// @param labels_N those tokens
record MicroBatch(int[] members, long[] ids, long[] places_N, int[] labels_N) {

    private static MicroBatch of(List<Sequence> sequences, int[] members) {
        int longest = 0;
        int n = 0;
        for (int m : members) {
            longest = Math.max(longest, sequences.get(m).length() - 1);
            n += sequences.get(m).response().length;
        }
        MicroBatch micro = new MicroBatch(members, new long[members.length * longest], new long[n], new int[n]);
        int at = 0;
        for (int row = 0; row < members.length; row++) {
            Sequence s = sequences.get(members[row]);
            for (int t = 0; t < s.length() - 1; t++) {
                micro.ids[row * longest + t] = s.at(t);
            }
            for (int i = 0; i < s.response().length; i++) {
                micro.labels_N[at] = s.response()[i];
                micro.places_N[at++] = (long) row * longest + s.prompt().length - 1 + i;
            }
        }
        return micro;
    }

    Tensor ids_BT() {
        return Tensors.ofLongs(ids, members.length, ids.length / members.length);
    }

    Tensor places() {
        return Tensors.ofLongs(places_N, places_N.length);
    }

    Tensor labelled(Tensor hidden) {
        return hidden.view(-1, hidden.size(hidden.dim() - 1)).index_select(0, Tensors.beside(hidden, places()));
    }

    /// Sequences of like length together, the longest first, so that a configuration that does not fit fails at once.
    /// Those without a response are left out.
    ///
    /// @param microTokens most tokens of one, padding included; a longer sequence is one of its own
    /// @param workers that they are spread over
    static List<MicroBatch> of(List<Sequence> sequences, int microTokens, int workers, RopeSettings rope) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            if (sequences.get(i).response().length > 0) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingInt((Integer i) -> -sequences.get(i).length())
                .thenComparingInt(i -> i));
        List<MicroBatch> batches = new ArrayList<>();
        int share = Math.max(1, Math.ceilDiv(order.size(), workers));
        int from = 0;
        while (from < order.size()) {
            int longest = sequences.get(order.get(from)).length() - 1;
            int fitting = Math.max(1, microTokens / Math.max(1, longest));
            int to = Math.min(order.size(), from + Math.min(fitting, share));
            if (rope.dependsOnLength(longest)) {
                // padding would change the angles of the shorter ones
                while (sequences.get(order.get(to - 1)).length() - 1 < longest) {
                    to--;
                }
            }
            batches.add(of(
                    sequences,
                    order.subList(from, to).stream().mapToInt(Integer::intValue).toArray()));
            from = to;
        }
        return batches;
    }
}
