package reason4j.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import reason4j.core.io.UserException;
import reason4j.learn.model.Transformer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// New weights for a running server, under the name that SGLang gives it. They are read completely before anything
/// changes, so weights that do not fit leave the server as it was.
final class WeightCalls {

    private final Served served;
    private final CompletionCalls completions;
    private final Function<Path, Transformer> loading;

    WeightCalls(Served served, CompletionCalls completions, Function<Path, Transformer> loading) {
        this.served = served;
        this.completions = completions;
        this.loading = loading;
    }

    void answer(Call call) throws IOException, InterruptedException {
        Fields fields = new Fields(call.body());
        String path = fields.text("model_path");
        boolean abort = fields.flag("abort_all_requests", false);
        fields.ignored("flush_cache", "load_format", "weight_version", "is_async", "torch_empty_cache");
        fields.end();
        if (path == null) {
            throw Refusal.bad("model_path", "model_path is missing");
        }
        CompletableFuture<CompletableFuture<Void>> read = new CompletableFuture<>();
        Thread.ofPlatform().name("weights").start(() -> read(Path.of(path), read));
        try {
            CompletableFuture<Void> exchanged = read.get();
            if (abort) {
                completions.cancelAll();
            }
            exchanged.get();
            call.answer(200, result(true, "the weights of " + path + " are in use"));
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            int status = cause instanceof UserException ? 400 : 500;
            call.answer(status, result(false, String.valueOf(cause.getMessage())));
        }
    }

    private void read(Path path, CompletableFuture<CompletableFuture<Void>> read) {
        try {
            Transformer model = loading.apply(path);
            try {
                read.complete(served.generation().exchange(model));
            } catch (UserException e) {
                model.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            read.completeExceptionally(e);
        }
    }

    private static ObjectNode result(boolean success, String message) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("success", success);
        result.put("message", message);
        return result;
    }
}
