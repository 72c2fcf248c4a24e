package reason4j.core.episode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;
import reason4j.core.problem.Problem;

/// One attempt of a policy at a problem, with what it earned; a line of `episodes/step-N.jsonl`.
///
/// @param problem what was asked
/// @param sample index within the problem's group, from 0
/// @param completion what the policy sampled
/// @param verdict what the verifier said
/// @param rewards each part of the reward by name, weighted
/// @param reward their sum
/// @param advantage what the update was told, the same for each token unless the algorithm says otherwise
/// @param trained whether it entered the update, or was filtered out
public record Episode(
        Problem problem,
        int sample,
        Completion completion,
        Verdict verdict,
        Map<String, Double> rewards,
        double reward,
        double advantage,
        @JsonProperty("trained") boolean trained) {
    public Episode {
        rewards = new TreeMap<>(rewards);
    }

    /// The same episode after it entered an update.
    public Episode trainedWith(double advantageOfUpdate) {
        return new Episode(problem, sample, completion, verdict, rewards, reward, advantageOfUpdate, true);
    }
}
