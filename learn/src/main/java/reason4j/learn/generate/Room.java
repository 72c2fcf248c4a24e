package reason4j.learn.generate;

import java.util.Locale;
import reason4j.core.io.UserException;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.PagedCache;
import reason4j.learn.model.Parameters;
import reason4j.learn.tensor.Precision;

/// How much a generator holds at a time, and the memory that takes.
///
/// @param rows sequences at a time
/// @param context tokens a sequence, prompt included
public record Room(int rows, int context) {

    private static final double MIB = 1L << 20;

    public Room {
        if (rows < 1 || context < 2) {
            throw new IllegalArgumentException("no room: " + rows + " rows of " + context + " tokens");
        }
    }

    /// As many rows as fit into a limit, at most so many.
    ///
    /// @param precision that the model computes in
    /// @param most rows wanted
    /// @param context tokens a row; cut down to what the model can
    /// @param limit bytes for weights, cache and logits together
    /// @throws UserException if not even one row fits
    public static Room within(ModelConfig model, Precision precision, int most, int context, long limit) {
        int tokens = Math.min(context, model.context());
        Room one = new Room(1, tokens);
        long perRow = one.cacheBytes(model, precision) + one.logitsBytes(model);
        long left = limit - Parameters.bytes(model, precision);
        if (left < perRow) {
            throw UserException.machine(
                    "a limit of " + size(limit) + " does not hold one sequence: " + one.describe(model, precision)
                            + "\n  give more memory, or shorten the sequences",
                    null);
        }
        return new Room((int) Math.min(most, left / perRow), tokens);
    }

    /// Bytes of weights, cache and logits; what a forward pass needs in passing is not counted.
    public long bytes(ModelConfig model, Precision precision) {
        return Parameters.bytes(model, precision) + cacheBytes(model, precision) + logitsBytes(model);
    }

    private long cacheBytes(ModelConfig model, Precision precision) {
        return PagedCache.bytes(model, precision, rows, context);
    }

    // once where they are computed, once where they are sampled from
    private long logitsBytes(ModelConfig model) {
        return 2L * rows * model.vocabulary() * Float.BYTES;
    }

    /// One line for a person.
    public String describe(ModelConfig model, Precision precision) {
        return "weights " + size(Parameters.bytes(model, precision)) + " + cache of " + rows + " × " + context
                + " tokens " + size(cacheBytes(model, precision)) + " + logits " + size(logitsBytes(model)) + " = "
                + size(bytes(model, precision));
    }

    /// Bytes for a person, such as `1.50 GiB` or `12.3 MiB`.
    public static String size(long bytes) {
        double mebibytes = bytes / MIB;
        return mebibytes < 1000
                ? String.format(Locale.ROOT, "%.1f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.2f GiB", mebibytes / 1024);
    }

    /// Refuses a prompt that leaves no room for an answer.
    ///
    /// @param what what to call it, such as `prompt 3`
    public void check(int[] prompt, int vocabulary, String what) {
        if (prompt.length == 0) {
            throw UserException.data(what + " has no tokens\n  give it some text");
        }
        if (prompt.length >= context) {
            throw UserException.data(what + " has " + prompt.length + " tokens, but the context is " + context
                    + "\n  shorten it, or give more context where the model can");
        }
        for (int id : prompt) {
            if (id < 0 || id >= vocabulary) {
                throw UserException.data(what + " has the token " + id + ", but the model knows 0 to "
                        + (vocabulary - 1) + "\n  were the ids made by another tokenizer?");
            }
        }
    }
}
