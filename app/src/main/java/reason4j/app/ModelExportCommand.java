package reason4j.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.learn.checkpoint.Export;

/// Copies a checkpoint in another dtype or number of files.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Copy a checkpoint in another dtype or in several files; others load it as it is.",
        footer = {
            "",
            "Example:",
            "  reason4j model export runs/x/rlvr/model --dtype bf16 --shard-size 2GB --output models/x-bf16"
        })
final class ModelExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "A checkpoint's directory.")
    private Path directory = Path.of("");

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
        Export.copy(directory, format.format(), output);
        System.out.println("wrote " + output);
        return 0;
    }
}
