package reason4j.learn.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// A function of a native library that not every system has, called for its effect. Not for where speed matters.
final class NativeCall {

    private final MethodHandle handle;
    private final String name;

    private NativeCall(MethodHandle handle, String name) {
        this.handle = handle;
        this.name = name;
    }

    /// A function of the C library, if it has it.
    static Optional<NativeCall> ofC(String name, FunctionDescriptor descriptor) {
        return of(Linker.nativeLinker().defaultLookup(), name, descriptor);
    }

    /// A function of a library, if it has it.
    static Optional<NativeCall> of(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return library.find(name)
                .map(symbol -> new NativeCall(Linker.nativeLinker().downcallHandle(symbol, descriptor), name));
    }

    /// @param arguments as the descriptor says
    void call(Object... arguments) {
        try {
            Object _ = handle.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name + " throws nothing", e);
        }
    }
}
