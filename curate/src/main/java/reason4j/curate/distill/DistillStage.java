package reason4j.curate.distill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.core.problem.Problem;
import reason4j.core.problem.Trace;
import reason4j.core.run.Interruption;
import reason4j.core.run.Progress;
import reason4j.verify.math.MathVerifier;

/// Asks a teacher for traces of each problem and keeps the distinct ones whose answers are right. Each answer is
/// written down as it comes, so that a stage that was stopped goes on without asking twice.
public final class DistillStage {

    private final Settings settings;
    private final Teacher teacher;
    private final Path journal;

    private DistillStage(Settings settings, Path out) {
        this.settings = settings;
        this.teacher = new Teacher(address(settings.url()), settings.model(), settings.key(), settings.silence());
        this.journal = out.resolve("answers.jsonl");
    }

    /// @param url base of the API, such as `http://localhost:8000/v1`
    /// @param model the teacher's name there
    /// @param key sent as a bearer token
    /// @param samples answers a problem
    /// @param parallel requests at a time
    /// @param promptPrice of a million tokens read
    /// @param completionPrice of a million tokens written
    /// @param silence how long an answer that has begun may bring nothing before it is asked for again
    public record Settings(
            String url,
            String model,
            Optional<String> key,
            int samples,
            int parallel,
            double temperature,
            int maxTokens,
            double promptPrice,
            double completionPrice,
            Duration silence) {

        public Settings {
            if (samples < 1 || parallel < 1 || maxTokens < 1) {
                throw UserException.usage("distill: samples, parallel requests and most tokens must be 1 or more");
            }
            if (!silence.isPositive()) {
                throw UserException.usage("distill: silence must be above 0");
            }
        }
    }

    /// An answer as it is written down.
    record Reply(String id, int sample, @Nullable Trace trace, long promptTokens, long completionTokens) {}

    /// What came of it.
    ///
    /// @param cost in the currency of the prices
    public record Summary(
            int problems,
            int asked,
            int correct,
            int distinct,
            long promptTokens,
            long completionTokens,
            double cost) {}

    /// @param problems whose traces are wanted
    /// @param out gets `answers.jsonl` (all answers), `train.jsonl` (problems with right traces), `distill.json`
    public static Summary run(List<Problem> problems, Settings settings, Path out, Progress progress) {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(out, e);
        }
        return new DistillStage(settings, out).run(problems, out, progress);
    }

    private Summary run(List<Problem> problems, Path out, Progress progress) {
        Map<String, TreeMap<Integer, Reply>> answers = answered();
        try (Interruption interruption = Interruption.listen("\n");
                ExecutorService pool = Executors.newFixedThreadPool(settings.parallel())) {
            interruption.interruptsThisThread();
            List<Future<Reply>> running = new ArrayList<>();
            for (Problem problem : problems) {
                for (int i = 0; i < settings.samples(); i++) {
                    int sample = i;
                    if (!answers.getOrDefault(problem.id(), new TreeMap<>()).containsKey(i)) {
                        running.add(pool.submit(() -> ask(problem, sample)));
                    }
                }
            }
            try {
                collect(running, answers, progress);
            } catch (InterruptedException e) {
                pool.shutdownNow(); // a teacher may think for minutes
                throw interruption.stopped(
                        "distill: stopped; what was answered is kept in " + journal + "; start it again to go on");
            }
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof UserException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
        return keep(problems, answers, out);
    }

    private static URI address(String url) {
        try {
            URI address = new URI(url);
            if (address.getHost() != null && String.valueOf(address.getScheme()).startsWith("http")) {
                return address;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw UserException.usage(
                "distill: " + url + ": no address of an API\n  give one such as http://localhost:8000/v1");
    }

    /// Takes the answers as they come. If one cannot be had, the requests behind it are not sent.
    private static void collect(
            List<Future<Reply>> running, Map<String, TreeMap<Integer, Reply>> answers, Progress progress)
            throws InterruptedException, java.util.concurrent.ExecutionException {
        int before = answers.values().stream().mapToInt(Map::size).sum();
        int done = 0;
        try {
            for (Future<Reply> future : running) {
                Reply asked = future.get();
                answers.computeIfAbsent(asked.id(), _ -> new TreeMap<>()).put(asked.sample(), asked);
                progress.at(before + ++done, "answers");
            }
        } finally {
            if (done < running.size()) {
                running.forEach(later -> later.cancel(false)); // what is on its way is waited for and kept
            }
        }
    }

    private Reply ask(Problem problem, int sample) {
        Teacher.Answer answer = teacher.ask(problem.prompt(), settings.temperature(), settings.maxTokens(), sample);
        Reply asked = new Reply(problem.id(), sample, answer.trace(), answer.promptTokens(), answer.completionTokens());
        append(asked);
        return asked;
    }

    private synchronized void append(Reply asked) {
        try {
            Files.write(
                    journal,
                    (Json.line(asked) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(journal, e);
        }
    }

    /// What was answered before; a last line that was cut off is forgotten.
    private Map<String, TreeMap<Integer, Reply>> answered() {
        Map<String, TreeMap<Integer, Reply>> answers = new HashMap<>();
        if (Files.notExists(journal)) {
            return answers;
        }
        try {
            String text = Files.readString(journal);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            if (whole.length() < text.length()) {
                Files.writeString(journal, whole);
            }
            JsonLines.read(journal, Reply.class)
                    .forEach(asked -> answers.computeIfAbsent(asked.id(), _ -> new TreeMap<>())
                            .put(asked.sample(), asked));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }

    private Summary keep(List<Problem> problems, Map<String, TreeMap<Integer, Reply>> answers, Path out) {
        MathVerifier verifier = MathVerifier.strict();
        List<Problem> kept = new ArrayList<>();
        int asked = 0;
        int correct = 0;
        int distinct = 0;
        long read = 0;
        long written = 0;
        for (Problem problem : problems) {
            LinkedHashSet<Trace> right = new LinkedHashSet<>();
            for (Reply answer :
                    answers.getOrDefault(problem.id(), new TreeMap<>()).values()) {
                asked++;
                read += answer.promptTokens();
                written += answer.completionTokens();
                Trace trace = answer.trace();
                if (trace != null
                        && verifier.verify(problem.answer(), trace.response()).correct()) {
                    correct++;
                    right.add(trace);
                }
            }
            distinct += right.size();
            if (!right.isEmpty()) {
                kept.add(problem.withTraces(List.copyOf(right)));
            }
        }
        double cost = (read * settings.promptPrice() + written * settings.completionPrice()) / 1e6;
        Summary summary = new Summary(problems.size(), asked, correct, distinct, read, written, cost);
        JsonLines.write(out.resolve("train.jsonl"), kept);
        WholeFiles.write(out.resolve("distill.json"), Json.pretty(summary));
        return summary;
    }
}
