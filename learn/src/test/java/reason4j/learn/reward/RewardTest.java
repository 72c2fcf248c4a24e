package reason4j.learn.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reason4j.core.episode.Completion;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.io.UserException;

final class RewardTest {

    private static final Offset<Double> CLOSE = within(1e-9);
    /// TRL states its cosines to five digits.
    private static final Offset<Double> FIVE_DIGITS = within(1e-5);

    @ParameterizedTest
    @CsvSource({"CORRECT, 1", "WRONG, 0", "TIMEOUT, 0", "UNSCORABLE, NaN"})
    void accuracy(Outcome outcome, double expected) {
        assertThat(reward("accuracy", Map.of(), of("x", 1, outcome))).isEqualTo(Double.valueOf(expected));
    }

    @Test
    void accuracyWithOtherNumbers() {
        Judged silent = new Judged(completion("x", 1), new Verdict(Outcome.WRONG, "no-answer", "", null, null, 0));
        assertThat(reward("logic_rl_answer", Map.of(), silent)).isEqualTo(-2);
        assertThat(reward("logic_rl_answer", Map.of(), of("x", 1, Outcome.WRONG)))
                .isEqualTo(-1.5);
        assertThat(reward("countdown", Map.of(), silent)).isZero();
        assertThat(reward("countdown", Map.of(), of("x", 1, Outcome.WRONG))).isEqualTo(0.1);
        assertThat(reward("signed_accuracy", Map.of(), silent)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"CORRECT, STOP, 1", "CORRECT, LENGTH, 0", "WRONG, STOP, 0", "UNSCORABLE, STOP, NaN"})
    void stopped(Outcome outcome, FinishReason finish, double expected) {
        Completion completion = new Completion("x", new int[1], new float[1], finish);
        assertThat(reward("stopped", Map.of(), new Judged(completion, verdict(outcome))))
                .isEqualTo(Double.valueOf(expected));
    }

