package reason4j.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reason4j.core.episode.Verdict;

/// Two tables. `equality.txt`: pairs that mean the same (`=`) or not (`!`), each in both directions. `responses.txt`:
/// golds with responses that answer them (`+`) or do not (`-`); ⏎ stands for a new line.
class EqualityTableTest {

    private static final MathVerifier VERIFIER = MathVerifier.strict();

    private static List<String> rows(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(EqualityTableTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }

    private static String[] sides(String row) {
        return row.substring(2).replace('⏎', '\n').split(" ;; ", 2);
    }

    @Test
    void pairsMeanTheSameOrNotInBothDirections() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String row : rows("equality.txt")) {
            String[] pair = sides(row);
            boolean expected = row.charAt(0) == '=';
            Verdict there = VERIFIER.bare(pair[0], pair[1]);
            Verdict back = VERIFIER.bare(pair[1], pair[0]);
            if (there.correct() != expected || back.correct() != expected) {
                wrong.add(row + " → " + there + " and back " + back);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void responsesAnswerOrDoNot() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String row : rows("responses.txt")) {
            String[] pair = sides(row);
            Verdict verdict = VERIFIER.verify(pair[0], pair[1]);
            if (verdict.correct() != (row.charAt(0) == '+')) {
                wrong.add(row + " → " + verdict);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsWrittenAlikeIsEqualToItself() throws IOException {
        for (String row : rows("equality.txt")) {
            for (String side : sides(row)) {
                assertThat(VERIFIER.bare(side, side).correct()).as(side).isTrue();
            }
        }
    }
}
