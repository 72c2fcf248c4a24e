package reason4j.learn.reward;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reason4j.core.episode.FinishReason;
import reason4j.core.run.Seed;

/// One part of a reward, NaN where it does not apply: an answer that the verifier could not judge has no accuracy,
/// and is neither right nor wrong.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reward.Accuracy.class, name = "accuracy"),
    @JsonSubTypes.Type(value = Reward.Format.class, name = "format"),
    @JsonSubTypes.Type(value = Reward.ThinkFormat.class, name = "think_format"),
    @JsonSubTypes.Type(value = Reward.TagCount.class, name = "tag_count"),
    @JsonSubTypes.Type(value = Reward.Length.class, name = "length"),
    @JsonSubTypes.Type(value = Reward.Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = Reward.Repetition.class, name = "repetition"),
    @JsonSubTypes.Type(value = Reward.SoftOverlong.class, name = "soft_overlong"),
    @JsonSubTypes.Type(value = Reward.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = Reward.LanguageConsistency.class, name = "language_consistency"),
    @JsonSubTypes.Type(value = Reward.ReasoningSteps.class, name = "reasoning_steps"),
    @JsonSubTypes.Type(value = Reward.Coin.class, name = "coin")
})
public sealed interface Reward {

    /// What a completion earns.
    ///
    /// @param judged one of the group
    /// @param group all completions of the same prompt
    double of(Judged judged, List<Judged> group);

    /// By the verdict. 1 and 0 in most systems, 1 and −1 in DAPO, 2, −1.5 and −2 in Logic-RL, 1, 0.1 and 0 in
    /// TinyZero's Countdown. An answer on which the verifier ran out of time is wrong; NaN if it cannot be judged.
    ///
    /// @param correct for a right answer
    /// @param wrong for an answer that is not right
    /// @param absent for a completion in which no answer was found
    record Accuracy(double correct, double wrong, double absent) implements Reward {
        @Override
        public double of(Judged judged, List<Judged> group) {
            return switch (judged.verdict().outcome()) {
                case CORRECT -> correct;
                case WRONG, TIMEOUT -> judged.verdict().answer() == null ? absent : wrong;
                case UNSCORABLE -> Double.NaN;
            };
        }
    }

    /// Whether the completion has the layout of R1, `<think>` and `<answer>` on lines of their own: open-r1's
    /// `format`. Text may follow on a new line, as there.
    ///
    /// @param matching, other what it earns
    /// @param prefix what the prompt ends with of the layout, such as `<think>` and a newline; often empty
    record Format(double matching, double other, String prefix) implements Reward {
        @Override
        public double of(Judged judged, List<Judged> group) {
            return Layout.r1(prefix + judged.completion().text()) ? matching : other;
        }
    }

    /// Whether the completion starts with the only `<think>` and has one `</think>`: TRL's `think_format`.
    ///
    /// @param prefix what the prompt ends with of the layout; often empty
    record ThinkFormat(String prefix) implements Reward {
        @Override
        public double of(Judged judged, List<Judged> group) {
            return Layout.think(prefix + judged.completion().text()) ? 1 : 0;
        }
    }

    /// A quarter for each of the four tags, with their newlines, that occurs once: open-r1's `tag_count`.
    ///
    /// @param prefix what the prompt ends with of the layout; often empty
    record TagCount(String prefix) implements Reward {
        @Override
        public double of(Judged judged, List<Judged> group) {
            return Layout.tags(prefix + judged.completion().text()) * 0.25;
        }
    }

    /// Kimi k1.5 (arXiv 2501.12599, §2.3.3): λ = ½ − (l − min)/(max − min) over the group; right answers earn λ,
    /// wrong ones min(0, λ); 0 when all are equally long. NaN if it cannot be judged.
    ///
    /// @param unit of lengths
    record Length(Unit unit) implements Reward {
        @Override
        public double of(Judged judged, List<Judged> group) {
            int shortest = Integer.MAX_VALUE;
            int longest = Integer.MIN_VALUE;
            for (Judged other : group) {
                int length = unit.length(other.completion());
                shortest = Math.min(shortest, length);
                longest = Math.max(longest, length);
            }
            if (shortest >= longest) {
                return 0;
            }
            double lambda = 0.5 - (double) (unit.length(judged.completion()) - shortest) / (longest - shortest);
            return switch (judged.verdict().outcome()) {
                case CORRECT -> lambda;
                case WRONG, TIMEOUT -> Math.min(0, lambda);
                case UNSCORABLE -> Double.NaN;
            };
        }
    }