    /// TRL's tests of think_format.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>This is my reasoning.</think>This is my answer.",
                "<think>\nThis is my reasoning.\n</think>\nThis is my answer.",
                "<think>\nThis is\nmy reasoning.\n</think>\nThis is my answer.",
                "<think>\nThis is <some tag> my reasoning.</think>\nThis is my answer.",
                "<think></think>\nThis is my answer."
            })
    void thinkFormat(String text) {
        assertThat(reward("think_format", Map.of(), text(text))).isEqualTo(1);
        assertThat(reward("think_format", Map.of("prefix", "<think>"), text(text.substring(7))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>\nThis is my reasoning.\nThis is my answer.",
                "<think>This is my reasoning.\nThis is my answer.",
                "This is my reasoning. This is my answer.",
                "This is my reasoning.\nThis is my answer.",
                "This is my reasoning.</think>\nThis is my answer.",
                "This is my reasoning.</think>This is my answer.",
                "This<think>is my reasoning.</think>\nThis is my answer.",
                "<think>This is<think>my reasoning.</think></think>This is my answer.",
                "<think>This is</think>\nmy\n<think>reasoning.</think>\nThis is my answer."
            })
    void notThinkFormat(String text) {
        assertThat(reward("think_format", Map.of(), text(text))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'<think>\na\n</think>\n<answer>\nb\n</answer>', 1, 1",
        "'<think>\na\nb\n</think>\n<answer>\nb\n</answer>\n', 1, 1",
        "'<think>\na\n</think>\n<answer>\nb\n</answer>.', 0, 1",
        "'<think>a</think><answer>b</answer>', 0, 0",
        "'<think>\na\n</think>\n<answer>\nb', 0, 0.75",
        "' <think>\na\n</think>\n<answer>\nb\n</answer>', 0, 1",
        "'<think>\n<think>\na\n</think>\n<answer>\nb\n</answer>', 1, 0.75",
        "'', 0, 0"
    })
    void formats(String text, double format, double tags) {
        assertThat(reward("format", Map.of(), text(text))).isEqualTo(format);
        assertThat(reward("logic_rl_format", Map.of(), text(text))).isEqualTo(format == 1 ? 1 : -1);
        assertThat(reward("tag_count", Map.of(), text(text))).isEqualTo(tags);
    }

    @Test
    void kimiLength() {
        List<Judged> group = List.of(
                of("", 10, Outcome.CORRECT),
                of("", 20, Outcome.CORRECT),
                of("", 30, Outcome.WRONG),
                of("", 10, Outcome.WRONG));
        Reward length = part("length", Map.of()).reward();
        assertThat(group.stream().mapToDouble(one -> length.of(one, group)).toArray())
                .containsExactly(new double[] {.5, 0, -.5, 0}, CLOSE);
        List<Judged> same = List.of(group.get(0), group.get(3));
        assertThat(length.of(same.get(0), same)).isZero();
    }

    /// TRL's tests of the cosine, of 100 tokens.
    @ParameterizedTest
    @CsvSource({
        "0, 1.0, -1.0",
        "25, .92678, -.92678",
        "50, .75, -.75",
        "75, .57322, -.57322",
        "100, .5, -.5",
        "200, .5, -.5"
    })
    void cosine(int length, double correct, double wrong) {
        Map<String, Object> params = Map.of("max_length", 100);
        assertThat(reward("cosine", params, of("", length, Outcome.CORRECT))).isCloseTo(correct, FIVE_DIGITS);
        assertThat(reward("cosine", params, of("", length, Outcome.WRONG))).isCloseTo(wrong, FIVE_DIGITS);
        assertThat(reward("cosine", params, of("", length, Outcome.UNSCORABLE))).isNaN();
    }

    @Test
    void cosineWithOtherBounds() {
        Map<String, Object> params = Map.of("max_length", 100, "correct", Map.of("low", 0, "high", 2));
        assertThat(reward("cosine", params, of("", 50, Outcome.CORRECT))).isCloseTo(1, CLOSE);
        assertThat(reward("cosine_open_r1", Map.of("max_length", 2), of("abcd", 1, Outcome.CORRECT)))
                .as("characters, and back up beyond the end")
                .isCloseTo(1, CLOSE);
    }

    /// TRL's tests of repetition.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | -1 | 5 5 5 5 5 | -0.75",
                "2 | -1 | 1 2 1 2 1 2 | -0.6",
                "2 | -0.5 | 5 5 5 5 5 | -0.375",
                "2 | -1 | 1 2 3 1 2 3 | -0.4",
                "3 | -1 | 1 2 3 1 2 3 | -0.25",
                "3 | -1 | 1 2 | 0",
                "2 | -1 | '' | 0"
            })
    void repetition(int n, double penalty, String ids, double expected) {
        int[] tokens = ids.isEmpty()
                ? new int[0]
                : Arrays.stream(ids.split(" ")).mapToInt(Integer::parseInt).toArray();
        Judged judged = new Judged(
                new Completion(ids, tokens, new float[tokens.length], FinishReason.STOP), verdict(Outcome.WRONG));
        Map<String, Object> params = Map.of("n", n, "penalty", penalty);
        assertThat(reward("repetition", params, judged)).isCloseTo(expected, CLOSE);
        assertThat(reward("repetition_open_r1", params, judged)).isCloseTo(expected, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"50, 0, 0", "80, 0, 0", "90, -.5, -.5", "100, -1, -1", "110, -1, -1.5"})
    void softOverlong(int length, double floored, double asInVerl) {
        Map<String, Object> params = Map.of("max_length", 100, "cache", 20);
        Map<String, Object> verl = Map.of("max_length", 100, "cache", 20, "floored", false);
        assertThat(reward("soft_overlong", params, of("", length, Outcome.WRONG)))
                .isCloseTo(floored, CLOSE);
        assertThat(reward("soft_overlong", verl, of("", length, Outcome.WRONG))).isCloseTo(asInVerl, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "16384, 0", "16385, -0.000244140625", "18432, -.5", "20480, -1", "20481, -1", "25000, -1"})
    void softOverlongOfDapo(int length, double expected) {
        assertThat(reward("soft_overlong", Map.of(), of("", length, Outcome.WRONG)))
                .isCloseTo(expected, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "latin, 'So we add 3 and 4.</think> 答', 1",
        "latin, 'So 我们 add', 0.5",
        "han, 'So 我们 add', 0.5",
        "latin, 'also $\\alpha+\\beta$ and да', 0.6666666666666666",
        "latin, '12 + 3', 0"
    })
    void language(String script, String text, double expected) {
        assertThat(reward("language_consistency", Map.of("script", script), text(text)))
                .isCloseTo(expected, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "'Step 1: a\nStep 2: b', .6666666666666666",
        "'1. a\n2. b\n3. c\n4. d', 1",
        "'a\n- b', .3333333333333333",
        "'', 0"
    })
    void steps(String text, double expected) {
        assertThat(reward("reasoning_steps", Map.of(), text(text))).isCloseTo(expected, CLOSE);
    }

    /// The logged parts are raw and weighted, and the total is of the weighted ones.
    @Test
    void sums() {
        Rewards rewards = Rewards.of(
                List.of(new RewardChoice("accuracy", 2, Map.of()), new RewardChoice("think_format", .5, Map.of())),
                Rewards.Missing.UNSCORABLE);
        List<Score> scores = rewards.score(List.of(
                of("<think></think>", 1, Outcome.CORRECT),
                of("", 1, Outcome.WRONG),
                of("<think></think>", 1, Outcome.UNSCORABLE)));
        assertThat(scores.get(0).raw()).containsExactly(Map.entry("accuracy", 1.0), Map.entry("think_format", 1.0));
        assertThat(scores.get(0).weighted()).containsExactly(Map.entry("accuracy", 2.0), Map.entry("think_format", .5));
        assertThat(scores.stream().mapToDouble(Score::total).toArray()).containsExactly(2.5, 0, Double.NaN);
        assertThat(new Rewards(rewards.parts(), Rewards.Missing.SUM_OTHERS)
                        .score(List.of(of("<think></think>", 1, Outcome.UNSCORABLE)))
                        .get(0)
                        .total())
                .isEqualTo(.5);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> part("acuracy", Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("accuracy");
        assertThatThrownBy(() -> part("cosine", Map.of("max_len", 5)))
                .hasMessageContaining("rewards.cosine.params.max_len")
                .hasMessageContaining("max_length");
        assertThatThrownBy(() -> part("repetition", Map.of("penalty", 1))).hasMessageContaining("not above 0");
        assertThatThrownBy(() -> part("soft_overlong", Map.of("cache", 0))).hasMessageContaining("cache of 0");
        assertThatThrownBy(() -> part("language_consistency", Map.of("script", "english")))
                .hasMessageContaining("english");
        assertThatThrownBy(() -> new Rewards(List.of(), Rewards.Missing.UNSCORABLE))
                .hasMessageContaining("there are none");
        RewardPart twice = part("accuracy", Map.of());
        assertThatThrownBy(() -> new Rewards(List.of(twice, twice), Rewards.Missing.UNSCORABLE))
                .hasMessageContaining("twice");
    }

    /// prime-rl's test of length penalties: order by length, and none where nothing is solved.
    @Test
    void groupLengthPenalty() {
        GroupLengthPenalty penalty = new GroupLengthPenalty(.25, .1, .1);
        GroupLengthPenalty.Lengths brief = new GroupLengthPenalty.Lengths(10, 5, 1);
        GroupLengthPenalty.Lengths wordy = new GroupLengthPenalty.Lengths(20, 5, 2);
        assertThat(penalty.shaped(new double[] {1, 1}, brief, wordy))
                .containsExactly(new double[] {1 - (.125 + .1 + .05), 1 - .45}, CLOSE);
        assertThat(penalty.shaped(new double[] {0, 0}, brief, wordy)).containsExactly(0, 0);
    }

    /// Hostile text takes no more than linear time.
    @Test
    void longTextIsNoTrouble() {
        String hostile = "<think>\n" + "\n</think>\n<answer>\n".repeat(20_000) + "\n</answer>x".repeat(20_000);
        for (String name : RewardChoice.names()) {
            assertThat(reward(name, Map.of(), text(hostile))).as(name).isFinite();
        }
    }

    private static RewardPart part(String name, Map<String, Object> params) {
        return new RewardChoice(name, 1, params).resolve();
    }

    private static double reward(String name, Map<String, Object> params, Judged judged) {
        return part(name, params).reward().of(judged, List.of(judged));
    }

    private static Judged text(String text) {
        return of(text, 3, Outcome.CORRECT);
    }

    private static Judged of(String text, int length, Outcome outcome) {
        return new Judged(completion(text, length), verdict(outcome));
    }

    private static Completion completion(String text, int length) {
        return new Completion(text, IntStream.range(0, length).toArray(), new float[length], FinishReason.STOP);
    }

    private static Verdict verdict(Outcome outcome) {
        return new Verdict(outcome, "test", "", "1", "2", 0);
    }
}
