package reason4j.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reason4j.core.io.UserException;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.generate.Room;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Device;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.WantedPrecision;
import reason4j.learn.text.Tokenizer;

/// Which model, and how much of the machine it may take.
final class ModelOptions {

    private static final Pattern SIZE = Pattern.compile("(?i)(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)(?:i?b)?");
    /// Of what is available if nobody gives a limit; the rest is for what a forward pass needs in passing.
    private static final double SHARE = 0.8;

    @Option(names = "--model", paramLabel = "DIR", description = "A checkpoint's directory.")
    private @Nullable Path model;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "f32 (the default), bf16, or auto for the faster on this machine.")
    private String wish = "f32";

    private @Nullable Compute chosen;

    @Option(
            names = "--device",
            paramLabel = "D",
            description = "cpu (the default) or cuda:N, which needs --memory too.")
    private String device = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Native threads; all cores unless given.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Most memory for weights, cache and logits, such as 6g; four fifths of what is available"
                    + " unless given.")
    private @Nullable String memory;

    boolean given() {
        return model != null;
    }

    Path directory() {
        if (model == null) {
            throw UserException.usage("--model is missing\n  give a checkpoint's directory");
        }
        return model;
    }

    ModelConfig config() {
        return Checkpoint.config(directory());
    }

    /// Reads the weights.
    Transformer load() {
        return load(directory());
    }

    /// Reads other weights in the same way.
    Transformer load(Path directory) {
        Compute compute = compute();
        Tensors.start(threads);
        return Checkpoint.load(directory, compute);
    }

    private Compute compute() {
        if (chosen != null) {
            return chosen;
        }
        WantedPrecision wanted = WantedPrecision.named(wish);
        Device where = Device.named(device, "--device");
        if (threads < 1) {
            throw UserException.usage("--threads " + threads + ": must be at least 1");
        }
        chosen = new Compute(wanted.resolve(threads, where), where);
        return chosen;
    }

    /// Reads the tokenizer.
    Tokenizer tokenizer() {
        int vocabulary = config().vocabulary();
        Tokenizer tokenizer = Tokenizer.load(directory());
        tokenizer.disagreesWith(vocabulary).ifPresent(why -> {
            throw UserException.data(directory() + ": " + why);
        });
        return tokenizer;
    }

    /// As many rows as fit into the memory, at most so many; says on standard error what they take.
    Room room(int most, int context) {
        ModelConfig config = config();
        Compute compute = compute();
        if (memory == null && !compute.device().isCpu()) {
            throw UserException.usage("--device " + device
                    + ": give --memory, what may be taken of the device's, such as" + " --memory 60g");
        }
        long limit = memory == null ? (long) (Machine.availableBytes() * SHARE) : bytes(memory);
        Room room = Room.within(config, compute.precision(), most, context, limit);
        System.err.println("memory   " + room.describe(config, compute.precision()) + " of " + Room.size(limit)
                + (room.rows() < most ? "; " + room.rows() + " rows fit, not " + most : ""));
        return room;
    }

    private static long bytes(String size) {
        Matcher m = SIZE.matcher(size.strip());
        if (!m.matches()) {
            throw UserException.usage("--memory " + size + ": is no size\n  write it like 6g or 800m");
        }
        int power = "kmgt".indexOf(m.group(2).toLowerCase(Locale.ROOT)) + 1;
        return (long)
                (Double.parseDouble(m.group(1)) * Math.pow(1024, m.group(2).isEmpty() ? 0 : power));
    }
}
