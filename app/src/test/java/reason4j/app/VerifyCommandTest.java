package reason4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    @Test
    void judgesAPair() {
        assertThat(Ran.of("verify", "--gold", "7", "--answer", "7").out()).startsWith("correct");
        assertThat(Ran.of("verify", "--gold", "7", "--answer", "8").out()).startsWith("wrong");
        assertThat(Ran.of("verify", "--gold", "7", "--answer", "So \\boxed{7}", "--form", "response")
                        .out())
                .startsWith("correct");
        assertThat(Ran.of("verify", "--gold", "7", "--answer", "7.0", "--dialect", "gsm8k")
                        .out())
                .startsWith("wrong");
    }

    @Test
    void judgesAFileAndKeepsItsOrder(@TempDir Path dir) throws IOException {
        Path input = dir.resolve("pairs.jsonl");
        Files.writeString(input, """
                {"id":1,"gold":"7","prediction":"\\\\boxed{7}"}
                not json
                {"id":3,"gold":"7","prediction":"8","form":"bare"}
                """);
        Path output = dir.resolve("verdicts.jsonl");
        Ran ran = Ran.of("verify", "--input", input.toString(), "--output", output.toString());
        assertThat(ran.exit()).isZero();
        assertThat(ran.err())
                .contains("3 verdicts: 1 correct, 1 wrong, 1 unscorable, 0 timeout", "a second", "slowest");
        assertThat(Files.readAllLines(output))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"id\":1", "\"outcome\":\"correct\""),
                        line -> assertThat(line).contains("not json", "\"outcome\":\"unscorable\""),
                        line -> assertThat(line).contains("\"id\":3", "\"outcome\":\"wrong\""));
        assertThat(Ran.of("verify", "--input", input.toString()).out()).hasLineCount(3);
    }

    @Test
    void explainsItself() {
        Ran help = Ran.of("verify", "--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("--explain", "exit code");
    }

    @Test
    void pointsAtAnErrorWithinALongText() {
        Ran ran = Ran.of("verify", "--parse", "1+\n".repeat(100) + ")" + "+1".repeat(100));
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out().lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("error at position 300: "),
                        excerpt -> assertThat(excerpt).hasSizeLessThan(100).contains(")"),
                        mark -> assertThat(mark).endsWith("^"));
        assertThat(ran.out()
                        .lines()
                        .toList()
                        .get(1)
                        .charAt(ran.out().lines().toList().get(2).indexOf('^')))
                .isEqualTo(')');
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(Ran.of("verify", "--gold", "7")).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err()).contains("--answer");
        });
        assertThat(Ran.of("verify", "--input", "/no/such/file")).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(3);
            assertThat(ran.err()).contains("/no/such/file: no such file");
        });
        assertThat(Ran.of("verify", "--gold", "7", "--answer", "7", "--form", "essay")
                        .exit())
                .isEqualTo(2);
        assertThat(Ran.of("verify", "--gold", "7", "--answer", "7", "--dialect", "sympy")
                        .err())
                .contains("math-verify");
    }
}
