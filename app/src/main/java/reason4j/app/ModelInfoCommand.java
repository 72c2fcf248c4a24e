package reason4j.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.core.io.Json;
import reason4j.learn.checkpoint.ModelInfo;
import reason4j.learn.generate.Room;
import reason4j.learn.model.MemoryNeed;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.RopeSettings;
import reason4j.learn.tensor.Device;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.WantedPrecision;

/// Tells what a checkpoint holds, from its headers alone.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Tell what a checkpoint holds and how much memory it needs.",
        footer = {
            "",
            "Examples:",
            "  reason4j model info models/smollm2",
            "  reason4j model info models/smollm2 --rows 64 --tokens 1024 --json"
        })
final class ModelInfoCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "A checkpoint's directory.")
    private Path directory = Path.of("");

    @Option(names = "--rows", paramLabel = "N", description = "Sequences sampled at a time; 64 unless given.")
    private int rows = 64;

    @Option(names = "--tokens", paramLabel = "N", description = "Most tokens a sequence; 1024 unless given.")
    private int tokens = 1024;

    @Option(
            names = "--micro-tokens",
            paramLabel = "N",
            description = "Tokens of a micro-batch of training; 8192 unless given.")
    private int microTokens = 8192;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "In what to compute: f32 (the default), bf16, or auto for the faster on this machine.")
    private String precision = "f32";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        ModelInfo info = ModelInfo.of(directory);
        Precision chosen =
                WantedPrecision.named(precision).resolve(Runtime.getRuntime().availableProcessors(), Device.CPU);
        MemoryNeed memory = MemoryNeed.of(info.config(), chosen, new MemoryNeed.Work(rows, tokens, microTokens));
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("model", info);
            all.put("memory", memory);
            System.out.print(Json.pretty(all));
            return 0;
        }
        ModelConfig c = info.config();
        say(
                "model",
                "%s, %d layers, hidden %d, feed-forward %d",
                c.architecture(),
                c.layers(),
                c.hidden(),
                c.intermediate());
        say("heads", "%d queries, %d keys and values, %d wide%s", c.heads(), c.kvHeads(), c.headDimension(), extras(c));
        say(
                "parameters",
                "%,d, %s",
                info.parameters(),
                c.tiedEmbeddings() ? "the head is the embedding" : "a head of its own");
        say(
                "weights",
                "%s in %d file%s, %,d bytes",
                info.dtypes().keySet(),
                info.files(),
                info.files() == 1 ? "" : "s",
                info.bytes());
        say("context", "%,d tokens; positions: %s", c.context(), positions(c.rope()));
        tokenizer(info);
        memory(memory, chosen);
        return 0;
    }

    private static void say(String what, String format, Object... values) {
        System.out.printf(Locale.ROOT, "%-11s %s%n", what, String.format(Locale.ROOT, format, values));
    }

    private static String extras(ModelConfig c) {
        return (c.qkvBias() ? ", with biases" : "")
                + (c.qkNorm() ? ", normalised" : "")
                + (c.slidingWindow() == null
                        ? ""
                        : ", window of " + c.slidingWindow() + " from layer " + c.fullLayers() + " on");
    }

    private static String positions(RopeSettings rope) {
        String base = String.format(Locale.ROOT, "RoPE, base %,.0f", rope.theta());
        return rope.kind().equals("default")
                ? base
                : base
                        + String.format(Locale.ROOT, ", %s by %s", rope.kind(), rope.factor())
                        + (rope.originalPositions() == 0 ? "" : " from " + rope.originalPositions());
    }

    private static void tokenizer(ModelInfo info) {
        ModelInfo.TokenizerInfo tokenizer = info.tokenizer();
        if (tokenizer == null) {
            say("tokenizer", "none: there is no tokenizer.json");
            return;
        }
        int embeddings = info.config().vocabulary();
        say(
                "tokenizer",
                "%,d ids for %,d embeddings; ends at %s",
                tokenizer.vocabulary(),
                embeddings,
                tokenizer.endIds());
        if (tokenizer.vocabulary() > embeddings) {
            say("", "→ it belongs to another model; put this model's tokenizer.json there");
        }
        ModelInfo.TemplateInfo template = info.template();
        if (template == null) {
            say("template", "none: prompts are text as it is");
        } else if (template.problem() != null) {
            say("template", "does not render a user's and an assistant's message: %s", template.problem());
        } else {
            say(
                    "template",
                    "renders; %s",
                    template.marksAssistant()
                            ? "marks what the assistant writes"
                            : "does not mark what the assistant writes");
        }
    }

    private void memory(MemoryNeed memory, Precision chosen) {
        say(
                "generation",
                "%s for weights, %s for %d rows of %d tokens",
                Room.size(memory.weights()),
                Room.size(memory.cache()),
                rows,
                tokens);
        say(
                "training",
                "%s for weights, gradients and moments, about %s for %d tokens of a micro-batch",
                Room.size(memory.training()),
                Room.size(memory.activations()),
                microTokens);
        say("", chosen.half() ? "computing in bfloat16" : "computing in 32-bit floats");
    }
}