    /// Cosine in the length, from one bound at length 0 to the other at the maximum: right answers earn more when
    /// short, wrong ones lose less when long. Yeo et al., arXiv 2502.03373. NaN if it cannot be judged.
    ///
    /// @param unit of lengths: open-r1 CHARACTERS, TRL TOKENS
    /// @param maxLength where the cosine ends
    /// @param clamped whether longer completions stay at that end (TRL) or ride the cosine back up (open-r1)
    /// @param correct bounds of right answers, the lower for the longest
    /// @param wrong bounds of wrong answers, the lower for the shortest
    record Cosine(Unit unit, int maxLength, boolean clamped, Bounds correct, Bounds wrong) implements Reward {
        @Override
        public double of(Judged judged, List<Judged> group) {
            double progress = (double) unit.length(judged.completion()) / maxLength;
            double cosine = Math.cos(Math.PI * (clamped ? Math.min(progress, 1) : progress));
            return switch (judged.verdict().outcome()) {
                case CORRECT -> correct.low + 0.5 * (correct.high - correct.low) * (1 + cosine);
                case WRONG, TIMEOUT -> wrong.high + 0.5 * (wrong.low - wrong.high) * (1 + cosine);
                case UNSCORABLE -> Double.NaN;
            };
        }
    }

    /// Bounds of a reward.
    record Bounds(double low, double high) {}

    /// (1 − distinct/all n-grams)·penalty, 0 for completions shorter than n. Yeo et al., arXiv 2502.03373.
    ///
    /// @param n length of n-grams
    /// @param penalty what full repetition earns, not above 0
    /// @param unit what n-grams are made of: open-r1 WORDS, TRL TOKENS
    record Repetition(int n, double penalty, Unit unit) implements Reward {
        public Repetition {
            if (n < 1 || penalty > 0) {
                throw new IllegalArgumentException("n is " + n + " and the penalty " + penalty
                        + ": n must be at least 1, the penalty not above 0");
            }
        }

        @Override
        public double of(Judged judged, List<Judged> group) {
            List<Object> items = List.of(unit.items(judged.completion()));
            int total = items.size() - n + 1;
            if (total < 1) {
                return 0;
            }
            Set<List<Object>> distinct = new HashSet<>();
            for (int i = 0; i < total; i++) {
                distinct.add(items.subList(i, i + n));
            }
            return (1 - (double) distinct.size() / total) * penalty;
        }
    }

    /// DAPO's soft overlong punishment (arXiv 2503.14476, eq. 13) in tokens: 0 up to maxLength − cache, then
    /// falling to −factor at maxLength.
    ///
    /// @param maxLength greatest number of new tokens, the cache included
    /// @param cache over how many tokens it falls
    /// @param factor what a completion of maxLength loses, 1 in the paper
    /// @param floored whether longer ones lose no more: paper, TRL, OpenRLHF; verl goes on falling
    record SoftOverlong(int maxLength, int cache, double factor, boolean floored) implements Reward {
        public SoftOverlong {
            if (cache < 1 || cache > maxLength) {
                throw new IllegalArgumentException(
                        "the cache of " + cache + " tokens must be from 1 to the maximal length of " + maxLength);
            }
        }

        @Override
        public double of(Judged judged, List<Judged> group) {
            double exceed = judged.completion().length() - (maxLength - cache);
            double punishment = Math.min(0, -exceed / cache * factor);
            return floored ? Math.max(punishment, -factor) : punishment;
        }
    }

    /// 1 if the answer is right and the completion ended by itself, else 0: Open-Reasoner-Zero, arXiv 2503.24290.
    /// NaN if it cannot be judged.
    record Stopped() implements Reward {
        @Override
        public double of(Judged judged, List<Judged> group) {
            return switch (judged.verdict().outcome()) {
                case CORRECT -> judged.completion().finish() == FinishReason.STOP ? 1 : 0;
                case WRONG, TIMEOUT -> 0;
                case UNSCORABLE -> Double.NaN;
            };
        }
    }

    /// The share of words of the reasoning that are in the script of the wanted language: DeepSeek-R1, arXiv
    /// 2501.12948, which does not say how it tells languages apart; here by script, so French passes for English
    /// but Chinese does not. Formulas and numbers are not words; each Chinese character is one. 0 without words.
    ///
    /// @param script as Unicode names it, such as `latin` or `han`
    record LanguageConsistency(String script) implements Reward {
        public LanguageConsistency {
            Language.script(script);
        }

        @Override
        public double of(Judged judged, List<Judged> group) {
            return Language.share(Layout.reasoning(judged.completion().text()), Language.script(script));
        }
    }

    /// Markers of steps up to three, over three: open-r1's `reasoning_steps`.
    record ReasoningSteps() implements Reward {
        @Override
        public double of(Judged judged, List<Judged> group) {
            return Math.min(1, Layout.steps(judged.completion().text()) / 3.0);
        }
    }

    /// 0 or 1 by a coin that knows nothing of the verdict: the control that shows what training alone does. The coin is
    /// a hash of all that the group sampled and of the place in it, so that a run repeats.
    record Coin() implements Reward {
        @Override
        public double of(Judged judged, List<Judged> group) {
            long[] sampled = new long[group.size() + 1];
            for (int i = 0; i < group.size(); i++) {
                sampled[i] = Arrays.hashCode(group.get(i).completion().ids());
                if (group.get(i) == judged) {
                    sampled[group.size()] = i;
                }
            }
            return new Seed(0).at(sampled).random().nextInt(2);
        }
    }
}
