package reason4j.learn.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reason4j.learn.tensor.Precision;

class MemoryNeedTest {

    private static final ModelConfig CONFIG = ModelConfig.qwen2(1000, 128, 4, 4, 2, 512);
    private static final long PARAMETERS = Parameters.count(CONFIG);

    @Test
    void precisionCountsWhereItIsComputedIn() {
        MemoryNeed.Work work = new MemoryNeed.Work(64, 256, 4096);
        MemoryNeed full = MemoryNeed.of(CONFIG, Precision.F32, work);
        MemoryNeed half = MemoryNeed.of(CONFIG, Precision.BF16, work);
        assertThat(full.weights()).isEqualTo(4 * PARAMETERS);
        assertThat(full.training()).isEqualTo(16 * PARAMETERS);
        assertThat(full.cache()).isEqualTo(64L * 256 * 4 * 2 * (2 * 32) * 4);
        assertThat(half.weights()).isBetween(6 * PARAMETERS, 8 * PARAMETERS);
        assertThat(half.training() - half.weights()).isEqualTo(12 * PARAMETERS);
        assertThat(half.cache()).isEqualTo(full.cache() / 2);
        assertThat(half.activations()).isEqualTo(full.activations() / 2);
    }
}
