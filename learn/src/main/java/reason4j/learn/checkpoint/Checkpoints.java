package reason4j.learn.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.learn.model.Transformer;
import reason4j.learn.optimize.AdamW;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The checkpoints of a run, `checkpoints/step-000123/`: what is trained, the optimizer, and whatever else the loop
/// needs to go on as if it had never stopped. Each directory appears whole or not at all; only the latest few are kept.
public final class Checkpoints {

    private static final String PREFIX = "step-";
    private static final String MOMENTS = "optimizer.safetensors";
    private static final String STATE = "state.json";
    private static final String OPTIMIZER_STEPS = "optimizer_steps";
    private static final String CRITIC = "critic";

    private final Path directory;
    private final Content content;
    private final int keepLast;

    /// What is trained.
    public interface Content {
        void save(Path into);

        void restore(Path from);
    }

    /// All weights of a model.
    ///
    /// @param tokenizer the directory whose tokenizer goes along
    public static Content weights(Transformer model, Path tokenizer) {
        return new Content() {
            @Override
            public void save(Path into) {
                Checkpoint.save(model, tokenizer, into);
            }

            @Override
            public void restore(Path from) {
                Checkpoint.loadWeights(from, model.parameters(), model.config());
            }
        };
    }

    /// All weights of a critic and its optimizer, in a directory of their own beside something else.
    ///
    /// @param other what is beside
    /// @param tokenizer the directory whose tokenizer goes along
    public static Content withCritic(Content other, Transformer critic, AdamW optimizer, Path tokenizer) {
        return new Content() {
            @Override
            public void save(Path into) {
                other.save(into);
                Path mine = into.resolve(CRITIC);
                Checkpoint.save(critic, tokenizer, mine);
                Checkpoint.saveFlat(mine.resolve(MOMENTS), moments(optimizer));
                WholeFiles.write(mine.resolve(STATE), Json.pretty(Map.of(OPTIMIZER_STEPS, optimizer.steps())));
            }

            @Override
            public void restore(Path from) {
                other.restore(from);
                Path mine = from.resolve(CRITIC);
                Checkpoint.loadWeights(mine, critic.parameters(), critic.config());
                Checkpoint.loadFlat(mine.resolve(MOMENTS), moments(optimizer));
                optimizer.resumeAt(Checkpoint.json(mine.resolve(STATE))
                        .path(OPTIMIZER_STEPS)
                        .asLong());
            }
        };
    }

    /// @param run the run's directory
    /// @param content what is trained
    /// @param keepLast how many to keep
    public Checkpoints(Path run, Content content, int keepLast) {
        this.directory = run.resolve("checkpoints");
        this.content = content;
        this.keepLast = keepLast;
    }

    /// Writes the state after a step.
    ///
    /// @param step steps done
    /// @param state what else the loop needs, as JSON
    public Path save(int step, AdamW optimizer, Map<String, Object> state) {
        Path target = directory.resolve(String.format(Locale.ROOT, "%s%06d", PREFIX, step));
        WholeFiles.directory(target, part -> {
            content.save(part);
            Checkpoint.saveFlat(part.resolve(MOMENTS), moments(optimizer));
            Map<String, Object> all = new LinkedHashMap<>(state);
            all.put("step", step);
            all.put(OPTIMIZER_STEPS, optimizer.steps());
            WholeFiles.write(part.resolve(STATE), Json.pretty(all));
        });
        prune();
        return target;
    }

    /// Restores the latest checkpoint into what is trained and the optimizer.
    ///
    /// @return its `state.json`, or nothing if there is no checkpoint yet
    public Optional<JsonNode> restore(AdamW optimizer) {
        Path latest = latest();
        if (latest == null) {
            return Optional.empty();
        }
        content.restore(latest);
        Checkpoint.loadFlat(latest.resolve(MOMENTS), moments(optimizer));
        Path file = latest.resolve(STATE);
        try {
            JsonNode state = Json.mapper().readTree(Files.readString(file));
            optimizer.resumeAt(state.path(OPTIMIZER_STEPS).asLong());
            return Optional.of(state);
        } catch (IOException | JacksonException e) {
            throw UserException.data(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Tensor> moments(AdamW optimizer) {
        Map<String, Tensor> moments = new LinkedHashMap<>();
        moments.put("m", optimizer.firstMoments());
        moments.put("v", optimizer.secondMoments());
        return moments;
    }

    /// The latest checkpoint's directory, or null.
    public @Nullable Path latest() {
        List<Path> all = all();
        return all.isEmpty() ? null : all.getLast();
    }

    private List<Path> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(p -> p.getFileName().toString().matches(PREFIX + "\\d{6}"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw UserException.machine("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    private void prune() {
        List<Path> all = all();
        try {
            for (Path old : all.subList(0, Math.max(0, all.size() - keepLast))) {
                WholeFiles.deleteTree(old);
            }
        } catch (IOException e) {
            throw UserException.machine("cannot remove an old checkpoint: " + e.getMessage(), e);
        }
    }
}
