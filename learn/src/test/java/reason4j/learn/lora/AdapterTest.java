package reason4j.learn.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.run.Seed;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.checkpoint.Dtype;
import reason4j.learn.checkpoint.Export;
import reason4j.learn.checkpoint.SafeTensors;
import reason4j.learn.checkpoint.Shards;
import reason4j.learn.model.LanguageHead;
import reason4j.learn.model.Logits;
import reason4j.learn.model.Sequence;
import reason4j.learn.model.TinyModel;
import reason4j.learn.model.TrainingPass;
import reason4j.learn.model.Transformer;
import reason4j.learn.optimize.AdamW;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Against an adapter that PEFT wrote, and what it computes with it (`bench/models/lora_references.py`).
class AdapterTest {

    private static final Path PEFT = Path.of("src/test/resources/reason4j/learn/lora");
    private static final Export.Format F32 = new Export.Format(Dtype.F32, Shards.ONE_FILE);

    @TempDir
    Path dir;

    private final TinyModel tiny = TinyModel.of("qwen2-tied");
    private final float[] numbers = TinyModel.floats("/reason4j/learn/lora/references.f32");
    private final int logits = tiny.ids("ids").length * tiny.config().vocabulary();

    @Test
    void logitsAreThoseOfPeft() {
        float[] expected = Arrays.copyOf(numbers, logits);
        try (Transformer model = tiny.model()) {
            float[] before = Logits.of(model, tiny.ids("ids"));
            float[] weights = Tensors.floats(model.parameters().flat());
            try (Adapter adapter = Adapter.load(PEFT, model.parameters())) {
                assertThat(Logits.largestDifference(before, expected)).isGreaterThan(0.1);
                assertThat(Logits.largestDifference(Logits.of(model, tiny.ids("ids")), expected))
                        .isLessThanOrEqualTo(1e-4);
                assertThat(Logits.largestDifference(Unmerged.logits(model, adapter, tiny.ids("ids")), expected))
                        .isLessThanOrEqualTo(1e-4);
                float[] without = adapter.without(() -> Logits.of(model, tiny.ids("ids")));
                assertThat(without).isEqualTo(before);
                adapter.off();
                assertThat(Tensors.floats(model.parameters().flat())).isEqualTo(weights);
            }
        }
    }

    @Test
    void gradientsAreThoseOfPeft() {
        int[] ids = tiny.ids("ids");
        Sequence sequence = new Sequence(Arrays.copyOf(ids, 5), Arrays.copyOfRange(ids, 5, ids.length));
        try (Transformer model = tiny.model();
                Workers workers = new Workers(2);
                Adapter adapter = Adapter.load(PEFT, model.parameters());
                TrainingPass pass = new TrainingPass(model, 1, 4096, workers)) {
            adapter.trackGradients();
            pass.accumulate(List.of(sequence), AdapterTest::meanLoss);
            adapter.gather();
            int at = logits;
            float[] ours = Tensors.floats(adapter.gradient());
            for (Adapter.Module m : byName(adapter)) {
                for (long[] place : new long[][] {{m.a(), 3 * m.in()}, {m.b(), 3 * m.out()}}) {
                    float[] mine = Arrays.copyOfRange(ours, (int) place[0], (int) (place[0] + place[1]));
                    float[] theirs = Arrays.copyOfRange(numbers, at, at + mine.length);
                    assertThat(Logits.largestDifference(mine, theirs))
                            .as(m.name())
                            .isLessThanOrEqualTo(1e-4);
                    assertThat(theirs)
                            .as("a gradient that is zero shows nothing")
                            .isNotEqualTo(new float[theirs.length]);
                    at += mine.length;
                }
            }
            assertThat(at).isEqualTo(numbers.length);
            assertThat(Tensors.sumOfSquares(model.parameters().gradient())).isZero();
        }
    }

    private static List<Adapter.Module> byName(Adapter adapter) {
        return adapter.modules().stream()
                .sorted(java.util.Comparator.comparing(Adapter.Module::name))
                .toList();
    }

