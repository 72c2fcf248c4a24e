package reason4j.verify.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reason4j.core.io.JsonLines;
import reason4j.verify.math.MathVerifier;
import reason4j.verify.stream.Rows;
import tools.jackson.databind.JsonNode;

/// Verdicts a second on one core: whole responses, and single pairs of one kind each. Run by `bench/verify/jmh.sh`.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class VerifierBenchmark {

    private static final int RESPONSES = 1464;

    /// Where the data lie; relative to the repository.
    private static final Path DATA = Path.of(System.getProperty("data", "../shared/data"));

    private List<JsonNode> responses = List.of();
    private final Rows rows = Rows.strict();

    /// One verdict of each kind.
    @State(Scope.Thread)
    public static class Pair {

        /// Gold and answer, separated by a bar.
        @Param({
            "72|72",
            "\\frac{3}{4}|0.75",
            "\\sqrt{3+2\\sqrt{2}}|1+\\sqrt2",
            "(x+1)^3|x^3+3x^2+3x+1",
            "(-\\infty,2)\\cup(3,\\infty)|x<2\\text{ or }x>3",
            "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}|\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}",
        })
        String pair = "";

        private String gold = "";
        private String answer = "";
        private final MathVerifier verifier = MathVerifier.strict();

        @Setup
        public void split() {
            int bar = pair.indexOf('|');
            gold = pair.substring(0, bar);
            answer = pair.substring(bar + 1);
        }
    }

    @Setup
    public void read() {
        responses = JsonLines.readTrees(DATA.resolve("responses_dev.jsonl"));
        if (responses.size() != RESPONSES) {
            throw new IllegalStateException(responses.size() + " responses, not " + RESPONSES);
        }
    }

    @Benchmark
    @OperationsPerInvocation(RESPONSES)
    public int responses() {
        int correct = 0;
        for (JsonNode row : responses) {
            correct += rows.apply(row).correct() ? 1 : 0;
        }
        return correct;
    }

    @Benchmark
    public boolean pair(Pair pair) {
        return pair.verifier.bare(pair.gold, pair.answer).correct();
    }
}
