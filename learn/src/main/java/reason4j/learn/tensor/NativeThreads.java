package reason4j.learn.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
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
                SymbolLookup.libraryLookup(library, Arena.global())
                        .find("openblas_set_num_threads")
                        .ifPresent(symbol -> call(
                                Linker.nativeLinker()
                                        .downcallHandle(symbol, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT)),
                                threads));
            }
        }
    }

    private static void call(MethodHandle setter, int threads) {
        try {
            setter.invokeExact(threads);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("openblas_set_num_threads throws nothing", e);
        }
    }
}
