package reason4j.app;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reason4j.core.io.UserException;
import reason4j.learn.checkpoint.Dtype;
import reason4j.learn.checkpoint.Export;
import reason4j.learn.checkpoint.Shards;

/// The options of a command that writes weights.
final class WeightFormat {

    private static final Pattern SIZE = Pattern.compile("(\\d+)(MB|GB)");

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "f32, bf16 or f16; f32 unless given. Numbers are rounded to the nearest.")
    private String dtype = "f32";

    @Option(
            names = "--shard-size",
            paramLabel = "SIZE",
            description = "Most bytes of a file of weights, such as 500MB or 5GB; one file unless given.")
    private @Nullable String shardSize;

    Export.Format format() {
        Optional<Dtype> known = Dtype.of(dtype).filter(d -> d != Dtype.F64);
        return new Export.Format(
                known.orElseThrow(() -> UserException.usage("--dtype " + dtype + ": is none of f32, bf16, f16")),
                shardBytes());
    }

    private long shardBytes() {
        if (shardSize == null) {
            return Shards.ONE_FILE;
        }
        Matcher size = SIZE.matcher(shardSize.toUpperCase(Locale.ROOT));
        if (!size.matches() || size.group(1).length() > 9 || Long.parseLong(size.group(1)) == 0) {
            throw UserException.usage("--shard-size " + shardSize + ": is no size such as 500MB or 5GB");
        }
        return Long.parseLong(size.group(1)) * (size.group(2).equals("MB") ? 1_000_000L : 1_000_000_000L);
    }
}