    private static TrainingPass.Derivatives meanLoss(int[] members, LanguageHead.Scores scores) {
        float[] byLogprob = new float[scores.logprobs().length];
        Arrays.fill(byLogprob, -1f / byLogprob.length);
        return new TrainingPass.Derivatives(byLogprob, null, new double[0]);
    }

    @Test
    void filesAreThoseOfPeft() throws IOException {
        try (Transformer model = tiny.model();
                Adapter adapter = Adapter.load(PEFT, model.parameters())) {
            adapter.save(dir, "base");
        }
        try (SafeTensors ours = SafeTensors.open(dir.resolve("adapter_model.safetensors"));
                SafeTensors theirs = SafeTensors.open(PEFT.resolve("adapter_model.safetensors"))) {
            assertThat(ours.entries().keySet()).isEqualTo(theirs.entries().keySet());
            theirs.entries().forEach((name, entry) -> {
                SafeTensors.Entry mine = Objects.requireNonNull(ours.entries().get(name));
                assertThat(mine.shape()).as(name).isEqualTo(entry.shape());
                assertThat(mine.bytes().mismatch(entry.bytes())).as(name).isEqualTo(-1);
            });
        }
        JsonNode ours = Json.mapper().readTree(Files.readString(dir.resolve("adapter_config.json")));
        JsonNode theirs = Json.mapper().readTree(Files.readString(PEFT.resolve("adapter_config.json")));
        for (Map.Entry<String, JsonNode> e : ours.properties()) {
            if (!List.of("base_model_name_or_path", "target_modules").contains(e.getKey())) {
                assertThat(e.getValue()).as(e.getKey()).isEqualTo(theirs.path(e.getKey()));
            }
        }
    }

