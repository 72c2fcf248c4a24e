package reason4j.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.core.io.UserException;
import reason4j.learn.checkpoint.Export;
import reason4j.learn.lora.Merge;
import reason4j.learn.tensor.Tensors;

/// Merges an adapter into its model, or several checkpoints into their mean.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Merge a LoRA adapter (PEFT's format) into its model, or checkpoints of one shape into their weighted mean.",
            "A merge with an adapter is checked: logits of the merged model against the adapter beside the weights."
        },
        footer = {
            "",
            "Examples:",
            "  reason4j model merge models/base --adapter runs/x/sft/adapter --output models/merged",
            "  reason4j model merge runs/a/model runs/b/model --weights 0.7,0.3 --output models/mean"
        })
final class ModelMergeCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "The base model, or the checkpoints to average.")
    private List<Path> models = List.of();

    @Option(names = "--adapter", paramLabel = "DIR", description = "A directory with adapter_model.safetensors.")
    private @Nullable Path adapter;

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "W",
            description = "One for each checkpoint, used as they are; equal shares unless given.")
    private double @Nullable [] weights;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "A directory that does not exist yet.")
    private Path output = Path.of("");

    @Mixin
    private WeightFormat format = new WeightFormat();

    @Override
    public Integer call() {
        if (adapter == null) {
            mean();
        } else if (models.size() > 1) {
            throw UserException.usage("model merge: an adapter is merged into one model, not " + models.size());
        } else {
            merge(models.getFirst(), adapter);
        }
        System.out.println("wrote " + output);
        return 0;
    }

    private void mean() {
        if (models.size() < 2) {
            throw UserException.usage("model merge: needs --adapter DIR, or two checkpoints or more");
        }
        double[] shares = weights;
        if (shares == null) {
            shares = new double[models.size()];
            Arrays.fill(shares, 1.0 / models.size());
        }
        if (shares.length != models.size()) {
            throw UserException.usage("--weights: " + shares.length + " weights for " + models.size() + " checkpoints");
        }
        Export.mean(models, shares, format.format(), output);
    }

    private void merge(Path base, Path from) {
        Tensors.start(Runtime.getRuntime().availableProcessors());
        Merge.Check check = Merge.merge(base, from, format.format(), output);
        System.out.printf(
                Locale.ROOT,
                "%d matrices; logits: the adapter moves them by up to %.3g, merging by %.2g, storing by %.2g%n",
                check.modules(),
                check.moved(),
                check.merged(),
                check.stored());
    }
}
