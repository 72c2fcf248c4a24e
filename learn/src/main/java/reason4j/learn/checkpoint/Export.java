package reason4j.learn.checkpoint;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.learn.model.ModelConfig;

/// Copies a checkpoint in another dtype, in another number of files, or as the weighted mean of several. Streams: no
/// tensor need fit into memory. The directory appears whole or not at all.
public final class Export {

    private static final int CHUNK = 1 << 16;

    /// How to store.
    ///
    /// @param dtype of every tensor
    /// @param shardBytes most bytes a file
    public record Format(Dtype dtype, long shardBytes) {}

    private Export() {}

    /// @param from a checkpoint
    /// @param to a directory that does not exist yet
    /// @throws UserException if the checkpoint is not whole, a number does not fit the dtype, or the target exists
    public static void copy(Path from, Format format, Path to) {
        mean(List.of(from), new double[] {1}, format, to);
    }

    /// The weighted mean of checkpoints of the same shape, computed in 64 bits; configuration and tokenizer are the
    /// first one's.
    ///
    /// @param weights one for each, used as they are
    public static void mean(List<Path> from, double[] weights, Format format, Path to) {
        ModelConfig config = Checkpoint.config(from.getFirst());
        NewDirectory.check(to);
        Mixture mixture = Mixture.open(from, weights);
        try (mixture) {
            List<SafeTensors.Source> sources = mixture.names().stream()
                    .map(name -> source(
                            name, mixture.shape(name), format.dtype, (at, into, n) -> mixture.read(name, at, into, n)))
                    .toList();
            WholeFiles.directory(to, part -> {
                Shards.write(part, sources, format.shardBytes);
                Checkpoint.copyTokenizer(from.getFirst(), part);
                WholeFiles.write(part.resolve("config.json"), ConfigText.of(config, from.getFirst(), format.dtype));
            });
        }
    }

    /// Numbers of a tensor, from an index on.
    @FunctionalInterface
    interface Numbers {
        void read(long from, float[] into, int count);
    }

    /// A tensor that is rounded to a dtype while it is written.
    static SafeTensors.Source source(String name, long[] shape, Dtype dtype, Numbers numbers) {
        return new SafeTensors.Source(name, dtype, shape, out -> {
            float[] chunk = new float[CHUNK];
            byte[] bytes = new byte[CHUNK * dtype.width()];
            long elements = SafeTensors.elements(shape);
            for (long at = 0; at < elements; at += CHUNK) {
                int n = (int) Math.min(CHUNK, elements - at);
                numbers.read(at, chunk, n);
                checkRange(name, dtype, chunk, n);
                dtype.write(chunk, n, MemorySegment.ofArray(bytes));
                out.write(bytes, 0, n * dtype.width());
            }
        });
    }

    private static void checkRange(String name, Dtype dtype, float[] numbers, int n) {
        for (int i = 0; i < n; i++) {
            // a number that is none fits only where it is not rounded
            if (dtype != Dtype.F32 && !(Math.abs(numbers[i]) <= dtype.largest())) {
                throw UserException.data(
                        "tensor " + name + ": " + numbers[i] + " does not fit " + dtype + "\n  export in F32 or BF16");
            }
        }
    }

    /// Several checkpoints of one shape.
    private record Mixture(List<Weights> parts, double[] weights) implements AutoCloseable {

        static Mixture open(List<Path> directories, double[] weights) {
            List<Weights> parts = new ArrayList<>();
            Mixture mixture = new Mixture(parts, weights);
            try {
                for (Path directory : directories) {
                    parts.add(Weights.open(directory));
                    mixture.checkSame(directories.getFirst(), directory);
                }
                return mixture;
            } catch (UserException e) {
                mixture.close();
                throw e;
            }
        }

        private void checkSame(Path one, Path other) {
            Weights first = parts.getFirst();
            Weights last = parts.getLast();
            for (Weights.Stored stored : first.tensors().values()) {
                Weights.Stored twin = last.tensors().get(stored.name());
                if (twin == null || !Arrays.equals(twin.shape(), stored.shape())) {
                    throw UserException.data(other + ": tensor " + stored.name() + " is missing or not of the shape "
                            + Arrays.toString(stored.shape()) + " that it has in " + one
                            + "\n  only checkpoints of the same model can be averaged");
                }
            }
            if (last.tensors().size() != first.tensors().size()) {
                throw UserException.data(other + ": has tensors that " + one + " has not"
                        + "\n  only checkpoints of the same model can be averaged");
            }
        }

        List<String> names() {
            return List.copyOf(parts.getFirst().tensors().keySet());
        }

        long[] shape(String name) {
            return stored(0, name).shape();
        }

        private Weights.Stored stored(int part, String name) {
            return Objects.requireNonNull(parts.get(part).tensors().get(name));
        }

        void read(String name, long at, float[] into, int n) {
            if (parts.size() == 1 && weights[0] == 1) {
                stored(0, name).read(at, into, n);
                return;
            }
            double[] sum = new double[n];
            for (int p = 0; p < parts.size(); p++) {
                stored(p, name).read(at, into, n);
                for (int i = 0; i < n; i++) {
                    sum[i] += weights[p] * into[i];
                }
            }
            for (int i = 0; i < n; i++) {
                into[i] = (float) sum[i];
            }
        }

        @Override
        public void close() {
            parts.forEach(Weights::close);
        }
    }
}
