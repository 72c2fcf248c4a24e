package reason4j.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.learn.checkpoint.NewDirectory;
import reason4j.learn.gguf.GgufModel;

/// Makes a checkpoint of a GGUF file.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Make a checkpoint in Hugging Face's layout of a GGUF file, its tokenizer included.",
            "Numbers are decoded to 32-bit floats as the file's formats define them."
        },
        footer = {"", "Example:", "  reason4j model import SmolLM2-135M-Instruct.Q4_1.gguf --output models/smollm2"})
final class ModelImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A GGUF file.")
    private Path file = Path.of("");

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "A directory that does not exist yet.")
    private Path output = Path.of("");

    @Override
    public Integer call() {
        NewDirectory.check(output);
        GgufModel.open(file).writeTo(output);
        System.out.println("wrote " + output);
        return 0;
    }
}
