package reason4j.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import reason4j.core.io.UserException;

/// What can be done to a checkpoint without training it.
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Look into checkpoints; import, export, merge and compare them.",
        subcommands = {
            ModelInfoCommand.class,
            ModelImportCommand.class,
            ModelExportCommand.class,
            ModelMergeCommand.class,
            ModelDiffCommand.class,
            ModelLogitsCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  reason4j model import SmolLM2-135M-Instruct.Q4_1.gguf --output models/smollm2",
            "  reason4j model info models/smollm2",
            "  reason4j model export models/smollm2 --dtype bf16 --shard-size 2GB --output models/smollm2-bf16",
            "  reason4j model merge models/smollm2 --adapter runs/x/sft/adapter --output models/merged",
            "  reason4j model diff models/smollm2 models/merged"
        })
final class ModelCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine.usage(spec.commandLine(), System.out);
        return UserException.USAGE;
    }
}