    @Test
    void aNewAdapterChangesNothingAndWhatItDoesIsMergedWithoutLoss() {
        LoraRecipe recipe = new LoraRecipe(4, 8, List.of("all"));
        Path base = dir.resolve("base");
        Path low = dir.resolve("adapter");
        try (Transformer model = tiny.model()) {
            Checkpoint.save(model, dir, base);
            float[] before = Logits.of(model, tiny.ids("ids"));
            try (Adapter adapter = Adapter.fresh(model.parameters(), recipe, new Seed(3))) {
                assertThat(adapter.modules()).hasSize(2 * 7);
                assertThat(Logits.of(model, tiny.ids("ids"))).isEqualTo(before);
                float[] values = new float[(int) adapter.elements()];
                Arrays.setAll(new double[values.length], i -> values[i] = (i % 17 - 8) * 0.03f);
                Tensors.put(adapter.flat(), 0, values, values.length);
                adapter.changed();
                adapter.save(low, base.toString());
                before = Logits.of(model, tiny.ids("ids"));
            }
            Merge.Check check = Merge.merge(base, low, F32, dir.resolve("merged"));
            assertThat(check.modules()).isEqualTo(14);
            assertThat(check.moved()).isGreaterThan(0.1);
            assertThat(check.merged()).isLessThan(1e-4);
            assertThat(check.stored()).isZero();
            try (Transformer merged = Checkpoint.load(dir.resolve("merged"))) {
                assertThat(Logits.of(merged, tiny.ids("ids"))).isEqualTo(before);
            }
            Merge.Check halved =
                    Merge.merge(base, low, new Export.Format(Dtype.BF16, Shards.ONE_FILE), dir.resolve("halved"));
            assertThat(halved.stored()).isBetween(1e-4, 0.2);
            assertThatThrownBy(() -> Merge.merge(base, low, F32, dir.resolve("merged")))
                    .hasMessageContaining("exists already");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2-tied", "qwen3"}) // backward by hand, and by autograd
    void anAdapterTrainsInBfloat16(String name) {
        TinyModel other = TinyModel.of(name);
        Path base = dir.resolve("base");
        int[] ids = other.ids("ids");
        Sequence sequence = new Sequence(Arrays.copyOf(ids, 5), Arrays.copyOfRange(ids, 5, ids.length));
        try (Transformer model = other.model()) {
            Checkpoint.save(model, dir, base);
        }
        float[] exact;
        try (Transformer model = Checkpoint.load(base);
                Adapter adapter =
                        Adapter.fresh(model.parameters(), new LoraRecipe(4, 8, List.of("all")), new Seed(3))) {
            exact = gradient(model, adapter, sequence);
        }
        try (Transformer model = Checkpoint.load(base, Compute.of(Precision.BF16));
                Adapter adapter =
                        Adapter.fresh(model.parameters(), new LoraRecipe(4, 8, List.of("all")), new Seed(3))) {
            float[] before = cached(model, ids);
            assertThat(cosine(gradient(model, adapter, sequence), exact)).isGreaterThan(0.98);
            try (AdamW optimizer = new AdamW(new AdamW.Settings(0.9, 0.95, 1e-8, 0, 1), adapter)) {
                optimizer.step(0.05);
            }
            float[] after = cached(model, ids);
            assertThat(Logits.largestDifference(before, after)).isGreaterThan(0.05);
            assertThat(adapter.<float[]>without(() -> cached(model, ids)))
                    .as("the reference is the model without its adapter, to the bit")
                    .isEqualTo(before);
            assertThat(cached(model, ids)).as("and back").isEqualTo(after);
            Checkpoint.save(model, base, dir.resolve("trained"));
            try (Transformer again = Checkpoint.load(dir.resolve("trained"), Compute.of(Precision.BF16))) {
                assertThat(cached(again, ids))
                        .as("nothing that was made of the weights is stale")
                        .isEqualTo(after);
            }
        }
    }

    private static float[] gradient(Transformer model, Adapter adapter, Sequence sequence) {
        try (Workers workers = new Workers(2);
                TrainingPass pass = new TrainingPass(model, 1, 4096, workers)) {
            adapter.trackGradients();
            pass.accumulate(List.of(sequence), AdapterTest::meanLoss);
            adapter.gather();
            return Tensors.floats(adapter.gradient());
        }
    }

    // by the way that samplers take, where matrices are kept in an order of their own
    private static float[] cached(Transformer model, int[] ids) {
        return Logits.of(model, ids);
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    static Stream<String> windowsAndNorms() {
        return Stream.of("qwen3", "qwen2-window", "mistral", "llama-bias", "rope-yarn-mscale", "rope-dynamic");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("windowsAndNorms")
    void thePlainForwardPassAgreesWithTheTransformer(String name) {
        TinyModel other = TinyModel.of(name);
        try (Transformer model = other.model();
                Adapter none =
                        Adapter.fresh(model.parameters(), new LoraRecipe(1, 1, List.of("q_proj")), new Seed(1))) {
            assertThat(Logits.largestDifference(
                            Logits.of(model, other.ids("ids")), Unmerged.logits(model, none, other.ids("ids"))))
                    .isLessThanOrEqualTo(1e-4);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    peft_type            | "IA3"             | peft_type IA3 is not supported
                    use_dora             | true              | use_dora is not supported
                    bias                 | "all"             | bias
                    modules_to_save      | ["lm_head"]       | modules_to_save is not supported
                    rank_pattern         | {"q_proj": 8}     | rank_pattern is not supported
                    r                    | null              | r or lora_alpha is missing
                    r                    | 5                 | but model and adapter_config.json ask for [5, 16]
                    """)
    void whatIsNotComputedIsRefused(String key, String value, String message) throws IOException {
        ObjectNode config = (ObjectNode) Json.mapper().readTree(Files.readString(PEFT.resolve("adapter_config.json")));
        config.set(key, Json.mapper().readTree(value));
        Files.writeString(dir.resolve("adapter_config.json"), Json.pretty(config));
        Files.copy(PEFT.resolve("adapter_model.safetensors"), dir.resolve("adapter_model.safetensors"));
        try (Transformer model = tiny.model()) {
            assertThatThrownBy(() -> Adapter.load(dir, model.parameters()))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-2", "qwen3"})
    void anAdapterOfAnotherModelIsRefused(String name) {
        try (Transformer model = TinyModel.of(name).model()) {
            float[] before = Tensors.floats(model.parameters().flat());
            assertThatThrownBy(() -> Adapter.load(PEFT, model.parameters()))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("does the adapter belong to another model?");
            assertThat(Tensors.floats(model.parameters().flat())).isEqualTo(before);
        }
    }
}
