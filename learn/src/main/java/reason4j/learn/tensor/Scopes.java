package reason4j.learn.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// The only ways into and out of native scopes.
public final class Scopes {

    private Scopes() {}

    /// Runs with a scope of its own: every tensor made inside is released at the end.
    public static void run(Runnable body) {
        try (PointerScope _ = new PointerScope()) {
            body.run();
        }
    }

    /// Runs with a scope of its own and brings out something that is no tensor.
    public static <T> T get(Supplier<T> body) {
        try (PointerScope _ = new PointerScope()) {
            return body.get();
        }
    }

    /// Runs with a scope of its own; the result belongs to the scope around, if there is one.
    public static Tensor keep(Supplier<Tensor> body) {
        Tensor result = own(body);
        PointerScope outer = PointerScope.getInnerScope();
        if (outer != null) {
            outer.attach(result);
            result.releaseReference();
        }
        return result;
    }

    /// Runs with a scope of its own; the result belongs to the caller, who closes it.
    public static Tensor own(Supplier<Tensor> body) {
        try (PointerScope _ = new PointerScope()) {
            Tensor result = body.get();
            result.retainReference();
            return result;
        }
    }

    /// Runs without recording gradients, in a scope of its own.
    public static void noGrad(Runnable body) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            body.run();
        }
    }

    /// Computes something that is no tensor, in a scope of its own and without recording gradients.
    public static <T> T getNoGrad(Supplier<T> body) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return body.get();
        }
    }

    /// Computes without recording gradients; the result belongs to the scope around.
    public static Tensor keepNoGrad(Supplier<Tensor> body) {
        return keep(() -> {
            try (NoGradGuard _ = new NoGradGuard()) {
                return body.get();
            }
        });
    }
}
