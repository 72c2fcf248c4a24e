package reason4j.verify.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.io.Json;

/// Each key of `config`, from a line of input to a line of output: the same pair with the key and without it.
class ConfigKeysTest {

    private static String outcome(String gold, String prediction, String config) throws IOException {
        String line = Json.mapper()
                .createObjectNode()
                .put("gold", gold)
                .put("prediction", prediction.replace('⏎', '\n'))
                .set("config", Json.mapper().readTree(config.replace('\'', '"')))
                .toString();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new VerdictStream(new VerdictLines(Rows.strict()), 1, _ -> {})
                .run(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), out);
        return Json.mapper()
                .readTree(out.toString(StandardCharsets.UTF_8))
                .get("verdict")
                .get("outcome")
                .asString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // gold | prediction | config | outcome
                "5 | so \\boxed{5} | {} | correct",
                "5 | so \\boxed{5} | {'form':'response'} | correct",
                "5 | so \\boxed{5} | {'form':'bare'} | wrong",
                "5 | 5.0 | {'form':'bare'} | correct",
                "5 | 5.0 | {'form':'bare-latex'} | correct",
                "5 | <think>\\boxed{5}</think> I do not know. | {} | wrong",
                "5 | <think>\\boxed{5}</think> I do not know. | {'after_think':false} | correct",
                "5 | <think>\\boxed{5} | {'after_think':false} | correct",
                "5 | \\boxed{5}</reasoning> \\boxed{6} | {} | wrong",
                "6 | \\boxed{5}</reasoning> nothing | {} | wrong",
                "5 | \\boxed{5}</reasoning> nothing | {'think_end':'</reasoning>'} | wrong",
                "6 | \\boxed{5}</reasoning> \\boxed{6} | {'think_end':'</reasoning>'} | correct",
                "5 | <reasoning>\\boxed{5} | {'think_end':'</reasoning>'} | wrong",
                "A | A. Because B is not valid | {'extractor':'string','strings':['A','B','C','D']} | correct",
                "A | No valid answer here | {'extractor':'string','strings':['A','B','C','D']} | wrong",
                "a | The answer is A | {'extractor':'string','strings':['A','B']} | wrong",
                "a | The answer is A | {'extractor':'string','strings':['A','B'],'lowercase':true} | correct",
                "yes | Yes, it is. | {'extractor':'string','strings':['yes','no'],'lowercase':true} | correct",
                "yes | Yes, it is. | {'extractor':'string','strings':['yes','no'],'lowercase':false} | wrong",
                "0.5 | \\boxed{50} | {} | wrong",
                "0.5 | \\boxed{50} | {'percent':'both'} | correct",
                "50 | \\boxed{0.5} | {'percent':'both'} | correct",
                "90^\\circ | \\boxed{90} | {'percent':'both'} | correct",
                "50\\% | \\boxed{0.5} | {} | correct",
                "50\\% | \\boxed{0.5} | {'percent':'strip'} | wrong",
                "50\\% | \\boxed{50} | {'percent':'strip'} | correct",
                "3.14159 | \\boxed{3.1416} | {} | wrong",
                "3.14159 | \\boxed{3.1416} | {'rel_tol':0.0001} | correct",
                "(1,3.14159) | \\boxed{(1,3.1416)} | {'rel_tol':0.0001} | correct",
                "3.14159 | \\boxed{3.15} | {'rel_tol':0.0001} | wrong",
                "0.29 | \\boxed{0.290243} | {} | wrong",
                "0.29 | \\boxed{0.290243} | {'approx':true} | correct",
                "0.29 | \\boxed{0.296} | {'approx':true} | wrong",
                "1/3 | \\boxed{0.333} | {} | wrong",
                "1/3 | \\boxed{0.333} | {'precision':3} | correct",
                "1/3 | \\boxed{0.333} | {'precision':4} | wrong",
                "1/3 | \\boxed{0.333333} | {'precision':6} | wrong",
                "(0.6,8/3] | \\boxed{(0.6,2.667]} | {'precision':2} | correct",
                "(0.6,8/3] | \\boxed{(0.6,2.667]} | {} | wrong",
                "1,2 | \\boxed{2,1} | {} | correct",
                "1,2 | \\boxed{2,1} | {'ordered_list':true} | wrong",
                "1,2 | \\boxed{1,2} | {'ordered_list':true} | correct",
                "45 | First try [30], second try [45]. | {} | wrong",
                "45 | First try [30], second try [45]. | {'bracket_answer':true} | correct",
                "30 | First try [30], second try [45]. | {'bracket_answer':true} | wrong",
                "90 | The answer is 90 degrees. | {'bracket_answer':true} | correct",
                "12\\text{ cm} | \\boxed{12} | {} | correct",
                "12\\text{ cm} | \\boxed{12} | {'units':true} | wrong",
                "12\\text{ cm} | \\boxed{12\\text{ cm}} | {'units':true} | correct",
                "12 | \\boxed{12\\text{ cm}} | {'units':true} | correct",
                "1/2 | \\boxed{0.5} | {'strict':true,'boxed_match_priority':0,'match_types':['latex']} | correct",
            })
    void isHonoured(String gold, String prediction, String config, String expected) throws IOException {
        assertThat(outcome(gold, prediction, config)).isEqualTo(expected);
    }
}
