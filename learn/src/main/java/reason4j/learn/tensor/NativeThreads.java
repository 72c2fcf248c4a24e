package reason4j.learn.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/// How many threads native operations use. libtorch and OpenBLAS have a pool each, and libtorch's setter reaches its
/// own
/// alone; OpenBLAS left at all cores waits busily in every small product, which made a training step of a small model
/// ten times slower on a loaded machine.
final class NativeThreads {

    // the presets load both, each with a pool of its own
    private static final List<String> LIBRARIES = List.of("libopenblas.so.0", "libopenblas_nolapack.so.0");

    private NativeThreads() {}

    static void set(int threads) {
        torch.set_num_threads(threads);
        Path directory = Path.of(Loader.load(openblas.class)).getParent();
        if (directory == null) {
            return;
        }
        for (String name : LIBRARIES) {
            Path library = directory.resolve(name);
            if (Files.exists(library)) {
                NativeCall.of(
                                SymbolLookup.libraryLookup(library, Arena.global()),
                                "openblas_set_num_threads",
                                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                        .ifPresent(setter -> setter.call(threads));
            }
        }
    }
}
