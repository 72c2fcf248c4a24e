package reason4j.learn.reward;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import reason4j.core.io.UserException;
import reason4j.learn.algorithm.Overrides;

/// What a recipe says of one term of the reward.
///
/// ```yaml
/// rewards:
///   - {name: accuracy, weight: 1, params: {}}
///   - {name: cosine, weight: 0.5, params: {max_length: 1024}}
/// ```
///
/// @param name of a row of [#names()]
/// @param weight in the sum
/// @param params constants that differ from the row's, in snake case
public record RewardChoice(String name, double weight, Map<String, Object> params) {

    private static final Map<String, Reward> TABLE = table();

    public RewardChoice {
        params = params == null ? Map.of() : new TreeMap<>(params);
    }

    private static Map<String, Reward> table() {
        Map<String, Reward> rows = new LinkedHashMap<>();
        rows.put("accuracy", new Reward.Accuracy(1, 0, 0));
        rows.put("signed_accuracy", new Reward.Accuracy(1, -1, -1));
        rows.put("stopped", new Reward.Stopped());
        rows.put("format", new Reward.Format(1, 0, ""));
        rows.put("think_format", new Reward.ThinkFormat(""));
        rows.put("tag_count", new Reward.TagCount(""));
        rows.put("reasoning_steps", new Reward.ReasoningSteps());
        rows.put("language_consistency", new Reward.LanguageConsistency("latin"));
        rows.put("length", new Reward.Length(Unit.TOKENS));
        rows.put("cosine", cosine(Unit.TOKENS, true));
        rows.put("cosine_open_r1", cosine(Unit.CHARACTERS, false));
        rows.put("repetition", new Reward.Repetition(3, -1, Unit.TOKENS));
        rows.put("repetition_open_r1", new Reward.Repetition(3, -1, Unit.WORDS));
        rows.put("soft_overlong", new Reward.SoftOverlong(20480, 4096, 1, true));
        rows.put("logic_rl_answer", new Reward.Accuracy(2, -1.5, -2));
        rows.put("logic_rl_format", new Reward.Format(1, -1, ""));
        rows.put("random", new Reward.Coin());
        rows.put("countdown", new Reward.Accuracy(1, 0.1, 0));
        return rows;
    }

    private static Reward cosine(Unit unit, boolean clamped) {
        return new Reward.Cosine(unit, 1000, clamped, new Reward.Bounds(0.5, 1), new Reward.Bounds(-1, -0.5));
    }

    public static Set<String> names() {
        return TABLE.keySet();
    }

    /// The term.
    ///
    /// @throws UserException if the name, a key or a value is wrong
    public RewardPart resolve() {
        Reward row = TABLE.get(name);
        if (row == null) {
            throw UserException.usage("rewards: there is no \"" + name + "\"; there are " + String.join(", ", names()));
        }
        return new RewardPart(name, weight, Overrides.apply(row, Reward.class, params, "rewards." + name + ".params"));
    }
}
