package reason4j.curate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.io.Json;
import reason4j.core.problem.AnswerKey;

/// Rows as the sets publish them, one line each.
class SchemasTest {

    private static final Set<String> OF_ANY_COLUMNS = Set.of("plain", "problems");

    /// Of each set a row in its published schema; where no real rows were at hand, they are made after its card.
    private static final String ROWS = """
            gsm8k § {"question": "Q", "answer": "a <<1+1=2>>2\\n#### 1,002"} § Q § 1002 § <think>a 2</think><answer>1002</answer>
            openthoughts-114k § {"system": "S", "conversations": [{"from": "user", "value": "Return your final response within \\\\boxed{}. Q"}, {"from": "assistant", "value": "<|begin_of_thought|>\\nT\\n<|end_of_thought|>\\n<|begin_of_solution|>\\nIt is \\\\boxed{7}\\n<|end_of_solution|>"}]} § Q § 7 § <think>T</think>It is \\boxed{7}
            openthoughts3-1.2m § {"difficulty": null, "source": "s", "domain": "math", "conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "<think>T</think>\\\\boxed{\\\\frac{1}{2}}"}]} § Q § \\frac{1}{2} § <think>T</think>\\boxed{\\frac{1}{2}}
            openthoughts-114k-metadata § {"problem": "Q", "deepseek_reasoning": "T", "deepseek_solution": "R", "ground_truth_solution": "so \\\\boxed{3}", "domain": "math", "source": "amc", "test_cases": null, "starter_code": null} § Q § 3 § <think>T</think>R
            openr1-math-220k § {"problem": "Q", "answer": "4", "uuid": "u", "generations": ["<think>bad</think>5", "<think>T</think>4"], "correctness_math_verify": [false, true], "correctness_llama": null, "is_reasoning_complete": [true, true]} § Q § 4 § <think>T</think>4
            light-r1-dpo § {"conversations": [{"from": "human", "value": "Q"}], "chosen": {"from": "gpt", "value": "<think>T</think>\\\\boxed{8}"}, "rejected": {"from": "gpt", "value": "no"}} § Q § 8 § <think>T</think>\\boxed{8}
            am-1.4m § {"messages": [{"role": "user", "content": "Q", "info": {"source": "s", "reference_answer": "9", "test_case": null}}, {"role": "assistant", "content": "c", "info": {"think_content": "T", "answer_content": "R"}}]} § Q § 9 § <think>T</think>R
            synthetic-1 § {"response_id": "r", "problem_id": "p", "task_type": "verifiable_math", "prompt": "Q", "gold_standard_solution": "long", "verification_info": "{\\"ground_truth\\": \\"11\\"}", "llm_response": "<think>T</think>R", "score": 1.0} § Q § 11 § <think>T</think>R
            s1k § {"question": "Q", "solution": "128", "cot_type": "math", "source_type": "aime", "deepseek_thinking_trajectory": ["T"], "deepseek_attempt": ["R"], "deepseek_grade": "Yes"} § Q § 128 § <think>T</think>R
            limo § {"question": "Q", "solution": "T\\n**Final Answer**\\n\\\\boxed{2}", "answer": "2"} § Q § 2 § <think>T</think>**Final Answer**\\n\\boxed{2}
            numinamath § {"problem": "Q", "solution": "S \\\\boxed{6}", "source": "olympiads", "messages": []} § Q § 6 § <think></think>S \\boxed{6}
            skywork-or1 § {"data_source": "d", "prompt": [{"content": "Q", "role": "user"}], "ability": "math", "reward_model": {"ground_truth": "[\\"13\\"]", "style": "rule"}, "extra_info": {"index": 3, "model_difficulty": {"DeepSeek-R1-Distill-Qwen-7B": 4}}} § Q § 13 §
            dapo § {"data_source": "math_dapo", "prompt": [{"content": "Solve the following math problem step by step. The last line of your response should be of the form Answer: $Answer (without quotes) where $Answer is the answer to the problem.\\n\\nQ\\n\\nRemember to put your answer on its own line after \\"Answer:\\".", "role": "user"}], "ability": "MATH", "reward_model": {"ground_truth": "34", "style": "rule"}, "extra_info": {"index": "uuid"}} § Q § 34 §
            verl § {"data_source": "aime25", "prompt": [{"content": "Q", "role": "user"}], "reward_model": {"ground_truth": 70, "style": "rule"}, "extra_info": {"index": 0}} § Q § 70 §
            orz § [{"from": "human", "value": "Q"}, {"from": "assistant", "ground_truth": {"value": "5", "pass_at_n": 0.25}}] § Q § 5 §
            big-math § {"problem": "Q", "answer": "1", "source": "olympiads", "domain": ["Mathematics -> Algebra"], "llama8b_solve_rate": null} § Q § 1 §
            math-500 § {"problem": "Q", "solution": "s", "answer": "p - q", "subject": "Algebra", "level": 5, "unique_id": "x"} § Q § p - q §
            deepscaler § {"problem": "Q", "answer": "2", "solution": ""} § Q § 2 §
            light-r1-sft § {"conversations": [{"from": "human", "value": "Q Please reason step by step, and put your final answer within \\\\boxed{}."}, {"from": "gpt", "value": "<think>\\nT\\n</think>\\n\\nSo \\\\boxed{\\\\sqrt{2}}."}]} § Q § \\sqrt{2} § <think>T</think>So \\boxed{\\sqrt{2}}.
            bespoke-stratos-17k § {"system": "Your role as an assistant involves thoroughly exploring questions", "conversations": [{"from": "user", "value": "Return your final response within \\\\boxed{}. Q"}, {"from": "assistant", "value": "<|begin_of_thought|>\\n\\nT\\n\\n<|end_of_thought|>\\n\\n<|begin_of_solution|>\\n\\nIt is \\\\boxed{22}\\n\\n<|end_of_solution|>"}]} § Q § 22 § <think>T</think>It is \\boxed{22}
            math § {"problem": "Q", "level": "Level 5", "type": "Algebra", "solution": "so \\\\boxed{-\\\\frac{1}{4}}"} § Q § -\\frac{1}{4} §
            aime § {"id": 60, "problem": "Q", "solution": "s", "answer": "073", "url": "u", "year": "2024"} § Q § 073 §
            aime § {"problem": "Q", "answer": 70, "id": "0"} § Q § 70 §
            one-shot-rlvr § {"problem": "Q", "answer": "12.8", "meta": {"acc_history": [0.1, 0.9]}} § Q § 12.8 §
            limr § {"problem": "Q", "answer": "3", "meta": {"lim_score": 0.71}} § Q § 3 §
            """;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '§', quoteCharacter = '`', textBlock = ROWS)
    void rowsAreUnderstood(String schema, String row, String prompt, String gold, String trace) {
        Draft draft = read(schema, row.strip());
        assertThat(draft.prompt()).isEqualTo(prompt);
        assertThat(draft.answer()).isEqualTo(new AnswerKey.MathAnswer(gold));
        assertThat(draft.defect()).isNull();
        String text = draft.traces().isEmpty()
                ? null
                : draft.traces().getFirst().text().replace("\n", "\\n");
        assertThat(text).isEqualTo(trace);
    }

    @Test
    void noSetIsWithoutARow() {
        List<String> sets = ROWS.lines().map(row -> row.split(" § ")[0]).toList();
        assertThat(Schemas.names()).allMatch(name -> sets.contains(name) || OF_ANY_COLUMNS.contains(name));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '§', quoteCharacter = '`', textBlock = """
            numinamath § {"problem": "Q", "solution": "S", "answer": "proof", "problem_is_valid": "Yes", "solution_is_valid": "Yes"} § answer is proof
            numinamath § {"problem": "Q", "solution": "S", "answer": "2", "problem_is_valid": "Incomplete"} § marked as not valid
            openthoughts3-1.2m § {"conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "<think>T and no end"}]} § reasoning cut off
            light-r1-sft § {"conversations": [{"from": "human", "value": "Q"}]} § no response
            bespoke-stratos-17k § {"conversations": [{"from": "user", "value": "Q"}, {"from": "assistant", "value": "<|begin_of_thought|> T"}]} § reasoning cut off
            openr1-math-220k § {"problem": "Q", "answer": "4", "generations": ["<think>bad</think>5"], "correctness_math_verify": [false]} § no correct trace
            synthetic-1 § {"prompt": "Q", "gold_standard_solution": "2", "llm_response": "<think>T</think>R", "score": 0.0} § no correct trace
            """)
    void knownDefectsHaveNames(String schema, String row, String defect) {
        assertThat(read(schema, row.strip()).defect()).isEqualTo(defect);
    }

    @Test
    void everySchemaTakesAnyRow() {
        for (String row : List.of(
                "{}", "[]", "{\"problem\": 3, \"answer\": {}, \"conversations\": \"x\"}", "{\"prompt\": null}")) {
            for (String schema : Schemas.names()) {
                if (!schema.equals("problems")) {
                    Draft draft = read(schema, row);
                    assertThat(draft.prompt()).as(schema + " " + row).isNotNull();
                }
            }
        }
    }

    @Test
    void marksCarryWhatSelectionsLookAt() {
        Draft skywork = read("skywork-or1", "{\"prompt\": [], \"extra_info\": {\"model_difficulty\": {\"m\": 4}}}");
        assertThat(skywork.marks()).containsExactlyEntriesOf(Map.of("model_difficulty.m", 4.0));
        Draft oneShot = read("one-shot-rlvr", "{\"meta\": {\"acc_history\": [0.0, 1.0]}}");
        assertThat(oneShot.marks()).containsEntry("variance", 0.25).containsEntry("pass_rate", 0.5);
    }

    private static Draft read(String schema, String row) {
        Input input = new Input(schema, schema, List.of("f"), "pool", Map.of());
        return Schemas.named(schema).read(Json.mapper().readTree(row), input);
    }
}
