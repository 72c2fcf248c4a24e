package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import reason4j.learn.tensor.DealtWeight;
import reason4j.learn.tensor.RowThreads;

/// The matrices of one set of weights as the processor wants them, each made when it is first needed.
final class PackedMatrices {

    private final Map<String, DealtWeight> packed = new ConcurrentHashMap<>();

    /// @param weight `[out, in]`, of that name
    DealtWeight of(String name, Tensor weight) {
        return packed.computeIfAbsent(name, _ -> dealt(name, weight));
    }

    /// Blocks of equal size that a matrix is made of.
    static int blocks(String name) {
        return name.endsWith(".gate_up") ? 2 : 1;
    }

    /// What follows the gate takes its inputs from where the gate's thread left them.
    private static DealtWeight dealt(String name, Tensor weight) {
        if (name.endsWith(".down")) {
            return DealtWeight.byInputs(weight, RowThreads.count());
        }
        return DealtWeight.of(weight, blocks(name), RowThreads.count());
    }

    /// Makes them all, on all threads.
    void all(Map<String, Tensor> weights) {
        List<Map.Entry<String, Tensor>> each = new ArrayList<>(weights.entrySet());
        AtomicInteger next = new AtomicInteger();
        RowThreads.run(each.size(), 1, (_, _) -> {
            for (int i = next.getAndIncrement(); i < each.size(); i = next.getAndIncrement()) {
                of(each.get(i).getKey(), each.get(i).getValue());
            }
        });
    }

    /// To be called when the weights have changed, or are no longer needed.
    void forget() {
        packed.values().forEach(DealtWeight::close);
        packed.clear();
    }
}
