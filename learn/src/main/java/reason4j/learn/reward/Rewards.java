package reason4j.learn.reward;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reason4j.core.io.UserException;

/// A reward: the weighted sum of its parts, each of which is kept for the log.
///
/// @param parts terms, of different names
/// @param missing what becomes of the sum when a part does not apply
public record Rewards(List<RewardPart> parts, Missing missing) {

    /// What becomes of a sum when a part is NaN.
    public enum Missing {
        /// The completion has no reward and is not learnt from: one that cannot be judged is not to be punished for
        /// it.
        @JsonProperty("unscorable")
        UNSCORABLE,
        /// The others are summed, as TRL does, which suits parts that apply to some problems only; NaN if all are.
        @JsonProperty("sum-others")
        SUM_OTHERS
    }

    public Rewards {
        parts = List.copyOf(parts);
        Set<String> names = new HashSet<>();
        for (RewardPart part : parts) {
            if (!names.add(part.name())) {
                throw UserException.usage(
                        "rewards: \"" + part.name() + "\" is there twice: give it once, or another name");
            }
        }
        if (parts.isEmpty()) {
            throw UserException.usage("rewards: there are none: give at least one, such as accuracy");
        }
    }

    /// @throws UserException if a name, a key or a value is wrong
    public static Rewards of(List<RewardChoice> choices, Missing missing) {
        return new Rewards(choices.stream().map(RewardChoice::resolve).toList(), missing);
    }

    /// What each completion of a group earned.
    public List<Score> score(List<Judged> group) {
        return group.stream().map(judged -> score(judged, group)).toList();
    }

    private Score score(Judged judged, List<Judged> group) {
        Map<String, Double> raw = new LinkedHashMap<>();
        Map<String, Double> weighted = new LinkedHashMap<>();
        double total = 0;
        int absent = 0;
        for (RewardPart part : parts) {
            double value = part.reward().of(judged, group);
            boolean applies = !Double.isNaN(value);
            double share = applies ? part.weight() * value : 0;
            raw.put(part.name(), value);
            weighted.put(part.name(), share);
            total += share;
            absent += applies ? 0 : 1;
        }
        boolean unscorable = switch (missing) {
            case UNSCORABLE -> absent > 0;
            case SUM_OTHERS -> absent == parts.size();
        };
        return new Score(raw, weighted, unscorable ? Double.NaN : total);
    }
}
