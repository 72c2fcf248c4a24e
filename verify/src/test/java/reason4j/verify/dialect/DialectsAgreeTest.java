package reason4j.verify.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.core.episode.Verdict;
import reason4j.core.io.JsonLines;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.math.MathPolicy;
import reason4j.verify.stream.Form;
import reason4j.verify.stream.Rows;
import tools.jackson.databind.JsonNode;

/// Each dialect against what the peer's own code said (`bench/verify/verdicts`, made by `bench/verify/peers/peers.py`).
class DialectsAgreeTest {

    private static final Path DATA = Path.of("../../shared/data");
    private static final Path VERDICTS = Path.of("../bench/verify/verdicts");

    static List<Dialect> dialects() {
        return Dialects.ALL;
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void agreesWithThePeersOwnCode(Dialect dialect) throws IOException {
        Path cases = DATA.resolve("verify/math_dev.jsonl");
        Assumptions.assumeTrue(Files.exists(cases), "skipped: the development cases are not at " + cases);
        List<String> peer = Files.readAllLines(VERDICTS.resolve(dialect.name() + ".txt"));
        List<String> differences = new ArrayList<>();
        int n = 0;
        int at = 0;
        for (JsonNode row : JsonLines.readTrees(cases)) {
            Verdict ours = new Rows(MathPolicy.strict(), dialect, Form.RESPONSE).apply(row);
            n += compare(differences, peer.get(1).charAt(at), ours, "math_dev " + ++at + " " + row);
        }
        at = 0;
        for (JsonNode row : JsonLines.readTrees(DATA.resolve("responses_dev.jsonl"))) {
            AnswerKey gold = new AnswerKey.MathAnswer(row.get("gold").asString());
            Verdict ours = dialect.verify(gold, row.get("response").asString());
            n += compare(
                    differences, peer.get(2).charAt(at), ours, "responses_dev " + ++at + " gold " + row.get("gold"));
        }
        double share = 1 - differences.size() / (double) n;
        System.out.printf("%s agrees with the peer on %.2f %% of %d%n", dialect.name(), 100 * share, n);
        differences.forEach(System.out::println);
        assertThat(share).as("share of equal verdicts").isGreaterThanOrEqualTo(0.98);
    }

    private static int compare(List<String> differences, char peer, Verdict ours, String which) {
        if (peer == 't') {
            return 0;
        }
        if (ours.correct() != (peer == '1')) {
            differences.add("peer " + peer + ", ours " + ours.outcome() + ": "
                    + which.substring(0, Math.min(300, which.length())) + " → " + ours.because());
        }
        return 1;
    }
}
