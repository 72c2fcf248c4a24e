package reason4j.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.run.Seed;
import reason4j.learn.TinyRun;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Device;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import tools.jackson.databind.JsonNode;

/// What a CUDA device computes, by the same operators on the CPU.
class DeviceTest {

    private static final ModelConfig CONFIG = ModelConfig.qwen2(29, 24, 2, 4, 2, 32);
    private static final List<Sequence> SEQUENCES = List.of(
            new Sequence(new int[] {1, 2, 3}, new int[] {4, 5, 6, 7}), new Sequence(new int[] {8}, new int[] {9, 10}));

    @TempDir
    Path dir;

    @BeforeAll
    static void natives() {
        Tensors.start(1);
    }

    private static Transformer model(Compute compute) {
        Parameters parameters = new Parameters(CONFIG, compute, Parameters.Head.LANGUAGE);
        parameters.initialise(new Seed(5), CONFIG.layers());
        return new Transformer(CONFIG, parameters);
    }

    private static float[] gradient(Transformer model, Workers workers) {
        try (TrainingPass pass = new TrainingPass(model, 1, 64, workers)) {
            pass.accumulate(SEQUENCES, (_, scores) -> {
                float[] byLogprob = new float[scores.logprobs().length];
                Arrays.fill(byLogprob, -1);
                return new TrainingPass.Derivatives(byLogprob, byLogprob, new double[0]);
            });
            return Tensors.floats(model.parameters().gradient());
        }
    }

    @Test
    void gradientsAreThoseOfTheProducts() {
        try (Workers workers = new Workers(1);
                Transformer here = model(Compute.F32);
                Transformer there = model(new Compute(Precision.F32, Device.OPERATORS))) {
            float[] expected = gradient(here, workers);
            float[] actual = gradient(there, workers);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
            }
        }
    }

    @Test
    void stagesLearnTheSame() {
        new TinyRun(dir.resolve("here")).sft("steps=8").rlvr("steps=2").all();
        new TinyRun(dir.resolve("there"))
                .in(new Compute(Precision.F32, Device.OPERATORS))
                .sft("steps=8")
                .rlvr("steps=2")
                .all();
        for (String run : List.of("sft", "rlvr")) {
            List<JsonNode> here =
                    JsonLines.readTrees(dir.resolve("here").resolve(run).resolve("metrics.jsonl"));
            List<JsonNode> there =
                    JsonLines.readTrees(dir.resolve("there").resolve(run).resolve("metrics.jsonl"));
            for (int step = 0; step < here.size(); step++) {
                for (String key : List.of("loss", "grad_norm")) {
                    assertThat(there.get(step).get(key).asDouble())
                            .isCloseTo(here.get(step).get(key).asDouble(), within(1e-3));
                }
            }
        }
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        assertThat(Device.named("cpu", "--device")).isEqualTo(Device.CPU);
        assertThatThrownBy(() -> Device.named("gpu", "--device"))
                .isInstanceOf(UserException.class)
                .hasMessage("--device gpu: must be cpu or cuda:N");
        assertThatThrownBy(() -> Device.named("cuda:999", "--device"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--device cuda:999: libtorch sees");
    }
}
