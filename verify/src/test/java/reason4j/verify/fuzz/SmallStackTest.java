package reason4j.verify.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reason4j.core.episode.Verdict;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.dialect.Dialect;
import reason4j.verify.dialect.Dialects;
import reason4j.verify.math.MathVerifier;

/// Whatever repeats or nests, a quarter of the usual stack is enough for a verdict.
class SmallStackTest {

    private static final long STACK_BYTES = 256 << 10;
    private static final int[] LENGTHS = {700, 9_980};

    private final MathVerifier verifier = MathVerifier.strict();
    private final List<String> failures = new ArrayList<>();

    @Test
    void aSmallStackIsEnough() throws InterruptedException {
        Thread small = new Thread(null, this::judgeAll, "small", STACK_BYTES);
        small.start();
        small.join();
        assertThat(failures).isEmpty();
    }

    private void judgeAll() {
        for (String piece : Pieces.some()) {
            for (int length : LENGTHS) {
                String open = Pieces.repeated(piece, Integer.MAX_VALUE, length) + "1";
                judge(piece, open);
                String half = Pieces.repeated(piece, Integer.MAX_VALUE, length / 2);
                judge(
                        piece,
                        half + "1"
                                + "}".repeat((int)
                                        half.chars().filter(c -> c == '{').count()));
                judge(
                        piece,
                        half + "1"
                                + ")".repeat((int)
                                        half.chars().filter(c -> c == '(').count()));
            }
        }
    }

    private void judge(String piece, String text) {
        try {
            note(piece, verifier.bare(text, text + "+1"));
            note(piece, verifier.verify("x+5", text));
            for (Dialect dialect : Dialects.ALL) {
                note(piece, dialect.verify(new AnswerKey.MathAnswer("5"), "\\boxed{" + text + "}"));
            }
        } catch (RuntimeException | StackOverflowError e) {
            failures.add(piece + " " + text.length() + ": " + e);
        }
    }

    private void note(String piece, Verdict verdict) {
        if (Trial.broke(verdict)) {
            failures.add(piece + ": " + verdict.because());
        }
    }
}
